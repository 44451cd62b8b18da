"""What a closed mapping round shows, through its pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    CoordinatorFactory,
    MappingCountFactory,
    MappingRoundFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    RoleAssignmentFactory,
    RoleStanceFactory,
    role,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def network():
    return NetworkFactory(slug="samen", name="Samen")


@pytest.fixture
def english(client):
    client.cookies["django_language"] = "en"
    return client


def closed(network, answered_by=9, days_ago=0, **fields):
    day = TODAY - timedelta(days=days_ago)
    opened_on = day - timedelta(days=10)
    return MappingRoundFactory(
        network=network, opened_on=opened_on, closes_on=day, closed_on=day, answered_by=answered_by, **fields
    )


def page(name, mapping_round, **query):
    address = reverse(name, args=[mapping_round.network.slug, mapping_round.pk])
    return f"{address}?{'&'.join(f'{key}={value}' for key, value in query.items())}" if query else address


def test_results_say_on_how_many_roles_most_see_what_was_agreed(english, network):
    seen = closed(network)
    anna = MembershipFactory(network=network, person__name="Anna")
    bram = MembershipFactory(network=network, person__name="Bram")
    RoleAssignmentFactory(membership=bram, role=role("driver"), started_on=TODAY - timedelta(days=50))
    MappingCountFactory(round=seen, role=role("driver"), person=anna.person, seen_by=7)
    MappingCountFactory(round=seen, role=role("driver"), person=bram.person, seen_by=2)
    english.force_login(MemberWithAccountFactory(network=network).person.user)

    shown = english.get(page("mapping_round", seen)).content.decode()
    talk = english.get(page("mapping_talk", seen)).content.decode()

    assert "Nine people laid cards; on 14 of the 15 roles most see what was agreed." in shown
    assert "Seven of nine see Anna as driver." in shown
    assert "Agreed: Bram." in talk
