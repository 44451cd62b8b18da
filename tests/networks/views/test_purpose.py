"""The page about what a network exists for, and what can be said and written there, through the client."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from networks.models import PurposeAgreement, PurposeClarity, RulesAcceptance, SharedResult, WorkingRules
from tests.factories import (
    CoordinatorFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ObserverFactory,
    PersonFactory,
    PurposeAgreementFactory,
    PurposeClarityFactory,
    PurposeVersionFactory,
    RulesAcceptanceFactory,
    SharedResultFactory,
    StewardshipFactory,
    WorkingRulesFactory,
)
from tests.forms import fill_in

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
TEXTS = {"question": "How do families find us?", "goal": "One door."}


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture
def network():
    return NetworkFactory(slug="north", name="North", **TEXTS)


@pytest.fixture
def version(network):
    return PurposeVersionFactory(network=network, **TEXTS)


@pytest.fixture
def hanne(client, network, version):
    """The coordinator, signed in."""
    seat = CoordinatorFactory(network=network, person__name="Hanne")
    client.force_login(seat.person.user)
    return seat.person


@pytest.fixture
def yasmina(client, network, version):
    """A member, signed in."""
    seat = MemberWithAccountFactory(network=network, person__name="Yasmina")
    client.force_login(seat.person.user)
    return seat.person


def at(name, *more):
    return reverse(name, args=["north", *more])


def read(client):
    return client.get(at("purpose")).context["page"]


def html(client, name="purpose"):
    return client.get(at(name)).content.decode()


def said(response):
    return [str(each) for each in response.context["messages"]]


def test_a_member_is_invited_to_one_thing_after_the_other(client, network, version, yasmina):
    rules = WorkingRulesFactory(network=network)
    invited = [read(client).invitation]

    agreed = client.post(at("purpose_agree"), {"version": "1"}, follow=True)
    invited.append(read(client).invitation)
    clear = fill_in(client, at("purpose_clarity"), "word", score="2", word=" a bit  foggy ")
    invited.append(read(client).invitation)
    accepted = client.post(at("rules_accept"), {"version": "1"}, follow=True)
    invited.append(read(client).invitation)

    assert invited == ["agree", "clarity", "accept", ""]
    assert said(agreed) == ["Thank you. The others see that you stand behind it."]
    assert said(clear) == ["Thank you. Nobody sees which answer is yours."]
    assert said(accepted) == ["Thank you. The others see that they can count on you for this."]
    assert list(PurposeAgreement.objects.values_list("version", "person")) == [(version.pk, yasmina.pk)]
    assert list(PurposeClarity.objects.values_list("person", "score", "word")) == [
        (yasmina.pk, 2, "a bit foggy")
    ]
    assert list(RulesAcceptance.objects.values_list("rules", "person")) == [(rules.pk, yasmina.pk)]
    assert "You said: hardly, “a bit foggy”." in html(client)


@pytest.mark.parametrize("factory", [ObserverFactory, None])
def test_who_takes_no_part_reads_all_of_it_and_is_invited_to_nothing(client, network, version, factory):
    member = PurposeAgreementFactory(version=version, person=MembershipFactory(network=network).person)
    if factory:
        reader = factory(network=network).person
    else:
        seat = MembershipFactory(network=network)
        reader = StewardshipFactory(organisation=seat.engagement.organisation).person
    client.force_login(reader.user)

    page = html(client)

    assert member.person.name in page
    assert "How do families find us?" in page
    assert "Can you stand behind this?" not in page
    assert "Who you can still ask" not in page
    assert "Change the purpose" not in page


def test_a_new_version_asks_agreement_and_clarity_again_and_the_old_one_stays_to_be_read(
    client, network, version, hanne
):
    other = MemberWithAccountFactory(network=network, person__name="Bram")
    PurposeAgreementFactory(version=version, person=other.person)
    PurposeClarityFactory(version=version, person=other.person)

    answer = fill_in(client, at("purpose_change"), "goal", goal="One door, and a lamp.")

    mine = answer.context["page"]
    client.force_login(other.person.user)
    theirs = read(client)
    assert answer.redirect_chain == [(at("purpose"), 302)]
    assert said(answer) == ["Saved. The members are asked whether they agree."]
    assert (mine.version.number, mine.invitation, theirs.invitation) == (2, "clarity", "agree")
    assert [(each.before, each.after) for each in mine.changes] == [("One door.", "One door, and a lamp.")]
    assert (theirs.own, theirs.spread.answers, theirs.agreed.count) == (None, 0, 1)
    (earlier,) = theirs.earlier
    assert (earlier.version, list(earlier.agreed)) == (version, ["Bram"])
    assert [each.after for each in earlier.changes] == list(TEXTS.values())


def test_saving_the_same_purpose_again_changes_nothing(client, network, hanne):
    answer = fill_in(client, at("purpose_change"), "goal")

    assert said(answer) == ["Nothing changed."]
    assert network.purpose_versions.count() == 1


def test_the_second_of_two_coordinators_sees_both_and_keeps_what_they_typed(client, network, hanne):
    sent = {**TEXTS, "in_scope": "", "out_of_scope": "", "goal": "Mine."}
    opened = client.get(at("purpose_change")).context["form"]
    fill_in(client, at("purpose_change"), "goal", goal="Theirs.")

    first = client.post(at("purpose_change"), sent | {"seen": opened["seen"].value()})
    told = first.context["form"]
    again = client.post(at("purpose_change"), sent | {"seen": told["seen"].value()}, follow=True)

    assert list(told.errors) == ["goal"]
    assert "It says now: “Theirs.”" in told.errors["goal"][0]
    assert told["goal"].value() == "Mine."
    assert again.redirect_chain == [(at("purpose"), 302)]
    assert list(network.purpose_versions.order_by("number").values_list("goal", flat=True)) == [
        "One door.",
        "Theirs.",
        "Mine.",
    ]


def test_what_is_agreed_to_is_what_was_read(client, network, version, yasmina):
    PurposeVersionFactory(network=network, number=2, goal="Another.")

    answers = [
        client.post(at("purpose_agree"), {"version": number}, follow=True) for number in ("1", "", "x", "²")
    ]

    for answer in answers:
        assert said(answer) == [
            "The purpose has changed since you opened this page. Read it once more first."
        ]
    assert not PurposeAgreement.objects.exists()


@pytest.mark.parametrize(
    ("score", "word", "field", "told"),
    [
        ("", "foggy", "score", "Choose one of the five."),
        ("6", "foggy", "score", "Choose one of the five."),
        ("3", "x" * 61, "word", "at most 60 characters"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_and_what_was_typed_stays(
    client, version, yasmina, score, word, field, told
):
    answer = client.post(at("purpose_clarity"), {"score": score, "word": word, "version": 1})

    assert told in answer.context["form"].errors[field][0]
    assert f'value="{word}"' in answer.content.decode()
    assert not PurposeClarity.objects.exists()


def test_clarity_of_a_version_that_was_changed_meanwhile_is_not_kept(client, network, version, yasmina):
    PurposeVersionFactory(network=network, number=2)

    answer = client.post(at("purpose_clarity"), {"score": "3", "word": "half", "version": "1"})

    assert "has changed since you opened this page" in answer.content.decode()
    assert 'value="half"' in answer.content.decode()
    assert not PurposeClarity.objects.exists()


def test_without_a_purpose_there_is_nothing_to_say(client, network, yasmina):
    network.purpose_versions.all().delete()

    answer = client.get(at("purpose_clarity"), follow=True)

    assert answer.redirect_chain == [(at("purpose"), 302)]
    assert said(answer) == ["The purpose is not written down yet, so there is nothing to ask."]


def say(version, score, word="", **seat):
    member = MembershipFactory(network=version.network, **seat)
    return PurposeClarityFactory(version=version, person=member.person, score=score, word=word)


def test_spread_and_words_show_from_three_answers_of_todays_members_on(client, network, version, yasmina):
    say(version, 5, "round")
    say(version, 2, "Foggy")
    say(version, 4, "gone", left_on=TODAY)
    PurposeClarityFactory(version=version, score=1, word="stranger")
    few, few_page = read(client), html(client)

    say(version, 2, "airy")
    enough, page = read(client), html(client)

    assert (dict(few.spread.counts), few.spread.words, few.spread.answers) == ({}, [], 2)
    assert "Not enough answers yet." in few_page
    assert "Foggy" not in few_page
    assert dict(enough.spread.counts) == {1: 0, 2: 2, 3: 0, 4: 0, 5: 1}
    assert enough.spread.words == ["airy", "Foggy", "round"]
    assert "entirely: 1; mostly: 0; partly: 0; hardly: 2; not at all: 0</desc>" in page
    assert "gone" not in page


def test_who_left_counts_neither_among_the_members_nor_among_those_who_agreed(
    client, network, version, hanne
):
    past = MembershipFactory(network=network, left_on=TODAY, person__name="Wim")
    PurposeAgreementFactory(version=version, person=past.person)
    PurposeAgreementFactory(
        version=version, person=MembershipFactory(network=network, engagement=None, person__name="Jef").person
    )
    MembershipFactory(network=network, person__name="Samira")

    agreed = read(client).agreed

    assert (agreed.count, agreed.members, list(agreed.waiting)) == (1, 3, ["Hanne", "Samira"])
    assert [(each.name, list(each.people)) for each in agreed.given] == [("", ["Jef"])]
    assert "Who you can still ask" in html(client)


def test_changed_rules_are_accepted_again(client, network, hanne):
    first = WorkingRulesFactory(network=network, text="We begin on time.")
    member = MemberWithAccountFactory(network=network)
    RulesAcceptanceFactory(rules=first, person=member.person)

    answer = fill_in(client, at("rules_change"), "text", text="- We begin on time.\n- We listen first.")

    rules = answer.context["page"].rules
    assert said(answer) == ["Saved. The members are asked whether they accept the rules."]
    assert list(rules.lines) == ["We begin on time.", "We listen first."]
    assert (rules.accepted.count, rules.accepted.mine, list(rules.earlier)) == (1, True, [first])
    client.force_login(member.person.user)
    stale = client.post(at("rules_accept"), {"version": "1"}, follow=True)
    assert said(stale) == ["The rules have changed since you opened this page. Read them once more first."]


@pytest.mark.parametrize("text", ["", "  \n - \n"])
def test_rules_without_a_rule_are_refused(client, network, hanne, text):
    answer = client.post(at("rules_change"), {"text": text})

    assert answer.context["form"].errors == {"text": ["Write at least one rule."]}
    assert not WorkingRules.objects.exists()


def test_rules_that_somebody_else_changed_are_shown_beside_what_was_typed(client, network, hanne):
    opened = client.get(at("rules_change")).context["form"]["seen"].value()
    WorkingRulesFactory(network=network, text="Theirs.")

    answer = client.post(at("rules_change"), {"text": "Mine.", "seen": opened})

    assert "It says now: “Theirs.”" in answer.context["form"].errors["text"][0]
    assert answer.context["form"]["text"].value() == "Mine."


def test_a_result_is_noted_and_removed_once_it_has_been_read(client, network, hanne):
    noted = fill_in(client, at("result_create"), "reached_on", text="One form.")
    result = SharedResult.objects.get()
    asked = client.get(at("result_remove", result.pk)).content.decode()
    removed = client.post(at("result_remove", result.pk), follow=True)

    assert said(noted) == ["Recorded. Well done, all of you."]
    assert (result.text, result.reached_on, result.noted_by) == ("One form.", TODAY, hanne)
    assert "One form." in asked
    assert said(removed) == ["Removed: One form."]
    assert not SharedResult.objects.exists()


@pytest.mark.parametrize(
    ("answers", "field", "told"),
    [
        ({"text": "", "reached_on": TODAY}, "text", "required"),
        ({"text": "x" * 301, "reached_on": TODAY}, "text", "at most 300"),
        ({"text": "Soon.", "reached_on": TODAY + timedelta(days=1)}, "reached_on", "still to come"),
    ],
)
def test_a_result_that_cannot_be_is_refused(client, hanne, answers, field, told):
    answer = client.post(at("result_create"), answers)

    assert told in answer.context["form"].errors[field][0]
    assert not SharedResult.objects.exists()


def test_every_page_of_the_network_begins_with_its_purpose(client, network, hanne):
    pages = [html(client, name) for name in ("matrix", "member_list", "rules_change")]

    for page in pages:
        head = page[: page.index('class="tabs"')]
        assert TEXTS["question"] in head
        assert "Goal: One door." in head
        assert f'href="{at("purpose")}"' in head


def test_without_a_question_the_page_says_where_to_begin(client, network, hanne):
    network.question = ""
    network.save()

    assert "Write the purpose" in html(client)


def fill(network, count):
    """Give a network so many of everything, each with people of their own."""
    for number in range(2, count + 2):
        version = PurposeVersionFactory(network=network, number=number, written_by=PersonFactory())
        rules = WorkingRulesFactory(network=network, number=number, written_by=PersonFactory())
        SharedResultFactory(network=network, noted_by=PersonFactory())
        for seat in MembershipFactory.create_batch(count, network=network):
            PurposeAgreementFactory(version=version, person=seat.person)
            PurposeClarityFactory(version=version, person=seat.person)
            RulesAcceptanceFactory(rules=rules, person=seat.person)


@pytest.mark.parametrize("count", [1, 4])
def test_page_takes_the_same_queries_whatever_there_is(
    client, network, hanne, count, django_assert_num_queries
):
    fill(network, count)
    client.get(at("purpose"))

    with django_assert_num_queries(11):
        page = read(client)

    assert (len(page.earlier), len(page.results), page.agreed.members) == (count, count, count * count + 1)
