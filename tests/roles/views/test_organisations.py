"""The pages about organisations, through the client."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories import (
    CollaborationPolicyFactory,
    EngagementFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ObserverFactory,
    OrganisationFactory,
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


def seats(response) -> list[tuple]:
    return [
        (engagement.network.name, [(member.person.name, roles) for member, roles in people])
        for engagement, people in response.context["engagements"]
    ]


def test_organisation_page_shows_only_networks_that_one_may_see(client, observer):
    engagement = engaged(observer.network, "De Brug")
    member = MembershipFactory(network=observer.network, engagement=engagement, person__name="Anna")
    RoleAssignmentFactory(membership=member, role=role("leader"))
    secret = MembershipFactory(
        network__name="Secret", person__name="Hidden", engagement__organisation=engagement.organisation
    )
    RoleAssignmentFactory(membership=secret)
    past = NetworkFactory(ended_on=date(2025, 1, 1))
    ObserverFactory(network=past, person=observer.person)
    EngagementFactory(network=past, organisation=engagement.organisation)

    response = client.get(engagement.organisation.get_absolute_url())

    content = response.content.decode()
    assert seats(response) == [(observer.network.name, [("Anna", ["Leader"])])]
    assert "Secret" not in content
    assert "Hidden" not in content


def test_organisation_page_has_the_answers_to_the_five_questions(client, observer):
    organisation = engaged(observer.network, "De Brug").organisation
    before = client.get(organisation.get_absolute_url()).content.decode()
    CollaborationPolicyFactory(
        organisation=organisation, vision="Together & well", reviewed_on=date(2026, 2, 3)
    )

    after = client.get(organisation.get_absolute_url()).content.decode()

    assert "The five questions have not been answered yet." in before
    assert "Together &amp; well" in after
    assert "Last reviewed on 3 February 2026" in after
    assert after.count("Not answered yet.") == 4


def test_organisation_without_a_network_in_common_is_not_there(client, observer):
    assert client.get(OrganisationFactory().get_absolute_url()).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_organisation_page_takes_the_same_queries_whatever_there_is(client, count, django_assert_num_queries):
    steward = StewardshipFactory()
    client.force_login(steward.person.user)
    for _ in range(count):
        member = MemberWithAccountFactory(engagement__organisation=steward.organisation)
        RoleAssignmentFactory(membership=member)
        MembershipFactory(network=member.network, engagement=member.engagement)
        StewardshipFactory(organisation=steward.organisation)

    with django_assert_num_queries(9):
        response = client.get(steward.organisation.get_absolute_url())

    assert len(response.context["engagements"]) == count
