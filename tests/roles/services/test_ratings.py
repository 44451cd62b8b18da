"""Asking colleagues how they see somebody, answering, and closing."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.utils import timezone

from networks.models import Person
from roles.analysis.months import add_months
from roles.models import CompetenceRating, RatingRequest, RatingRound, SealedRating
from roles.services.rating_answers import answer_request, decline_request
from roles.services.rating_rounds import (
    ask_colleagues,
    asked_competences,
    close_due_rounds,
    close_early,
    close_round,
    colleagues_of,
    next_round_from,
    withdraw_round,
)
from tests.factories import (
    CoordinatorFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    RatingRequestFactory,
    RatingRoundFactory,
    driver_of,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def network():
    return NetworkFactory(name="Samen")


@pytest.fixture
def driver(network):
    return driver_of(network)


def colleagues(network, number):
    return [MemberWithAccountFactory(network=network).person for _ in range(number)]


def ask(driver, raters, **changes):
    options = {
        "network": driver.memberships.get().network,
        "person": driver,
        "asked_by": driver,
        "raters": raters,
        "closes_on": TODAY + timedelta(days=14),
        "today": TODAY,
        "answer_page": lambda opened: f"https://example.org/answer/{opened.pk}/",
        "person_page": "https://example.org/me/",
    }
    return ask_colleagues(**options | changes)


def keys(opened):
    """The competences that are asked about, in their order."""
    asked = asked_competences(network=opened.network, person=opened.person, day=TODAY)
    return list(asked.values_list("pk", flat=True))


def answer(opened, *scores):
    """Let colleagues answer: a score each for the first competence."""
    first = keys(opened)[0]
    for asked, score in zip(opened.requests.order_by("pk"), scores, strict=False):
        answer_request(asked=asked, scores={first: score}, day=TODAY)


def counted(person):
    ratings = CompetenceRating.objects.filter(person=person)
    return sorted(ratings.values_list("competence__slug", "score", "rated_on", "rater"))


def refused(call):
    with pytest.raises(ValidationError) as caught:
        call()
    return caught.value.message_dict if hasattr(caught.value, "error_dict") else caught.value.messages


def test_ask_colleagues_opens_a_round_and_mails_each_in_their_own_language(network, driver):
    raters = colleagues(network, 3)
    Person.objects.filter(pk=raters[0].pk).update(language="en")
    raters[0].refresh_from_db()

    opened = ask(driver, raters)

    assert (opened.network, opened.person, opened.asked_on, opened.closed_on) == (
        network,
        driver,
        TODAY,
        None,
    )
    assert set(opened.requests.values_list("rater", "answered_on")) == {(each.pk, None) for each in raters}
    sent = {each.to[0]: each for each in mail.outbox}
    assert set(sent) == {each.email for each in raters}
    assert sent[raters[0].email].subject == f"{driver.name} would like to know how you see it"
    assert sent[raters[1].email].subject == f"{driver.name} hoort graag hoe jij het ziet"
    assert all(f"https://example.org/answer/{opened.pk}/" in each.body for each in mail.outbox)
    assert not [
        each for each in mail.outbox if any(it.name in each.body for it in raters if it.email not in each.to)
    ]


def test_ask_colleagues_tells_whoever_is_asked_about_when_a_coordinator_asks(network, driver):
    coordinator = CoordinatorFactory(network=network).person

    opened = ask(driver, colleagues(network, 3), asked_by=coordinator)

    told = [each for each in mail.outbox if each.to == [driver.email]]
    assert opened.asked_by == coordinator
    assert [each.subject for each in told] == ["Aan collega’s is gevraagd hoe ze jou zien in ‘Samen’"]
    assert coordinator.name in told[0].body
    assert "https://example.org/me/" in told[0].body


def test_ask_colleagues_refuses_fewer_than_three(network, driver):
    said = refused(lambda: ask(driver, colleagues(network, 2)))

    assert said == {
        "colleagues": ["Choose at least three colleagues: with fewer, it could be told who answered what."]
    }
    assert (RatingRound.objects.count(), mail.outbox) == (0, [])


def test_ask_colleagues_counts_somebody_twice_as_one(network, driver):
    pair = colleagues(network, 2)

    said = refused(lambda: ask(driver, [*pair, pair[0]]))

    assert list(said) == ["colleagues"]


def test_ask_colleagues_wants_four_when_a_coordinator_is_among_them(network, driver):
    coordinator = CoordinatorFactory(network=network).person
    others = colleagues(network, 3)

    said = refused(lambda: ask(driver, [coordinator, *others[:2]]))
    ask(driver, [coordinator, *others])

    assert said["colleagues"][0].startswith(
        "Choose at least four colleagues when a coordinator is one of them"
    )
    assert RatingRequest.objects.count() == 4


def test_ask_colleagues_refuses_whoever_cannot_be_asked(network, driver):
    three = colleagues(network, 3)
    strangers = [
        driver,
        MemberWithAccountFactory().person,  # of another network
        MembershipFactory(network=network).person,  # without account or address
        MemberWithAccountFactory(network=network, left_on=TODAY).person,
    ]

    said = [refused(lambda each=each: ask(driver, [*three, each])) for each in strangers]

    assert said == [{"colleagues": ["Choose from the members of this network."]}] * 4
    assert not RatingRound.objects.exists()


def test_colleagues_without_an_account_can_be_asked_by_mail(network, driver):
    person = MembershipFactory(network=network, person__email="mia@example.org").person

    ask(driver, [person, *colleagues(network, 2)])

    body = next(each.body for each in mail.outbox if each.to == ["mia@example.org"])
    assert "Vraag dan een uitnodiging" in body
    assert person.pk in set(
        colleagues_of(network=network, person=driver, day=TODAY).values_list("person", flat=True)
    )


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-1, "Choose a day that is still to come, so that colleagues have time to answer."),
        (0, "Choose a day that is still to come, so that colleagues have time to answer."),
        (63, "Two months is the longest: choose "),
    ],
)
def test_ask_colleagues_refuses_a_last_day_that_is_past_or_too_far(network, driver, days, said):
    closes_on = TODAY + timedelta(days=days)

    found = refused(lambda: ask(driver, colleagues(network, 3), closes_on=closes_on))

    assert list(found) == ["closes_on"]
    assert found["closes_on"][0].startswith(said)
    assert not RatingRound.objects.exists()


def test_ask_colleagues_takes_two_months(network, driver):
    opened = ask(driver, colleagues(network, 3), closes_on=add_months(TODAY, 2))

    assert opened.closes_on == add_months(TODAY, 2)


def test_ask_colleagues_refuses_somebody_without_a_core_role(network):
    person = MemberWithAccountFactory(network=network, person__name="Mia").person

    said = refused(lambda: ask(person, colleagues(network, 3)))

    assert said == ["Mia holds no cockpit role here, so there is nothing to ask."]


def test_ask_colleagues_refuses_a_second_round_while_one_is_open(network, driver):
    raters = colleagues(network, 3)
    ask(driver, raters)
    mail.outbox.clear()

    said = refused(lambda: ask(driver, raters))

    assert said == [f"Colleagues are being asked about {driver.name} already."]
    assert (RatingRound.objects.count(), RatingRequest.objects.count(), mail.outbox) == (1, 3, [])


def test_ask_colleagues_waits_three_months_after_a_result_but_not_after_none(network, driver):
    raters = colleagues(network, 3)
    answer(ask(driver, raters), 3, 4, 5)

    said = refused(lambda: ask(driver, raters))
    CompetenceRating.objects.all().delete()
    again = ask(driver, raters)

    assert said[0].startswith("The last result is still fresh. You can ask again from ")
    assert again.closed_on is None


def test_next_round_is_three_months_after_the_last_result(network, driver):
    answer(ask(driver, colleagues(network, 3)), 3, 4, 5)

    found = [
        next_round_from(network=network, person=driver, today=day)
        for day in (TODAY, add_months(TODAY, 3) - timedelta(days=1), add_months(TODAY, 3))
    ]

    assert found == [add_months(TODAY, 3), add_months(TODAY, 3), None]


def test_ask_colleagues_refuses_a_fourth_attempt_within_a_month(network, driver):
    raters = colleagues(network, 3)
    for _ in range(3):
        withdraw_round(rating_round=ask(driver, raters), day=TODAY)

    said = refused(lambda: ask(driver, raters))

    assert said == ["This was asked 3 times in the past month. Give your colleagues some rest first."]


def test_ask_colleagues_keeps_nothing_when_the_mails_cannot_be_sent(network, driver, monkeypatch):
    def fail(*_arguments):
        raise OSError

    monkeypatch.setattr(EmailBackend, "send_messages", fail)

    said = refused(lambda: ask(driver, colleagues(network, 3)))

    assert said == ["The mail could not be sent. Try again in a while."]
    assert (RatingRound.objects.count(), RatingRequest.objects.count()) == (0, 0)


def test_answer_stays_sealed_and_can_be_changed(network, driver):
    opened = ask(driver, colleagues(network, 3))
    asked = opened.requests.earliest("pk")
    first, second, third = keys(opened)

    answer_request(asked=asked, scores={first: 2, second: 5}, day=TODAY)
    answer_request(asked=asked, scores={first: 3, third: 1}, day=TODAY)

    assert sorted(SealedRating.objects.values_list("request", "competence", "score")) == [
        (asked.pk, first, 3),
        (asked.pk, third, 1),
    ]
    assert counted(driver) == []


def test_answer_about_a_competence_that_was_not_asked_is_refused(network, driver):
    opened = ask(driver, colleagues(network, 3))
    asked = opened.requests.earliest("pk")
    foreign = driver_of(network)
    leader = asked_competences(network=network, person=foreign, day=TODAY).earliest("pk").pk + 100

    said = refused(lambda: answer_request(asked=asked, scores={keys(opened)[0]: 3, leader: 3}, day=TODAY))

    assert said == ["One of these competences was not asked about. Load the page again."]
    assert not SealedRating.objects.exists()
    asked.refresh_from_db()
    assert asked.answered_on is None


def test_answer_after_closing_is_refused(network, driver):
    opened = ask(driver, colleagues(network, 3))
    asked = opened.requests.earliest("pk")
    scores = {keys(opened)[0]: 3}
    late = refused(
        lambda: answer_request(asked=asked, scores=scores, day=opened.closes_on + timedelta(days=1))
    )
    close_round(rating_round=opened, day=TODAY)

    closed = refused(lambda: answer_request(asked=asked, scores=scores, day=TODAY))

    assert late == closed == ["This question is closed. Your answer could not be kept any more."]
    assert not SealedRating.objects.exists()


def test_round_closes_when_everybody_has_responded_and_names_nobody(network, driver):
    opened = ask(driver, colleagues(network, 3))

    answer(opened, 5, 2, 3)

    opened.refresh_from_db()
    assert opened.closed_on == TODAY
    assert counted(driver) == [
        ("coordinating", 2, TODAY, None),
        ("coordinating", 3, TODAY, None),
        ("coordinating", 5, TODAY, None),
    ]
    assert (RatingRequest.objects.count(), SealedRating.objects.count()) == (0, 0)
    kept = CompetenceRating.objects.order_by("pk")
    assert [each.score for each in kept] == [2, 3, 5]  # not in the order in which they were asked or answered


def test_declining_responds_without_an_answer(network, driver):
    opened = ask(driver, colleagues(network, 4))
    first = opened.requests.earliest("pk")
    answer_request(asked=first, scores={keys(opened)[0]: 1}, day=TODAY)

    decline_request(asked=first, day=TODAY)

    first.refresh_from_db()
    assert (first.answered_on, SealedRating.objects.count()) == (TODAY, 0)


def test_closing_keeps_only_what_three_or_more_said_something_about(network, driver):
    opened = ask(driver, colleagues(network, 4))
    first, second, third = keys(opened)
    for asked, scores in zip(
        opened.requests.order_by("pk"),
        [{first: 4, second: 1, third: 5}, {first: 4, second: 1}, {first: 5, third: 5}],
        strict=False,
    ):
        answer_request(asked=asked, scores=scores, day=TODAY)

    close_round(rating_round=opened, day=TODAY)

    assert [each[:2] for each in counted(driver)] == [
        ("coordinating", 4),
        ("coordinating", 4),
        ("coordinating", 5),
    ]
    assert not SealedRating.objects.exists()


def test_closing_replaces_what_an_earlier_round_said_of_the_same_competence_only(network, driver):
    raters = colleagues(network, 4)
    opened = ask(driver, raters[:3])
    first, second, _third = keys(opened)
    for asked in opened.requests.all():
        answer_request(asked=asked, scores={first: 2, second: 2}, day=TODAY)
    CompetenceRating.objects.update(rated_on=add_months(TODAY, -4))

    again = ask(driver, raters)
    for asked, scores in zip(
        again.requests.all(), [{first: 5}, {first: 5}, {first: 4, second: 1}, {}], strict=True
    ):
        answer_request(asked=asked, scores=scores, day=TODAY)

    assert [each[:3] for each in counted(driver)] == [
        ("coordinating", 4, TODAY),
        ("coordinating", 5, TODAY),
        ("coordinating", 5, TODAY),
        *[("stimulating", 2, add_months(TODAY, -4))] * 3,
    ]


def test_closing_twice_changes_nothing(network, driver):
    opened = ask(driver, colleagues(network, 3))
    answer(opened, 5, 2, 3)
    before = counted(driver)

    close_round(rating_round=opened, day=TODAY + timedelta(days=1))

    assert counted(driver) == before
    opened.refresh_from_db()
    assert opened.closed_on == TODAY


def test_due_rounds_are_closed_as_of_their_last_day_and_others_stay_open():
    due = RatingRoundFactory(asked_on=TODAY - timedelta(days=9), closes_on=TODAY - timedelta(days=2))
    running = RatingRoundFactory(asked_on=TODAY - timedelta(days=9), closes_on=TODAY)
    first = keys(due)[0]
    for score in (1, 2, 2):
        SealedRating.objects.create(
            request=RatingRequestFactory(round=due, answered_on=due.asked_on),
            competence_id=first,
            score=score,
        )

    closed = close_due_rounds(day=TODAY), close_due_rounds(day=TODAY)

    assert closed == (1, 0)
    assert [each[1:3] for each in counted(due.person)] == [(score, due.closes_on) for score in (1, 2, 2)]
    assert list(RatingRound.objects.filter(closed_on=None)) == [running]


def test_command_closes_what_is_due_once(capsys):
    RatingRoundFactory(asked_on=TODAY - timedelta(days=9), closes_on=TODAY - timedelta(days=1))
    RatingRoundFactory()

    call_command("close_ratings")
    call_command("close_ratings")

    assert capsys.readouterr().out.splitlines() == ["1 question closed.", "0 questions closed."]
    assert RatingRound.objects.filter(closed_on=None).count() == 1


def test_round_is_closed_early_from_three_responses_on(network, driver):
    opened = ask(driver, colleagues(network, 5))
    answer(opened, 5, 2)

    said = refused(lambda: close_early(rating_round=opened, day=TODAY))
    answer(opened, 5, 2, 3)
    close_early(rating_round=opened, day=TODAY)

    assert said == ["Wait until at least three colleagues have responded."]
    assert [each[1] for each in counted(driver)] == [2, 3, 5]


def test_withdrawing_throws_every_answer_away(network, driver):
    opened = ask(driver, colleagues(network, 4))
    answer(opened, 5, 2, 3)

    withdraw_round(rating_round=opened, day=TODAY)

    opened.refresh_from_db()
    assert opened.closed_on == TODAY
    assert (counted(driver), RatingRequest.objects.count(), SealedRating.objects.count()) == ([], 0, 0)
