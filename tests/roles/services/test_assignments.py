"""Giving roles, taking them back, putting them right, and undoing that."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from roles.models import RoleAssignment
from roles.services.assignments import (
    Change,
    Holding,
    assign_role,
    correct_assignment,
    current_assignment,
    end_role,
    set_motives,
    undo_change,
)
from tests.factories import LONG_AGO, MembershipFactory, RoleAssignmentFactory, role

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
YESTERDAY = TODAY - timedelta(days=1)


def recorded(membership):
    """Everything that is recorded of a member's roles, oldest first."""
    return [
        (each.role.slug, Holding.of(each))
        for each in RoleAssignment.objects.filter(membership=membership).order_by("started_on", "pk")
    ]


def test_assign_role_begins_on_the_day_given():
    membership = MembershipFactory()

    change = assign_role(membership=membership, role=role("leader"), since=date(2025, 3, 1), motives="ON")

    expected = Holding(date(2025, 3, 1), True, None, "ON")
    assert recorded(membership) == [("leader", expected)]
    assert (change.before, change.after) == (None, expected)


def test_assign_role_without_a_date_begins_today_and_is_not_known():
    membership = MembershipFactory()

    assign_role(membership=membership, role=role("leader"), since=None)

    assert recorded(membership) == [("leader", Holding(TODAY, False, None, ""))]


def test_assign_role_twice_changes_nothing_the_second_time():
    membership = MembershipFactory()
    assign_role(membership=membership, role=role("leader"), since=date(2025, 3, 1), motives="I")

    again = assign_role(membership=membership, role=role("leader"), since=date(2025, 3, 1), motives="I")

    assert not again.changed
    assert recorded(membership) == [("leader", Holding(date(2025, 3, 1), True, None, "I"))]


def test_assign_role_to_a_holder_corrects_start_and_replaces_motives():
    held = RoleAssignmentFactory(role=role("driver"), for_organisation=True)

    assign_role(membership=held.membership, role=held.role, since=date(2025, 6, 1), motives="N")

    assert recorded(held.membership) == [("driver", Holding(date(2025, 6, 1), True, None, "N"))]


def test_assign_role_after_it_ended_begins_anew_and_keeps_the_history():
    held = RoleAssignmentFactory(role=role("driver"), ended_on=date(2025, 1, 1))

    assign_role(membership=held.membership, role=held.role, since=date(2025, 1, 1), motives="O")

    assert recorded(held.membership) == [
        ("driver", Holding(LONG_AGO, True, date(2025, 1, 1), "")),
        ("driver", Holding(date(2025, 1, 1), True, None, "O")),
    ]


@pytest.mark.parametrize(
    ("since", "sentence"),
    [
        (TODAY + timedelta(days=1), "still ahead"),
        (LONG_AGO - timedelta(days=1), "joined on"),
        (date(2024, 6, 1), "held this role before"),
    ],
)
def test_assign_role_refuses_a_start_that_cannot_be(since, sentence):
    held = RoleAssignmentFactory(ended_on=date(2025, 1, 1))

    with pytest.raises(ValidationError) as refusal:
        assign_role(membership=held.membership, role=held.role, since=since)

    assert list(refusal.value.message_dict) == ["since"]
    assert len(recorded(held.membership)) == 1


@pytest.mark.parametrize(
    "dates", [{"left_on": YESTERDAY}, {"left_on": TODAY}, {"joined_on": TODAY + timedelta(days=3)}]
)
def test_assign_role_refuses_a_membership_that_is_not_running(dates):
    membership = MembershipFactory(**dates)

    with pytest.raises(ValidationError):
        assign_role(membership=membership, role=role("leader"), since=None)

    assert recorded(membership) == []


def test_correct_assignment_without_a_date_keeps_the_recorded_day_as_not_known():
    held = RoleAssignmentFactory(started_on=date(2025, 3, 1))

    correct_assignment(assignment=held, since=None, motives="")

    assert recorded(held.membership) == [("implementer", Holding(date(2025, 3, 1), False, None, ""))]


