"""What this app adds to the administration: roles of a membership, norms of a network, stances of a person."""

import pytest
from django.urls import reverse

from roles.models import NetworkNorms, RoleAssignment, RoleStance, RoleSwap
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(make.AdministratorFactory())
    client.cookies["django_language"] = "en"
    return client


def rows(prefix, *given, initial=0):
    management = {f"{prefix}-TOTAL_FORMS": len(given), f"{prefix}-INITIAL_FORMS": initial}
    cells = {
        f"{prefix}-{index}-{name}": value for index, row in enumerate(given) for name, value in row.items()
    }
    return management | cells


def save_membership(desk, membership, *assignments):
    form = {
        "person": membership.person_id,
        "network": membership.network_id,
        "engagement": membership.engagement_id,
        "joined_on": "2024-01-01",
    }
    given = [{"membership": membership.pk} | row for row in assignments]
    address = reverse("admin:networks_membership_change", args=[membership.pk])
    return desk.post(address, form | rows("assignments", *given) | rows("mandates"))


def test_admin_gives_a_member_roles(desk):
    membership = make.MembershipFactory()
    leader, driver = make.role("leader"), make.role("driver")

    save_membership(
        desk,
        membership,
        {"role": leader.pk, "started_on": "2026-01-01", "start_known": "on", "for_network": "on"},
        {"role": driver.pk, "started_on": "2025-01-01", "ended_on": "2025-06-01"},
        {"role": driver.pk, "started_on": "2026-01-01"},
    )

    held = membership.assignments.order_by("pk").values_list("role__slug", "start_known", "for_network")
    assert list(held) == [("leader", True, True), ("driver", False, False), ("driver", False, False)]


def test_admin_refuses_one_role_twice_at_the_same_time(desk):
    membership = make.MembershipFactory()
    twice = {"role": make.role("leader").pk, "started_on": "2026-01-01"}

    response = save_membership(desk, membership, twice, twice)

    assert response.context["errors"] == [["This member holds this role already."]]
    assert not RoleAssignment.objects.exists()


def test_admin_refuses_the_engagement_of_another_network(desk):
    membership, elsewhere = make.MembershipFactory(), make.EngagementFactory()
    membership.engagement = elsewhere

    response = save_membership(desk, membership)

    assert response.context["errors"] == [["This organisation is not engaged in this network."]]


def test_admin_changes_the_norms_of_a_network(desk):
    network = make.NetworkFactory()
    norms = {field.name: field.get_default() for field in NetworkNorms._meta.fields if field.has_default()}
    norms |= {"check_in_months": 12, "network": network.pk}
    form = {"name": network.name, "started_on": "2024-01-01"} | rows("norms", norms)
    for prefix in ("engagements", "memberships", "observers", "decision_topics"):
        form |= rows(prefix)

    page = desk.get(reverse("admin:networks_network_change", args=[network.pk])).content.decode()
    desk.post(reverse("admin:networks_network_change", args=[network.pk]), form)

    assert "Cockpit roles per organisation" in page
    assert (network.norms.check_in_months, network.norms.max_gap_fill) == (12, "1/3")


def test_admin_reads_a_purpose_and_leaves_it_as_its_members_agreed_on(desk):
    network = make.NetworkFactory(question="Who?", goal="It.")
    form = {"name": "North", "slug": "north", "started_on": "2024-01-01", "question": "Mine?", "goal": ""}
    for prefix in ("engagements", "memberships", "observers", "decision_topics", "norms"):
        form |= rows(prefix)

    page = desk.get(reverse("admin:networks_network_change", args=[network.pk])).content.decode()
    desk.post(reverse("admin:networks_network_change", args=[network.pk]), form)

    network.refresh_from_db()
    assert "Who?" in page
    assert "It is written on the network's own page." in page
    assert (network.name, network.question, network.goal) == ("North", "Who?", "It.")


def test_admin_keeps_a_persons_stances(desk):
    person = make.PersonFactory(name="Ann")
    stance = {"person": person.pk, "role": make.role("critic").pk, "stance": "avoids"}
    form = {"name": "Ann", "language": "en"} | rows("stances", stance)
    for prefix in ("self_assessments", "memberships", "stewardships"):
        form |= rows(prefix)

    desk.post(reverse("admin:networks_person_change", args=[person.pk]), form)

    assert list(RoleStance.objects.values_list("person__name", "role__slug", "stance")) == [
        ("Ann", "critic", "avoids")
    ]


def test_admin_finds_assignments_by_their_motives(desk):
    address = reverse("admin:roles_roleassignment_changelist")
    both = make.RoleAssignmentFactory(for_network=True, for_individual=True)
    none = make.RoleAssignmentFactory()

    def found(motive):
        return list(desk.get(address, {"motive": motive}).context["cl"].result_list)

    assert (found("for_network"), found("for_organisation"), found("none")) == ([both], [], [none])
    assert len(found("whatever")) == 2


def test_admin_deletes_no_seat_from_under_a_swap(desk):
    move = make.SwapMoveFactory()
    address = reverse("admin:networks_membership_delete", args=[move.giver_id])

    page = desk.get(address)
    response = desk.post(address, {"post": "yes"})

    assert "would require deleting the following protected related objects" in page.content.decode()
    assert "would require deleting the following protected related objects" in response.content.decode()
    move.refresh_from_db()
    assert move.giver is not None
    move.swap.network.delete()
    assert not RoleSwap.objects.exists()
