"""The pages about members, through the client."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from networks.models import Invitation, Membership, Person
from tests.factories import (
    LONG_AGO,
    BalanceReadingFactory,
    CheckInFactory,
    CoordinatorFactory,
    InvitationFactory,
    MandateFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ObserverFactory,
    PersonFactory,
    RoleAssignmentFactory,
    RoleStanceFactory,
    SelfAssessmentFactory,
    SpontaneousRoleFactory,
    competence,
    role,
)

pytestmark = pytest.mark.django_db

GENERIC = ["balancing-perspectives", "communicating-negotiating", "commitment-respect-learning"]


@pytest.fixture
def coordinator(client):
    membership = CoordinatorFactory(person__name="Zoë Coördinator")
    client.force_login(membership.person.user)
    client.cookies["django_language"] = "en"
    return membership


def page(client, name: str, membership: Membership, *more: int, **query):
    return client.get(reverse(name, args=[membership.network.slug, *more]), query)


def names(response) -> list[tuple[str, int]]:
    return [(row.membership.person.name, row.roles) for row in response.context["rows"]]


def test_list_has_members_by_name_with_how_many_roles_they_hold(client, coordinator):
    network, today = coordinator.network, timezone.localdate()
    anna = MembershipFactory(network=network, person__name="Ánna")
    RoleAssignmentFactory(membership=anna, role=role("leader"))
    RoleAssignmentFactory(membership=anna, role=role("critic"))
    RoleAssignmentFactory(membership=anna, role=role("driver"), ended_on=today)
    MembershipFactory(network=network, person__name="Late", joined_on=today + timedelta(days=3))
    gone = MembershipFactory(network=network, person__name="Gone", left_on=today)
    RoleAssignmentFactory(membership=MembershipFactory())

    response = page(client, "member_list", coordinator)

    assert names(response) == [("Ánna", 2), ("Late", 0), ("Zoë Coördinator", 0)]
    assert list(response.context["former"]) == [gone]


def test_list_is_searched_by_name_and_organisation_from_eleven_on(client, coordinator):
    network = coordinator.network
    for number in range(9):
        MembershipFactory(network=network, person__name=f"Person {number}")
    few = page(client, "member_list", coordinator).context["searchable"]
    MembershipFactory(network=network, person__name="Renée", engagement__organisation__name="Crèche")

    many = page(client, "member_list", coordinator).context["searchable"]

    assert (few, many) == (False, True)
    assert names(page(client, "member_list", coordinator, q="rENEE")) == [("Renée", 0)]
    assert names(page(client, "member_list", coordinator, q="creche")) == [("Renée", 0)]
    assert (
        "Nobody of “&lt;i&gt;” takes part here."
        in page(client, "member_list", coordinator, q="<i>").content.decode()
    )


def test_list_shows_addresses_to_coordinators_only(client, coordinator):
    member = MemberWithAccountFactory(network=coordinator.network)
    observer = ObserverFactory(network=coordinator.network)
    addresses = [member.person.email, observer.person.email]

    as_coordinator = page(client, "member_list", coordinator).content.decode()
    client.force_login(MemberWithAccountFactory(network=coordinator.network).person.user)
    as_member = page(client, "member_list", coordinator).content.decode()

    assert [each in as_coordinator for each in addresses] == [True, True]
    assert [each in as_member for each in addresses] == [False, False]
    assert observer.person.name in as_member


def test_empty_list_says_what_to_do(client, coordinator):
    network = NetworkFactory()
    ObserverFactory(network=network, person=coordinator.person)

    content = client.get(reverse("member_list", args=[network.slug])).content.decode()

    assert "An administrator can add the first coordinator." in content


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_the_same_queries_whatever_its_length(
    client, coordinator, count, django_assert_num_queries
):
    network = coordinator.network
    for _ in range(count):
        member = MembershipFactory(network=network)
        RoleAssignmentFactory(membership=member)
        InvitationFactory(network=network, person=member.person)
        MembershipFactory(network=network, left_on=timezone.localdate())
        ObserverFactory(network=network)

    with django_assert_num_queries(11):
        response = page(client, "member_list", coordinator)

    assert len(response.context["rows"]) == count + 1


@pytest.mark.parametrize("count", [1, 3])
def test_member_page_takes_the_same_queries_whatever_there_is(
    client, coordinator, count, django_assert_num_queries
):
    member = MembershipFactory(network=coordinator.network)
    slugs = ["leader", "critic", "driver", "adviser", "diplomat", "supporter"]
    for number in range(count):
        RoleAssignmentFactory(membership=member, role=role(slugs[number]))
        RoleAssignmentFactory(membership=member, role=role(slugs[-number - 1]), ended_on=timezone.localdate())
        earlier = MembershipFactory(network=coordinator.network, person=member.person, left_on=LONG_AGO)
        RoleAssignmentFactory(membership=earlier, ended_on=LONG_AGO)
        MembershipFactory(network=coordinator.network)
        reading = {"network": coordinator.network, "person": member.person}
        BalanceReadingFactory(read_on=LONG_AGO + timedelta(days=number), **reading)
        CheckInFactory(**reading)
        RoleStanceFactory(person=member.person, role=role(slugs[number]))
        SpontaneousRoleFactory(person=member.person, role=role(slugs[number]))
        SelfAssessmentFactory(person=member.person, competence=competence(GENERIC[number]))

    with django_assert_num_queries(22):
        response = page(client, "member_detail", coordinator, member.pk)

    assert (len(response.context["current"]), len(response.context["former"])) == (count, count * 2)


def test_member_page_has_roles_with_their_motives_and_history(client, coordinator):
    member = MembershipFactory(network=coordinator.network)
    RoleAssignmentFactory(membership=member, role=role("leader"), for_network=True, start_known=False)
    RoleAssignmentFactory(membership=member, role=role("critic"), ended_on=LONG_AGO + timedelta(days=31))

    content = page(client, "member_detail", coordinator, member.pk).content.decode()

    assert "since before 1 January 2024" in content
    assert ">for the network<" in content
    assert "1 January 2024 – 1 February 2024" in content


def test_private_findings_are_shown_to_the_member_and_the_coordinators_only(client, coordinator):
    member = MemberWithAccountFactory(network=coordinator.network, person__name="Anna")
    RoleAssignmentFactory(membership=member)
    BalanceReadingFactory(
        network=member.network,
        person=member.person,
        organisation_share=90,
        individual_share=5,
        network_share=5,
    )
    other = MemberWithAccountFactory(network=member.network)

    seen = {}
    for who in (coordinator, member, other):
        client.force_login(who.person.user)
        findings = page(client, "member_detail", member, member.pk).context["findings"]
        seen[who.pk] = [finding.code for finding in findings]

    assert seen == {
        coordinator.pk: ["one-sided-member"],
        member.pk: ["one-sided-member"],
        other.pk: [],
    }


def test_finding_on_the_page_that_it_leads_to_has_no_button(client, coordinator):
    member = MemberWithAccountFactory(network=coordinator.network)
    RoleAssignmentFactory(membership=member, role=role("leader"))
    RoleStanceFactory(person=member.person, role=role("leader"), stance="avoids")
    MandateFactory(membership=member, ends_on=timezone.localdate() + timedelta(days=20))
    other = MemberWithAccountFactory(network=member.network)

    links = {}
    for reader in (coordinator, member, other):
        client.force_login(reader.person.user)
        found = page(client, "member_detail", member, member.pk).context["findings"]
        links[reader.pk] = {each.code: bool(each.url) for each in found}

    known = {"role-against-preference": False, "mandate-expiring": True}
    assert {code: links[coordinator.pk][code] for code in known} == known
    assert {code: links[member.pk][code] for code in known} == known
    assert links[other.pk]["mandate-expiring"] is False


def form_data(client, membership: Membership, **changes) -> dict[str, str]:
    """Return what the form holds, as a browser would send it, with these changes."""
    form = page(client, "member_edit", membership, membership.pk).context["form"]
    data = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in data.items() if value not in (None, False)}
    return {name: str(value) for name, value in (data | changes).items() if value != ""}


def edit(client, membership: Membership, **changes):
    data = form_data(client, membership, **changes)
    return client.post(reverse("member_edit", args=[membership.network.slug, membership.pk]), data)


def test_edit_without_changes_changes_nothing(client, coordinator):
    member = MembershipFactory(network=coordinator.network, person__email="anna@example.org")
    before = Membership.objects.filter(pk=member.pk).values().get()

    response = edit(client, member)

    assert response.url == reverse("member_list", args=[coordinator.network.slug])
    assert Membership.objects.filter(pk=member.pk).values().get() == before


def test_edit_that_ends_a_membership_asks_first_and_says_what_follows(client, coordinator):
    member = MembershipFactory(network=coordinator.network, person__name="Anna")
    RoleAssignmentFactory(membership=member, role=role("leader"))
    RoleAssignmentFactory(membership=member, role=role("critic"))

    asked = edit(client, member, left_on="2026-03-01")
    between = Membership.objects.get(pk=member.pk).left_on
    edit(client, member, left_on="2026-03-01", confirmed="1")

    member.refresh_from_db()
    assert asked.context["follows"] == [
        "From 1 March 2026 on Anna is no longer a member.",
        "These roles end that day: Leader and Critic.",
        "From then on Anna no longer sees this network. The past stays on record.",
    ]
    assert (between, str(member.left_on)) == (None, "2026-03-01")
    assert {str(each.ended_on) for each in member.assignments.all()} == {"2026-03-01"}


def test_edit_that_moves_a_member_asks_first_and_takes_the_roles_along(client, coordinator):
    member = MembershipFactory(network=coordinator.network, person__name="Anna")
    RoleAssignmentFactory(membership=member, role=role("leader"))
    MandateFactory(membership=member, ends_on=timezone.localdate() + timedelta(days=90))
    change = {"organisation": "De Brug", "moves_on": "2026-03-01"}

    asked = edit(client, member, **change)
    edit(client, member, **change, confirmed="1")

    now = Membership.objects.get(person=member.person, left_on=None)
    assert asked.context["follows"] == [
        "From 1 March 2026 on Anna takes part for De Brug. The past stays on record.",
        "These roles move along: Leader.",
        "The mandate of the earlier organisation no longer counts.",
    ]
    assert (now.organisation.name, str(now.joined_on)) == ("De Brug", "2026-03-01")
    assert [each.role.slug for each in now.assignments.all()] == ["leader"]


def test_edit_keeps_the_last_coordinator(client, coordinator):
    response = edit(client, coordinator, is_coordinator="")

    coordinator.refresh_from_db()
    assert "Zoë Coördinator is the only coordinator of this network." in response.content.decode()
    assert coordinator.is_coordinator


def test_edit_by_two_tells_the_second_what_the_first_changed(client, coordinator):
    member = MembershipFactory(network=coordinator.network)
    second = form_data(client, member, joined_on="2023-12-01")
    edit(client, member, joined_on="2023-06-01")
    address = reverse("member_edit", args=[member.network.slug, member.pk])

    refused = client.post(address, second)
    stands = Membership.objects.get(pk=member.pk).joined_on
    client.post(address, second | {"seen": refused.context["form"]["seen"].value()})

    assert "it is now “2023-06-01”" in refused.content.decode()
    assert 'value="2023-12-01"' in refused.content.decode()
    assert str(stands) == "2023-06-01"
    assert str(Membership.objects.get(pk=member.pk).joined_on) == "2023-12-01"


def test_edit_corrects_name_and_address_of_who_is_known_nowhere_else(client, coordinator):
    member = MembershipFactory(network=coordinator.network)
    edit(client, member, name="Anna  Peeters", email="Anna@Example.org", language="en")

    person = Person.objects.get(pk=member.person.pk)
    assert (person.name, person.email, person.language) == ("Anna Peeters", "anna@example.org", "en")


def test_edit_of_an_address_ends_the_link_that_went_to_the_old_one(client, coordinator):
    member = MembershipFactory(network=coordinator.network, person__email="wrong@example.org")
    invitation = InvitationFactory(network=member.network, person=member.person, email="wrong@example.org")

    edit(client, member, name="Anna")
    after_name = Invitation.objects.open().filter(pk=invitation.pk).exists()
    edit(client, member, email="right@example.org")

    assert after_name is True
    assert not Invitation.objects.open().exists()


def test_edit_refuses_an_address_of_somebody_else(client, coordinator):
    PersonFactory(email="taken@example.org")
    member = MembershipFactory(network=coordinator.network)

    response = edit(client, member, email="taken@example.org", joined_on="2023-01-01")

    member.refresh_from_db()
    assert list(response.context["form"].errors) == ["email"]
    assert member.joined_on == LONG_AGO


@pytest.mark.parametrize("known", ["account", "another network", "observer elsewhere"])
def test_edit_leaves_name_and_address_to_who_is_known_elsewhere(client, coordinator, known):
    if known == "account":
        member = MemberWithAccountFactory(network=coordinator.network)
    else:
        member = MembershipFactory(network=coordinator.network, person__email="anna@example.org")
        (ObserverFactory if known == "observer elsewhere" else MembershipFactory)(person=member.person)
    before = Person.objects.get(pk=member.person.pk).email

    edit(client, member, name="Hacked", email="mine@example.org")

    person = Person.objects.get(pk=member.person.pk)
    assert (person.name, person.email) == (member.person.name, before)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"left_on": "2023-12-31", "confirmed": "1"}, "left_on"),
        ({"joined_on": "2024-01-02"}, "joined_on"),
        ({"left_on": "31 feb"}, "left_on"),
    ],
)
def test_edit_names_the_field_that_is_wrong(client, coordinator, change, field):
    member = MembershipFactory(network=coordinator.network)
    RoleAssignmentFactory(membership=member)

    response = edit(client, member, **change)

    assert list(response.context["form"].errors) == [field]
    assert (member.joined_on, member.left_on) == (LONG_AGO, None)


def test_edit_of_a_membership_that_has_ended_is_not_there(client, coordinator):
    gone = MembershipFactory(network=coordinator.network, left_on=timezone.localdate())

    assert page(client, "member_edit", coordinator, gone.pk).status_code == 404
