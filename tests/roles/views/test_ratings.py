"""How others see it, through the pages: asking, answering, closing, and the result beside the self-assessment."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from networks.models import Membership
from roles.models import (
    Competence,
    CompetenceRating,
    RatingRequest,
    RatingRound,
    SealedRating,
    SelfAssessment,
)
from tests.factories import (
    AdministratorFactory,
    CoordinatorFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ObserverFactory,
    RatingRequestFactory,
    RatingRoundFactory,
    RoleAssignmentFactory,
    driver_of,
    role,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
IN_TWO_WEEKS = TODAY + timedelta(days=14)


@pytest.fixture
def network():
    return NetworkFactory(slug="samen", name="Samen")


@pytest.fixture
def katrien(network):
    person = driver_of(network)
    person.name = "Katrien Maes"
    person.save()
    return person


@pytest.fixture
def seen_by(client):
    """Return a function that signs somebody in, in English."""

    def sign_in(person):
        client.force_login(getattr(person, "user", person))
        client.cookies["django_language"] = "en"
        return client

    return sign_in


def seat(person):
    return Membership.objects.get(person=person)


def ask_page(person):
    return reverse("rating_ask", args=["samen", seat(person).pk])


def answer_page(opened):
    return reverse("rating_answer", args=["samen", opened.pk])


def member_page(person):
    return reverse("member_detail", args=["samen", seat(person).pk])


def colleagues(network, number):
    return [MemberWithAccountFactory(network=network) for _ in range(number)]


def ask(client, person, members, **changes):
    form = {"colleagues": [each.pk for each in members], "closes_on": IN_TWO_WEEKS.isoformat()}
    return client.post(ask_page(person), form | changes)


def said(response):
    return [str(each) for each in get_messages(response.wsgi_request)]


def competences():
    return list(Competence.objects.filter(role__slug="driver").order_by("position"))


def scores(*values):
    """What the form sends: a score for each competence of the driver."""
    return {f"competence-{each.pk}": value for each, value in zip(competences(), values, strict=True)}


def text(response):
    return " ".join(response.content.decode().split())


def lines(response):
    card = response.context["ratings"]
    return [(each.name, each.own, each.mean, each.raters) for role in card.roles.values() for each in role]


def test_member_asks_colleagues_how_they_see_them(network, katrien, seen_by):
    members = colleagues(network, 4)
    client = seen_by(katrien)

    page = client.get(ask_page(katrien))
    response = ask(client, katrien, members[:3])

    opened = RatingRound.objects.get()
    assert "Ask how others see you in the cockpit" in text(page)
    assert "your roles here: driver." in text(page)
    assert (opened.network, opened.person, opened.asked_by, opened.closes_on) == (
        network,
        katrien,
        katrien,
        IN_TWO_WEEKS,
    )
    assert set(opened.requests.values_list("rater", flat=True)) == {each.person_id for each in members[:3]}
    assert (response.url, said(response)) == (f"{member_page(katrien)}#others", ["3 colleagues are asked."])
    assert len(mail.outbox) == 3
    assert all(f"http://testserver{answer_page(opened)}" in each.body for each in mail.outbox)
    assert "0 of the 3 have responded." in text(client.get(member_page(katrien)))


def test_coordinator_asks_everybody_and_the_person_is_told(network, katrien, seen_by):
    colleagues(network, 3)
    coordinator = CoordinatorFactory(network=network, person__name="Hanne")

    response = ask(seen_by(coordinator.person), katrien, [], everybody="on")

    opened = RatingRound.objects.get()
    assert (opened.asked_by, opened.requests.count()) == (coordinator.person, 4)
    assert not opened.requests.filter(rater=katrien).exists()
    assert said(response) == ["4 colleagues are asked. Katrien Maes is told too."]
    told = [each for each in mail.outbox if each.to == [katrien.email]]
    assert (
        len(mail.outbox) == 4
    )  # three colleagues and Katrien: the coordinator knows what they ask themselves
    assert [f"http://testserver{member_page(katrien)}" in each.body for each in told] == [True]
    assert "Hanne asked colleagues on" in text(seen_by(katrien).get(member_page(katrien)))


def test_ask_form_says_what_is_wrong_and_keeps_what_was_typed(network, katrien, seen_by):
    members = colleagues(network, 4)
    client = seen_by(katrien)
    yesterday = (TODAY - timedelta(days=1)).isoformat()

    few = ask(client, katrien, members[:2])
    none = ask(client, katrien, [])
    past = ask(client, katrien, members[:3], closes_on=yesterday)
    far = ask(client, katrien, members[:3], closes_on=(TODAY + timedelta(days=90)).isoformat())
    nonsense = ask(client, katrien, members[:3], closes_on="soon")

    assert few.context["form"].errors == {
        "colleagues": ["Choose at least three colleagues: with fewer, it could be told who answered what."]
    }
    assert text(few).count("checked") == 2
    assert none.context["form"].errors == {"colleagues": ["Choose at least three colleagues, or everybody."]}
    assert past.context["form"].errors == {
        "closes_on": ["Choose a day that is still to come, so that colleagues have time to answer."]
    }
    assert f'value="{yesterday}"' in text(past)
    assert far.context["form"].errors["closes_on"][0].startswith("Two months is the longest")
    assert nonsense.context["form"].errors == {
        "closes_on": ["Write a date as year-month-day, such as 2026-05-31."]
    }
    assert (RatingRound.objects.count(), mail.outbox) == (0, [])


def test_ask_form_refuses_whoever_is_not_on_its_list(network, katrien, seen_by):
    members = colleagues(network, 3)
    forged = [
        MemberWithAccountFactory(),  # of another network
        seat(katrien),
        MembershipFactory(network=network),  # nobody could reach them
    ]
    client = seen_by(katrien)

    found = [ask(client, katrien, [*members, each]).context["form"].errors for each in forged]

    assert found == [{"colleagues": ["Choose from the members of this network."]}] * 3
    assert not RatingRound.objects.exists()


def test_ask_page_says_kindly_why_there_is_nothing_to_ask(network, seen_by):
    mia = MemberWithAccountFactory(network=network, person__name="Mia").person
    RoleAssignmentFactory(membership=seat(mia), role=role("critic"))
    members = colleagues(network, 3)

    own = seen_by(mia).get(ask_page(mia))
    sent = ask(seen_by(mia), mia, members)
    other = seen_by(CoordinatorFactory(network=network).person).get(ask_page(mia))

    assert "You hold none of these roles here now" in text(own)
    assert "Mia holds none of these roles here now" in text(other)
    assert b'name="colleagues"' not in own.content + other.content + sent.content
    assert not RatingRound.objects.exists()


def test_ask_page_says_when_the_network_is_too_small(network, katrien, seen_by):
    colleagues(network, 2)
    CoordinatorFactory(network=network)

    page = seen_by(katrien).get(ask_page(katrien))

    assert "It takes at least three colleagues" in text(page)
    assert b'name="colleagues"' not in page.content


def test_ask_page_searches_from_eleven_colleagues_on(network, katrien, seen_by):
    colleagues(network, 10)
    few = seen_by(katrien).get(ask_page(katrien))
    colleagues(network, 1)

    many = seen_by(katrien).get(ask_page(katrien))

    assert (b"data-search" in few.content, b"data-search" in many.content) == (False, True)


def test_asked_colleague_finds_it_answers_and_changes_it(network, katrien, seen_by):
    opened = RatingRoundFactory(network=network, person=katrien)
    asked, other = RatingRequestFactory(round=opened), RatingRequestFactory(round=opened)
    client = seen_by(asked.rater)
    waiting = client.get(reverse("me"))

    page = client.get(answer_page(opened))
    response = client.post(answer_page(opened), scores("4", "2", "-"))
    again = client.get(answer_page(opened))
    client.post(answer_page(opened), scores("5", "-", "1"))

    task = next(each for each in waiting.context["tasks"] if each.url == answer_page(opened))
    assert task.network == "Samen"
    assert task.sentence.startswith("You are asked how you see Katrien Maes in the cockpit.")
    before_the_question = text(page).split("<fieldset")[0]
    assert (
        "Nobody sees what you answer: not Katrien Maes, not a coordinator, not an administrator."
        in before_the_question
    )
    assert all(each.description in page.content.decode() for each in competences())
    assert (response.url, said(response)) == (reverse("me"), ["Thank you. Nobody sees what you answered."])
    assert [field.value() for field in again.context["form"]] == ["4", "2", "-"]
    assert [each.score for each in SealedRating.objects.order_by("competence__position")] == [5, 1]
    assert not CompetenceRating.objects.exists()
    asked.refresh_from_db()
    other.refresh_from_db()
    assert (asked.answered_on, other.answered_on) == (TODAY, None)
    assert not [it for it in client.get(reverse("me")).context["tasks"] if "/ratings/" in it.url]


def test_answer_form_wants_an_answer_to_each_and_keeps_what_was_chosen(network, katrien, seen_by):
    opened = RatingRoundFactory(network=network, person=katrien)
    asked = RatingRequestFactory(round=opened)
    first, second, third = (f"competence-{each.pk}" for each in competences())

    response = seen_by(asked.rater).post(answer_page(opened), {first: "3", second: "9"})

    assert response.context["form"].errors == {
        second: ["Choose a number from 1 to 5, or “I cannot say”."],
        third: ["Choose a number, or “I cannot say”."],
    }
    assert response.context["form"][first].value() == "3"
    assert not SealedRating.objects.exists()


def test_answer_form_passes_over_a_competence_that_was_not_asked(network, katrien, seen_by):
    opened = RatingRoundFactory(network=network, person=katrien)
    asked = RatingRequestFactory(round=opened)
    RatingRequestFactory(round=opened)
    foreign = Competence.objects.filter(role__slug="leader").first()

    seen_by(asked.rater).post(answer_page(opened), scores("3", "3", "3") | {f"competence-{foreign.pk}": "1"})

    assert SealedRating.objects.count() == 3
    assert not SealedRating.objects.filter(competence=foreign).exists()


def test_declining_looks_like_an_answer(network, katrien, seen_by):
    opened = RatingRoundFactory(network=network, person=katrien)
    declining, answering = RatingRequestFactory(round=opened), RatingRequestFactory(round=opened)
    RatingRequestFactory(round=opened)

    response = seen_by(declining.rater).post(answer_page(opened), {"decline": "1"})
    after_declining = text(seen_by(katrien).get(ask_page(katrien)))
    RatingRequest.objects.filter(pk=declining.pk).update(answered_on=None)
    seen_by(answering.rater).post(answer_page(opened), scores("3", "3", "3"))
    after_answering = text(seen_by(katrien).get(ask_page(katrien)))

    assert (response.url, said(response)) == (
        reverse("me"),
        ["That is all right. Nobody sees that you would rather not answer."],
    )
    assert "1 of the 3 has responded." in after_declining
    assert without_tokens(after_answering) == without_tokens(after_declining)


def without_tokens(page):
    """The page's own part, without what differs with each request."""
    return [part for part in page.split('class="card narrow"')[1].split('"') if len(part) != 64]


