"""Putting a plan into words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from networks.models import Membership
from roles.models import RoleAssignment
from roles.spreadsheets.changes import (
    AssignmentState,
    Change,
    MembershipState,
    assignment_text,
    changed_text,
    kind_of,
    member_label,
    membership_text,
)

if TYPE_CHECKING:
    from roles.spreadsheets.plan import Plan


def describe(
    plan: "Plan", memberships: dict[int, MembershipState], assignments: dict[int, AssignmentState]
) -> None:
    """Fill the plan's changes, from what was recorded before."""
    plan.changes = [
        *_parties(plan),
        *_people(plan),
        *(_new_membership(one) for one in plan.memberships),
        *(_membership_change(one, memberships[one.pk]) for one in plan.memberships_changed),
        *(_new_assignment(each) for each in plan.assignments),
        *(_assignment_change(each, assignments[each.pk]) for each in plan.assignments_changed),
    ]


def _parties(plan: "Plan") -> Iterator[Change]:
    for network in plan.networks:
        yield Change("created", "network", network.name, _("new network"))
    for organisation in plan.organisations:
        yield Change("created", "organisation", organisation.name, _("new organisation"))
    for engagement in plan.engagements:
        text = _("takes part in %(network)s") % {"network": engagement.network.name}
        yield Change("created", "engagement", engagement.organisation.name, text)


def _people(plan: "Plan") -> Iterator[Change]:
    labels: dict[int, str] = {}
    for membership in plan.memberships:
        labels.setdefault(id(membership.person), member_label(membership))
    for person in plan.people:
        text = _("new person, %(email)s") % {"email": person.email} if person.email else _("new person")
        yield Change("created", "person", labels.get(id(person), person.name), text)
    for person in plan.people_given_email:
        text = _("e-mail %(email)s added") % {"email": person.email}
        yield Change("changed", "person", person.name, text)


def _new_membership(membership: Membership) -> Change:
    text = membership_text(MembershipState.of(membership))
    return Change("created", "membership", member_label(membership), text)


def _new_assignment(assignment: RoleAssignment) -> Change:
    text = assignment_text(assignment.role.name, AssignmentState.of(assignment))
    return Change("created", "assignment", member_label(assignment.membership), text)


def _membership_change(membership: Membership, before: MembershipState) -> Change:
    after = MembershipState.of(membership)
    kind = kind_of(before.left, after.left)
    text = (
        membership_text(after)
        if kind == "ended"
        else changed_text(membership_text(before), membership_text(after))
    )
    return Change(kind, "membership", member_label(membership), text)


def _assignment_change(assignment: RoleAssignment, before: AssignmentState) -> Change:
    after = AssignmentState.of(assignment)
    kind = kind_of(before.ended, after.ended)
    name = assignment.role.name
    text = assignment_text(name, after)
    if kind != "ended":
        text = changed_text(assignment_text(name, before), text)
    return Change(kind, "assignment", member_label(assignment.membership), text)
