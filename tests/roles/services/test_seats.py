"""Moving, correcting and ending a seat, with the roles in it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from networks.decisions import read_decision_table
from networks.models import Membership
from roles.models import RoleAssignment
from roles.services.seats import Seat, edit_seat, end_membership, move_seat
from tests.factories import (
    LONG_AGO,
    CoordinatorFactory,
    MandateFactory,
    MembershipFactory,
    RoleAssignmentFactory,
    role,
)
from tests.networks.services.test_mandates import at_once

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)


def seat_of(membership: Membership, **changes) -> Seat:
    fields = {
        "organisation": membership.organisation.name if membership.organisation else "",
        "moves_on": DAY,
        "joined_on": membership.joined_on,
        "left_on": membership.left_on,
        "is_coordinator": membership.is_coordinator,
    }
    return Seat(**fields | changes)


def times(membership: Membership) -> list[tuple]:
    rows = membership.assignments.order_by("started_on", "role__position")
    return [(each.role.slug, each.started_on, each.ended_on) for each in rows]


def test_move_seat_ends_the_old_and_begins_a_new_membership_with_the_roles():
    old = MembershipFactory(interests="My own", is_coordinator=True)
    RoleAssignmentFactory(membership=old, role=role("leader"), for_network=True, start_known=False)
    RoleAssignmentFactory(membership=old, role=role("critic"), ended_on=DAY - timedelta(days=1))
    RoleAssignmentFactory(membership=old, role=role("adviser"), started_on=DAY + timedelta(days=1))

    new = move_seat(membership=old, organisation="De Brug", day=DAY)

    old.refresh_from_db()
    assert (old.left_on, new.joined_on, new.left_on) == (DAY, DAY, None)
    assert (new.person, new.network, new.organisation.name) == (old.person, old.network, "De Brug")
    assert (new.interests, new.is_coordinator) == ("My own", True)
    assert times(old) == [
        ("leader", LONG_AGO, DAY),
        ("critic", LONG_AGO, DAY - timedelta(days=1)),
    ]
    assert times(new) == [("leader", DAY, None), ("adviser", DAY + timedelta(days=1), None)]
    leader = new.assignments.get(role=role("leader"))
    assert (leader.motives, leader.start_known) == ("N", False)


def test_move_seat_from_the_beginning_corrects_the_membership():
    membership = MembershipFactory()
    RoleAssignmentFactory(membership=membership)

    same = move_seat(membership=membership, organisation="", day=LONG_AGO)

    assert same == membership
    assert Membership.objects.get().engagement is None
    assert times(membership) == [("implementer", LONG_AGO, None)]


def test_move_seat_refuses_a_day_ahead():
    membership = MembershipFactory()

    with pytest.raises(ValidationError) as refusal:
        move_seat(membership=membership, organisation="", day=timezone.localdate() + timedelta(days=1))

    assert list(refusal.value.message_dict) == ["moves_on"]
    assert Membership.objects.get().engagement is not None


def test_end_membership_ends_its_roles():
    membership = MembershipFactory()
    RoleAssignmentFactory(membership=membership, role=role("leader"))
    RoleAssignmentFactory(membership=membership, role=role("critic"), ended_on=DAY - timedelta(days=9))

    end_membership(membership=membership, day=DAY)

    membership.refresh_from_db()
    assert membership.left_on == DAY
    assert times(membership) == [
        ("leader", LONG_AGO, DAY),
        ("critic", LONG_AGO, DAY - timedelta(days=9)),
    ]


@pytest.mark.parametrize("day", [LONG_AGO - timedelta(days=1), DAY - timedelta(days=1)])
def test_end_membership_refuses_a_day_before_it_or_one_of_its_roles_begins(day):
    membership = MembershipFactory()
    RoleAssignmentFactory(membership=membership, started_on=DAY)

    with pytest.raises(ValidationError) as refusal:
        end_membership(membership=membership, day=day)

    assert list(refusal.value.message_dict) == ["left_on"]
    assert times(membership) == [("implementer", DAY, None)]


def test_end_that_was_ahead_is_taken_back_with_its_roles():
    ahead = timezone.localdate() + timedelta(days=30)
    membership = MembershipFactory()
    RoleAssignmentFactory(membership=membership)
    end_membership(membership=membership, day=ahead)

    edit_seat(membership=membership, seat=seat_of(membership, left_on=None))

    assert Membership.objects.get().left_on is None
    assert times(membership) == [("implementer", LONG_AGO, None)]


@pytest.mark.parametrize("change", [{"is_coordinator": False}, {"left_on": DAY}])
def test_last_coordinator_stays(change):
    last = CoordinatorFactory(person__name="Anna")

    with pytest.raises(ValidationError, match="Anna is the only coordinator"):
        edit_seat(membership=last, seat=seat_of(last, **change))

    last.refresh_from_db()
    assert (last.is_coordinator, last.left_on) == (True, None)


def test_coordinator_goes_when_another_stays():
    first = CoordinatorFactory()
    CoordinatorFactory(network=first.network)

    edit_seat(membership=first, seat=seat_of(first, is_coordinator=False))

    first.refresh_from_db()
    assert first.is_coordinator is False


def test_edit_seat_changes_everything_at_once():
    membership = MembershipFactory()
    RoleAssignmentFactory(membership=membership, started_on=DAY)
    earlier = LONG_AGO - timedelta(days=30)
    left = timezone.localdate()

    now = edit_seat(
        membership=membership,
        seat=seat_of(
            membership, organisation="De Brug", joined_on=earlier, is_coordinator=True, moves_on=DAY
        ),
    )
    CoordinatorFactory(network=membership.network)
    edit_seat(membership=now, seat=seat_of(now, left_on=left))

    membership.refresh_from_db()
    now.refresh_from_db()
    assert (membership.joined_on, membership.left_on, membership.is_coordinator) == (earlier, DAY, True)
    assert (now.joined_on, now.left_on, now.organisation.name) == (DAY, left, "De Brug")
    assert times(now) == [("implementer", DAY, left)]


def test_edit_seat_changes_nothing_when_one_part_is_refused():
    membership = MembershipFactory()
    RoleAssignmentFactory(membership=membership, started_on=DAY)

    with pytest.raises(ValidationError):
        edit_seat(
            membership=membership,
            seat=seat_of(membership, organisation="De Brug", moves_on=DAY, left_on=LONG_AGO),
        )

    assert Membership.objects.get().left_on is None
    assert times(membership) == [("implementer", DAY, None)]


def test_beginning_cannot_move_past_a_role():
    membership = MembershipFactory()
    RoleAssignmentFactory(membership=membership)

    with pytest.raises(ValidationError) as refusal:
        edit_seat(membership=membership, seat=seat_of(membership, joined_on=DAY))

    assert list(refusal.value.message_dict) == ["joined_on"]
    assert RoleAssignment.objects.get().started_on == LONG_AGO


def test_beginning_cannot_move_into_an_earlier_seat():
    earlier = MembershipFactory(left_on=DAY)
    membership = MembershipFactory(network=earlier.network, person=earlier.person, joined_on=DAY)

    with pytest.raises(ValidationError) as refusal:
        edit_seat(membership=membership, seat=seat_of(membership, joined_on=DAY - timedelta(days=1)))

    assert list(refusal.value.message_dict) == ["joined_on"]


def test_correcting_the_organisation_leaves_its_mandates_with_it():
    old = MembershipFactory()
    RoleAssignmentFactory(membership=old)
    granted = MandateFactory(membership=old, starts_on=LONG_AGO, ends_on=date(2099, 1, 1))
    asked = MandateFactory(membership=old, granted_on=None)

    new = move_seat(membership=old, organisation="De Brug", day=LONG_AGO)

    old.refresh_from_db()
    assert (new.organisation.name, new.joined_on, new.left_on) == ("De Brug", LONG_AGO, None)
    assert (old.joined_on, old.left_on) == (LONG_AGO, LONG_AGO)
    assert times(new) == [("implementer", LONG_AGO, None)]
    assert set(old.mandates.all()) == {granted, asked}
    assert not new.mandates.exists()
    table = read_decision_table(new.network, timezone.localdate())
    assert [(seat.membership, seat.mandate) for seat in table.seats] == [(new.pk, None)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(3))
def test_of_two_coordinators_who_are_let_go_at_the_same_moment_one_stays(_round):
    first = CoordinatorFactory()
    second = CoordinatorFactory(network=first.network)

    done = at_once(
        lambda: edit_seat(membership=first, seat=seat_of(first, is_coordinator=False)),
        lambda: end_membership(membership=second, day=timezone.localdate()),
    )

    running = Membership.objects.active_on(timezone.localdate())
    assert sum(done) == 1
    assert running.filter(network=first.network, is_coordinator=True).count() == 1