def test_round_is_only_for_who_was_asked(network, katrien, seen_by):
    opened = RatingRoundFactory(network=network, person=katrien)
    asked = RatingRequestFactory(round=opened)
    others = [
        katrien,
        MemberWithAccountFactory(network=network).person,
        CoordinatorFactory(network=network).person,
        ObserverFactory(network=network).person,
        AdministratorFactory(),
        RatingRequestFactory().rater,  # asked in another round, of another network
    ]

    answers = [
        (
            seen_by(each).get(answer_page(opened)).status_code,
            seen_by(each).post(answer_page(opened)).status_code,
        )
        for each in others
    ]
    elsewhere = reverse("rating_answer", args=[RatingRoundFactory().network.slug, opened.pk])

    assert answers == [(404, 404)] * len(others)
    assert seen_by(asked.rater).get(elsewhere).status_code == 404
    assert seen_by(asked.rater).get(answer_page(opened)).status_code == 200


def answered(opened, *rows):
    """Let colleagues answer beforehand: a row of scores each."""
    for row in rows:
        asked = RatingRequestFactory(round=opened, answered_on=TODAY)
        for competence, score in zip(competences(), row, strict=False):
            if score:
                SealedRating.objects.create(request=asked, competence=competence, score=score)


def test_asker_closes_early_and_sees_means_beside_the_self_assessment(network, katrien, seen_by):
    opened = RatingRoundFactory(network=network, person=katrien)
    answered(opened, (4, 2, 5), (4, 2, 5), (5, 2, None))
    RatingRequestFactory(round=opened)
    SelfAssessment.objects.create(person=katrien, competence=competences()[0], score=2)
    client = seen_by(katrien)
    before = client.get(member_page(katrien))

    response = client.post(reverse("rating_close", args=["samen", opened.pk]), follow=True)

    names = [each.name for each in competences()]
    assert lines(before) == [(names[0], 2, "", 0), (names[1], None, "", 0), (names[2], None, "", 0)]
    assert response.redirect_chain[-1][0] == member_page(katrien)
    assert lines(response) == [(names[0], 2, "4.3", 3), (names[1], None, "2", 3), (names[2], None, "", 0)]
    shown = text(response)
    assert "The question is closed. What can be shown, stands below." in shown
    assert shown.count("of 3 colleagues") == 2
    assert shown.count("too few answers to show") == 1
    assert "The last result is of" in shown
    assert "You can ask again from" in shown
    assert not RatingRequest.objects.exists()


