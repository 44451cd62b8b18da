"""What waits for a member because a purpose or working rules ask whether they stand behind them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from roles.pages.seats import read_seats
from roles.pages.tasks.purposes import purpose_tasks
from tests.factories import (
    CoordinatorFactory,
    MembershipFactory,
    ObserverFactory,
    PersonWithAccountFactory,
    PurposeAgreementFactory,
    PurposeVersionFactory,
    RulesAcceptanceFactory,
    WorkingRulesFactory,
)

pytestmark = pytest.mark.django_db

NEW, ANEW = (
    "Read what this network exists for. Can you stand behind it?",
    "The purpose of this network has changed. Can you still stand behind it?",
)
RULES, CHANGED = (
    "There are working rules. Can the others count on you for them?",
    "The working rules have changed. Can the others still count on you for them?",
)


@pytest.fixture
def me(client):
    person = PersonWithAccountFactory()
    client.force_login(person.user)
    client.cookies["django_language"] = "en"
    return person


def sit(me, name):
    return MembershipFactory(person=me, network__name=name, network__slug=name.lower()).network


def tasks(client):
    context = client.get(reverse("me")).context
    return [
        (task.network, task.sentence)
        for task in [*context["tasks"], *context["more_tasks"]]
        if task.url.endswith("/purpose/")
    ]


def test_a_member_hears_once_of_each_network_that_asks_something(client, me):
    for each in (sit(me, "East"), sit(me, "North")):
        agreed = PurposeVersionFactory(network=each)
        PurposeAgreementFactory(version=agreed, person=me)
        WorkingRulesFactory(network=each)
    PurposeVersionFactory(network=each, number=2)
    PurposeVersionFactory(network=sit(me, "South"))
    old = WorkingRulesFactory(network=sit(me, "West"))
    RulesAcceptanceFactory(rules=old, person=me)
    WorkingRulesFactory(network=old.network, number=2)

    assert tasks(client) == [("East", RULES), ("North", ANEW), ("South", NEW), ("West", CHANGED)]


def test_nobody_is_asked_what_they_said_or_what_is_not_theirs(client, me):
    done = sit(me, "Done")
    PurposeVersionFactory(network=done)
    PurposeAgreementFactory(version=PurposeVersionFactory(network=done, number=2), person=me)
    RulesAcceptanceFactory(rules=WorkingRulesFactory(network=done), person=me)
    sit(me, "Silent")
    PurposeVersionFactory(network=ObserverFactory(person=me).network)
    PurposeVersionFactory(network=MembershipFactory(person=me, left_on=timezone.localdate()).network)

    assert tasks(client) == []


@pytest.mark.parametrize("count", [1, 4])
def test_the_tasks_take_one_query_for_any_number_of_networks(me, count):
    for _each in range(count):
        network = MembershipFactory(person=me).network
        PurposeVersionFactory(network=network)
        WorkingRulesFactory(network=network)
    seats = read_seats(me.user, timezone.localdate())

    with CaptureQueriesContext(connection) as queries:
        found = list(purpose_tasks(me, seats))

    assert (len(queries), len(found)) == (1, count)


def test_an_unclear_purpose_leads_a_coordinator_to_where_it_is_written(client, me):
    network = CoordinatorFactory(person=me).network
    dashboard = reverse("dashboard", args=[network.slug])

    coordinating = client.get(dashboard).content.decode()
    client.force_login(ObserverFactory(network=network).person.user)
    looking_on = client.get(dashboard).content.decode()

    assert reverse("purpose_change", args=[network.slug]) in coordinating
    assert reverse("purpose_change", args=[network.slug]) not in looking_on
