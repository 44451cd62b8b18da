"""What sending a list would do."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from networks.invitees.lines import read_entries, split_list
from networks.invitees.plan import make_plan, newcomers
from networks.services.invitation_rounds import Newcomer
from tests.factories import (
    InvitationFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ObserverFactory,
    PersonFactory,
    PersonWithAccountFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return NetworkFactory()


def plan(network, text, organisation="", as_observers=False):
    entries = read_entries(split_list(text))
    return make_plan(network, entries, organisation=organisation, as_observers=as_observers)


def told(network, text, **options):
    return [(line.kind, line.name, line.sentence) for line in plan(network, text, **options).lines]


def test_plan_tells_who_becomes_what(network):
    assert told(network, "Anna <a@example.be>") == [("new", "Anna", "Becomes a member.")]
    assert told(network, "Anna <a@example.be>", as_observers=True) == [
        ("new", "Anna", "Looks on from now on.")
    ]


def test_plan_adds_newcomers_for_their_own_organisation_else_for_the_one_of_all(network):
    text = "Anna; a@example.be; Huis\nb@example.be"

    members = newcomers(plan(network, text, organisation="Stad"))
    observers = newcomers(plan(network, text, organisation="Stad", as_observers=True))

    assert members == [Newcomer("Anna", "a@example.be", "Huis"), Newcomer("B", "b@example.be", "Stad")]
    assert [each.organisation for each in observers] == ["", ""]


def test_plan_knows_who_is_in_this_network(network):
    MembershipFactory(network=network, person__name="Anna Maes", person__email="a@example.be")
    ObserverFactory(network=network, person__name="Ben", person__user__email="b@example.be")
    MembershipFactory(
        network=network, person__name="Cis", person__email="C@example.be", left_on=date(2026, 1, 31)
    )

    assert told(network, "Annie <A@example.be>\nb@example.be\nc@example.be") == [
        (
            "known",
            "Anna Maes",
            "Is a member already, not invited yet. Keeps the name that they have here.",
        ),
        ("known", "Ben", "Looks on already, not invited yet."),
        ("new", "Cis", "Was a member until 31 January 2026. Becomes a member."),
    ]


@pytest.mark.parametrize(
    ("invitation", "kind", "sentence"),
    [
        ({}, "invited", "Is a member already, invited on 3 May 2026."),
        ({"accepted_at": 1}, "accepted", "Is a member already, and came in."),
        ({"bounced_at": 1}, "known", "Is a member already, invited on 3 May 2026: bounced."),
        ({"withdrawn_at": 1}, "known", "Is a member already, invited on 3 May 2026: withdrawn."),
    ],
)
def test_plan_knows_how_the_last_invitation_stands(network, monkeypatch, invitation, kind, sentence):
    sent = timezone.make_aware(timezone.datetime(2026, 5, 3, 10))
    monkeypatch.setattr(
        "networks.models.invitations.Invitation.VALID_FOR", timezone.now() - sent + timedelta(days=1)
    )
    anna = MembershipFactory(network=network, person__name="Anna", person__email="a@example.be").person
    moments = {name: timezone.now() - timedelta(days=days) for name, days in invitation.items()}
    InvitationFactory(network=network, person=anna, sent_at=sent - timedelta(days=9), withdrawn_at=sent)
    InvitationFactory(network=network, person=anna, sent_at=sent, **moments)

    assert told(network, "a@example.be") == [(kind, "Anna", sentence)]


def test_plan_says_of_a_double_on_which_line_it_stands(network):
    lines = plan(network, "Anna <a@example.be>\nwrong@\nA <A@Example.be>").lines

    assert [(line.kind, line.is_problem) for line in lines] == [
        ("new", False),
        ("wrong", True),
        ("double", True),
    ]
    assert lines[2].sentence == "This address stands on line 1 already. Leave this one out, or change it."


def test_plan_tells_nothing_of_accounts_and_other_networks(network):
    account = PersonWithAccountFactory(name="Anna Account")
    elsewhere = MemberWithAccountFactory(person__name="Els Elders").person
    PersonFactory(name="Bert Bekend", email="bert@example.be")
    InvitationFactory(person=elsewhere, email=elsewhere.email)

    known = told(network, f"A <{account.email}>\nA <{elsewhere.email}>\nA <bert@example.be>")
    unknown = told(network, "A <x@example.be>\nA <y@example.be>\nA <z@example.be>")

    assert known == unknown


def test_plan_of_members_is_the_same_with_and_without_account(network):
    MembershipFactory(network=network, person__name="Anna", person__email="a@example.be")
    MemberWithAccountFactory(network=network, person__name="Anna", person__user__email="b@example.be")

    first, second = told(network, "a@example.be\nb@example.be")

    assert first == second


@pytest.mark.parametrize("count", [1, 4])
def test_plan_takes_the_same_queries_for_a_longer_list(network, django_assert_num_queries, count):
    known = [MembershipFactory(network=network, person__email=f"k{n}@example.be") for n in range(count)]
    for each in known:
        InvitationFactory(network=network, person=each.person)
        ObserverFactory(network=network)
    text = "\n".join(f"k{n}@example.be\nnew{n}@example.be" for n in range(count))

    with django_assert_num_queries(4):
        lines = plan(network, text).lines

    assert [line.kind for line in lines] == ["invited", "new"] * count


def test_fingerprint_changes_with_what_would_happen(network):
    text = "Anna <a@example.be>"
    before = plan(network, text).fingerprint

    same = plan(network, text).fingerprint
    other_organisation = plan(network, text, organisation="Huis").fingerprint
    MembershipFactory(network=network, person__name="Anna", person__email="a@example.be")
    after = plan(network, text).fingerprint

    assert before == same
    assert len({before, other_organisation, after}) == 3