def test_self_assessment_stands_once_beside_the_result_with_what_nobody_was_asked(network, katrien, seen_by):
    everybodys = Competence.objects.filter(role=None).order_by("position")[0]
    SelfAssessment.objects.create(person=katrien, competence=competences()[0], score=2)
    SelfAssessment.objects.create(person=katrien, competence=everybodys, score=5)
    client = seen_by(katrien)
    before = client.get(member_page(katrien))
    opened = RatingRoundFactory(network=network, person=katrien)
    answered(opened, (4, 2, 5), (4, 2, 5), (5, 2, 4))

    client.post(reverse("rating_close", args=["samen", opened.pk]))
    after = client.get(member_page(katrien))

    assert "Self-assessment, from 1 to 5" in text(before)
    assert "Self-assessment, from 1 to 5" not in text(after)
    assert lines(after)[-1] == (everybodys.name, 5, "", 0)
    assert text(after).count(everybodys.name) == 1
    assert "too few answers to show" not in text(after)


def test_result_with_too_few_answers_says_so_without_a_number(network, katrien, seen_by):
    opened = RatingRoundFactory(network=network, person=katrien)
    answered(opened, (4, 2, 5), (4, 2, 5), ())
    client = seen_by(katrien)

    client.post(reverse("rating_close", args=["samen", opened.pk]))

    shown = text(client.get(member_page(katrien)))
    assert "The last question closed on" in shown
    assert [each[2:] for each in lines(client.get(member_page(katrien)))] == [("", 0)] * 3
    assert ">Ask how others see it</a>" in shown
    assert not CompetenceRating.objects.exists()


