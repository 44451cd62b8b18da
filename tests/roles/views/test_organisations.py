"""The pages about organisations, through the client."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories import (
    EngagementFactory,
    MembershipFactory,
    ObserverFactory,
    RoleAssignmentFactory,
    StewardshipFactory,
    role,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def observer(client):
    observer = ObserverFactory()
    client.force_login(observer.person.user)
    client.cookies["django_language"] = "en"
    return observer


def engaged(network, name: str, **fields):
    return EngagementFactory(network=network, organisation__name=name, **fields)


def rows(client, network, **query) -> list[tuple]:
    response = client.get(reverse("network_organisations", args=[network.slug]), query)
    return [
        (
            row.engagement.organisation.name if row.engagement else None,
            [member.person.name for member in row.members],
            row.roles,
        )
        for row in response.context["rows"]
    ]


def test_organisations_of_a_network_with_their_people_and_roles(client, observer):
    network = observer.network
    brug, zon = engaged(network, "De Brug"), engaged(network, "De Zon")
    anna = MembershipFactory(network=network, engagement=zon, person__name="Anna")
    bert = MembershipFactory(network=network, engagement=zon, person__name="Bert")
    MembershipFactory(network=network, engagement=zon, left_on=date(2025, 1, 1))
    rosa = MembershipFactory(network=network, engagement=None, person__name="Rosa")
    for member in (anna, bert, rosa):
        RoleAssignmentFactory(membership=member, role=role("leader"))
    RoleAssignmentFactory(membership=bert, role=role("critic"))
    MembershipFactory(engagement__organisation=brug.organisation)

    assert rows(client, network) == [
        ("De Brug", [], 0),
        ("De Zon", ["Anna", "Bert"], 2),
        (None, ["Rosa"], 1),
    ]


def test_organisations_are_searched_from_eleven_on(client, observer):
    for number in range(10):
        engaged(observer.network, f"Organisation {number}")
    address = reverse("network_organisations", args=[observer.network.slug])
    few = client.get(address).context["searchable"]
    engaged(observer.network, "Crèche")
    MembershipFactory(network=observer.network, engagement=None)

    assert (few, client.get(address).context["searchable"]) == (False, True)
    assert rows(client, observer.network, q="CRECHE") == [("Crèche", [], 0)]
    assert rows(client, observer.network, q="none") == []


def test_stake_is_offered_to_the_steward_only(client, observer):
    engagement, other = engaged(observer.network, "De Brug"), engaged(observer.network, "De Zon")
    StewardshipFactory(organisation=engagement.organisation, person=observer.person)

    content = client.get(reverse("network_organisations", args=[observer.network.slug])).content.decode()

    offered = [
        reverse("engagement_stake", args=[observer.network.slug, each.pk]) in content
        for each in (engagement, other)
    ]
    assert offered == [True, False]


@pytest.mark.parametrize("count", [1, 3])
def test_organisations_take_the_same_queries_whatever_their_number(
    client, observer, count, django_assert_num_queries
):
    for number in range(count):
        member = MembershipFactory(network=observer.network)
        RoleAssignmentFactory(membership=member)
        MembershipFactory(network=observer.network, engagement=None)
        engaged(observer.network, f"Without people {number}")

    with django_assert_num_queries(9):
        response = client.get(reverse("network_organisations", args=[observer.network.slug]))

    assert len(response.context["rows"]) == count * 2 + 1