def test_set_motives_touches_nothing_else():
    held = RoleAssignmentFactory(start_known=False, for_organisation=True)

    set_motives(assignment=held, motives="IN")

    assert recorded(held.membership) == [("implementer", Holding(LONG_AGO, False, None, "IN"))]


def test_end_role_ends_today_and_keeps_the_history():
    held = RoleAssignmentFactory()

    change = end_role(membership=held.membership, role=held.role)

    assert recorded(held.membership) == [("implementer", Holding(LONG_AGO, True, TODAY, ""))]
    assert change.changed
    assert current_assignment(held.membership, held.role, TODAY) is None


def test_end_role_removes_what_began_today():
    held = RoleAssignmentFactory(started_on=TODAY)

    end_role(membership=held.membership, role=held.role)

    assert recorded(held.membership) == []


def test_end_role_twice_changes_nothing_the_second_time():
    held = RoleAssignmentFactory()
    end_role(membership=held.membership, role=held.role)

    again = end_role(membership=held.membership, role=held.role)

    assert again == Change(None, None, None)
    assert recorded(held.membership) == [("implementer", Holding(LONG_AGO, True, TODAY, ""))]


def give(membership):
    return assign_role(membership=membership, role=role("implementer"), since=TODAY, motives="O")


def end(membership):
    return end_role(membership=membership, role=role("implementer"))


def correct(membership):
    return assign_role(membership=membership, role=role("implementer"), since=date(2025, 5, 5), motives="N")


@pytest.mark.parametrize(
    ("before", "deed"),
    [
        (None, give),
        ({"ended_on": date(2025, 1, 1)}, give),
        ({}, end),
        ({"started_on": TODAY, "for_network": True}, end),
        ({"start_known": False, "for_organisation": True}, correct),
    ],
)
def test_undo_change_restores_exactly_what_was(before, deed):
    membership = MembershipFactory()
    if before is not None:
        RoleAssignmentFactory(membership=membership, **before)
    recorded_before = recorded(membership)
    change = deed(membership)
    assert recorded(membership) != recorded_before

    undone = undo_change(membership=membership, role=role("implementer"), change=change)

    assert recorded(membership) == recorded_before
    assert (undone.before, undone.after) == (change.after, change.before)


def test_undo_change_refuses_when_somebody_changed_it_since():
    held = RoleAssignmentFactory()
    change = set_motives(assignment=held, motives="O")
    set_motives(assignment=held, motives="N")

    with pytest.raises(ValidationError, match="changed again"):
        undo_change(membership=held.membership, role=held.role, change=change)

    assert recorded(held.membership) == [("implementer", Holding(LONG_AGO, True, None, "N"))]


def test_undo_change_of_a_removal_refuses_when_the_role_was_given_again():
    held = RoleAssignmentFactory(started_on=TODAY)
    change = end_role(membership=held.membership, role=held.role)
    assign_role(membership=held.membership, role=held.role, since=TODAY, motives="I")

    with pytest.raises(ValidationError):
        undo_change(membership=held.membership, role=held.role, change=change)

    assert recorded(held.membership) == [("implementer", Holding(TODAY, True, None, "I"))]


def test_correcting_what_ended_meanwhile_is_refused_and_gives_nothing_back():
    held = RoleAssignmentFactory(role=role("leader"))
    read_before = RoleAssignment.objects.select_related("membership__person", "role").get(pk=held.pk)
    end_role(membership=held.membership, role=held.role)

    for deed in (set_motives, partial(correct_assignment, since=None)):
        with pytest.raises(ValidationError) as refusal:
            deed(assignment=read_before, motives="O")
        assert refusal.value.messages == ["Somebody changed these roles at this very moment. Look again."]

    held.refresh_from_db()
    assert (held.ended_on, held.motives) == (timezone.localdate(), "")