def test_only_the_asker_closes_and_only_from_three_on(network, katrien, seen_by):
    coordinator = CoordinatorFactory(network=network).person
    opened = RatingRoundFactory(network=network, person=katrien, asked_by=coordinator)
    answered(opened, (1, 1, 1), (1, 1, 1))
    RatingRequestFactory(round=opened)
    addresses = [reverse(name, args=["samen", opened.pk]) for name in ("rating_close", "rating_withdraw")]

    own = [seen_by(katrien).post(each).status_code for each in addresses]
    too_early = seen_by(coordinator).post(addresses[0])

    assert own == [403, 403]
    assert said(too_early) == ["Wait until at least three colleagues have responded."]
    assert (RatingRound.objects.get().closed_on, SealedRating.objects.count()) == (None, 6)


def test_asker_withdraws_the_question(network, katrien, seen_by):
    opened = RatingRoundFactory(network=network, person=katrien)
    answered(opened, (1, 1, 1), (1, 1, 1), (1, 1, 1))
    rater = opened.requests.first().rater

    response = seen_by(katrien).post(reverse("rating_withdraw", args=["samen", opened.pk]))

    assert said(response) == ["The question is withdrawn, and every answer thrown away unread."]
    left = [model.objects.count() for model in (RatingRequest, SealedRating, CompetenceRating)]
    assert left == [0, 0, 0]
    assert seen_by(rater).get(answer_page(opened)).status_code == 404


@pytest.mark.parametrize(
    "name", ["member_detail", "dashboard", "report_json", "me", "portfolio", "rating_ask"]
)
def test_round_whose_last_day_is_over_closes_when_a_page_that_needs_it_is_read(
    network, katrien, seen_by, name
):
    opened = RatingRoundFactory(
        network=network,
        person=katrien,
        asked_on=TODAY - timedelta(days=20),
        closes_on=TODAY - timedelta(days=3),
    )
    answered(opened, (2, 2, 2), (2, 2, 2), (3, 3, 3))
    arguments = {"member_detail": ["samen", seat(katrien).pk], "rating_ask": ["samen", seat(katrien).pk]}
    arguments |= {"dashboard": ["samen"], "report_json": ["samen"]}

    response = seen_by(katrien).get(reverse(name, args=arguments.get(name, [])))

    opened.refresh_from_db()
    assert (response.status_code, opened.closed_on) == (200, opened.closes_on)
    assert CompetenceRating.objects.count() == 9
    found = seen_by(katrien).get(reverse("report_json", args=["samen"])).json()["findings"]
    assert [(it["value"], it["subject"]["name"]) for it in found if it["code"] == "competence-gap"] == [
        (2.3, "Katrien Maes")
    ]


