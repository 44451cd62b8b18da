"""What the page about terms shows: each role, its term, and until when its holders hold it."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django import forms

from networks.models import Network
from roles.agreed_terms import AgreedTerms, ends_of_terms
from roles.models import Role, RoleAssignment


class HolderTerm(NamedTuple):
    """Somebody who holds a role, and the last day of their term if it has one."""

    assignment: RoleAssignment
    end: date | None
    over: bool


class RoleLine(NamedTuple):
    """One role of the table."""

    role: Role
    field: forms.BoundField
    usual: int | None  # the months that hold when nothing is filled in
    holders: list[HolderTerm]


def holder_terms(assignments: Iterable[RoleAssignment], day: date) -> list[HolderTerm]:
    """Return who holds roles and until when. Two queries at most; the memberships and roles must be at hand."""
    held = list(assignments)
    ends = ends_of_terms(held, day)
    return [
        HolderTerm(each, end, end is not None and end < day)
        for each, end in ((each, ends.get(each.pk)) for each in held)
    ]


def role_lines(
    network: Network, form: forms.Form, roles: Iterable[Role], agreed: AgreedTerms, day: date
) -> list[RoleLine]:
    """Return the table. Three queries."""
    held = RoleAssignment.objects.active_on(day).filter(membership__network=network)
    assignments = held.select_related("role", "membership__person").order_by(
        "membership__person__name_key", "pk"
    )
    holders: dict[int, list[HolderTerm]] = {}
    for each in holder_terms(assignments, day):
        holders.setdefault(each.assignment.role_id, []).append(each)
    norm = agreed.norm(network.pk)
    return [
        RoleLine(
            role,
            form[role.slug],
            norm if role.place == Role.Place.CORE else None,
            holders.get(role.pk, []),
        )
        for role in roles
    ]
