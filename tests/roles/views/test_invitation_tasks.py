"""What waits for a coordinator because an invitation did not do its work."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from roles.pages.tasks.invitations import lost_invitations
from tests.factories import (
    AdministratorFactory,
    CoordinatorFactory,
    InvitationFactory,
    MembershipFactory,
    NetworkFactory,
    ObserverFactory,
    PersonWithAccountFactory,
)

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TODAY = timezone.localdate()
OLD = {"sent_at": NOW - timedelta(days=15)}


@pytest.fixture
def me(client):
    person = PersonWithAccountFactory()
    client.force_login(person.user)
    client.cookies["django_language"] = "en"
    return person


def waiting(client):
    context = client.get(reverse("me")).context
    return [
        (task.network, task.sentence)
        for task in [*context["tasks"], *context["more_tasks"]]
        if task.url.endswith("/invitations/")
    ]


def invite(network, **moments):
    return InvitationFactory(network=network, person=MembershipFactory(network=network).person, **moments)


def test_coordinator_hears_of_invitations_that_expired_or_bounced(client, me):
    north = CoordinatorFactory(person=me, network__name="North").network
    south = CoordinatorFactory(person=me, network__name="South").network
    invite(north, **OLD)
    invite(north, bounced_at=NOW)
    InvitationFactory(network=south, person=ObserverFactory(network=south).person, **OLD)

    assert waiting(client) == [
        ("North", "2 invitations expired or did not arrive."),
        ("South", "1 invitation expired or did not arrive."),
    ]


def test_coordinator_is_left_in_peace_about_the_others(client, me):
    network = CoordinatorFactory(person=me).network
    for moments in ({}, {"opened_at": NOW}, {"accepted_at": NOW} | OLD, {"withdrawn_at": NOW} | OLD):
        invite(network, **moments)
    again = invite(network, withdrawn_at=NOW, **OLD)
    InvitationFactory(network=network, person=again.person)
    InvitationFactory(network=network, **OLD)  # somebody who has left
    invite(MembershipFactory(person=me).network, **OLD)  # a network of which I am only a member
    over = CoordinatorFactory(person=me, network=NetworkFactory(ended_on=TODAY)).network
    invite(over, **OLD)

    assert waiting(client) == []


def test_administrator_hears_of_own_networks_only():
    administrator = AdministratorFactory()
    invite(NetworkFactory(), **OLD)

    assert list(lost_invitations(administrator, TODAY)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_lost_invitations_take_one_query(me, django_assert_num_queries, count):
    for _ in range(count):
        network = CoordinatorFactory(person=me).network
        invite(network, **OLD)
        invite(network, bounced_at=NOW)

    with django_assert_num_queries(1):
        tasks = list(lost_invitations(me.user, TODAY))

    assert len(tasks) == count