def test_result_is_news_on_ones_own_page_for_two_weeks(network, katrien, seen_by):
    opened = RatingRoundFactory(network=network, person=katrien)
    answered(opened, (2, 2, 2), (2, 2, 2), (3, 3, 3))
    client = seen_by(katrien)
    client.post(reverse("rating_close", args=["samen", opened.pk]))

    fresh = [task.url for task in client.get(reverse("me")).context["tasks"]]
    long_ago = TODAY - timedelta(days=14)
    RatingRound.objects.update(closed_on=long_ago)
    CompetenceRating.objects.update(rated_on=long_ago)
    old = [task.url for task in client.get(reverse("me")).context["tasks"]]

    assert f"{member_page(katrien)}#others" in fresh
    assert f"{member_page(katrien)}#others" not in old


def test_competence_gap_comes_and_goes_with_what_colleagues_answer(network, katrien, seen_by):
    """From a question through the answers to the finding, and through the next ones to its end."""
    members = colleagues(network, 3)
    coordinator = CoordinatorFactory(network=network).person
    found = []
    for row in (("2", "4", "3"), ("3", "4", "3")):
        ask(seen_by(coordinator), katrien, members)
        opened = RatingRound.objects.get(closed_on=None)
        for member in members:
            seen_by(member.person).post(answer_page(opened), scores(*row))
            found.append(gaps(seen_by(coordinator)))
        CompetenceRating.objects.update(rated_on=TODAY - timedelta(days=100))

    assert found == [[], [], [(2.0, 3.0)], [(2.0, 3.0)], [(2.0, 3.0)], []]


def gaps(client):
    findings = client.get(reverse("report_json", args=["samen"])).json()["findings"]
    return [(it["value"], it["limit"]) for it in findings if it["code"] == "competence-gap"]


def test_button_of_the_finding_leads_to_the_result(network, katrien, seen_by):
    opened = RatingRoundFactory(network=network, person=katrien)
    answered(opened, (2, 2, 2), (2, 2, 2), (3, 3, 3))
    client = seen_by(katrien)
    client.post(reverse("rating_close", args=["samen", opened.pk]))

    cards = client.get(reverse("dashboard", args=["samen"])).context["findings"]
    cards += client.get(reverse("dashboard", args=["samen"])).context["more_findings"]

    url = next(card.url for card in cards if card.code == "competence-gap")
    assert url == f"{reverse('network_person', args=['samen', katrien.pk])}#others"
    landed = client.get(url.partition("#")[0], follow=True)
    assert 'id="others"' in landed.content.decode()


@pytest.mark.parametrize("number", [1, 3, 30])
def test_pages_take_the_same_queries_whatever_the_number_of_raters(
    network, katrien, seen_by, number, django_assert_num_queries
):
    opened = RatingRoundFactory(network=network, person=katrien)
    answered(opened, *[(2, 3, 4)] * number)
    rater = RatingRequestFactory(round=opened).rater
    for _ in range(number):
        CompetenceRating.objects.create(network=network, person=katrien, competence=competences()[0], score=3)

    client = seen_by(katrien)
    with django_assert_num_queries(21):
        client.get(member_page(katrien))
    with django_assert_num_queries(11):
        client.get(ask_page(katrien))
    client = seen_by(rater)
    with django_assert_num_queries(7):
        client.get(answer_page(opened))


def test_closing_takes_the_same_queries_whatever_the_number_of_raters(
    network, katrien, seen_by, django_assert_max_num_queries
):
    opened = RatingRoundFactory(network=network, person=katrien)
    answered(opened, *[(2, 3, 4)] * 30)

    client = seen_by(katrien)
    with django_assert_max_num_queries(21):
        client.post(reverse("rating_close", args=["samen", opened.pk]))

    assert CompetenceRating.objects.count() == 90
