"""Giving roles to members, taking them back, and putting right what was recorded of it."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networks.models import Membership
from roles.models import Role, RoleAssignment


@dataclass(frozen=True, slots=True)
class Holding:
    """What is recorded of one assignment. Two people who look at the same cell compare this."""

    started_on: date
    start_known: bool
    ended_on: date | None
    motives: str  # letters of RoleAssignment.MOTIVES, in their order

    @classmethod
    def of(cls, assignment: RoleAssignment) -> Self:
        """Return what an assignment says now."""
        return cls(assignment.started_on, assignment.start_known, assignment.ended_on, assignment.motives)

    def __str__(self) -> str:
        return "|".join(str(getattr(self, field.name)) for field in fields(self))


@dataclass(frozen=True, slots=True)
class Change:
    """What one deed did to one assignment: the row as it was and as it is. None: there was, or is, no row."""

    key: int | None  # the row after the deed, or before it when the deed removed it
    before: Holding | None
    after: Holding | None

    @property
    def changed(self) -> bool:
        """Whether the deed did anything."""
        return self.before != self.after


def current_assignment(membership: Membership, role: Role, day: date) -> RoleAssignment | None:
    """Return the assignment that runs on a day or begins after it; None when the member does not hold the role."""
    assignments = RoleAssignment.objects.filter(membership=membership, role=role).order_by("started_on")
    for assignment in assignments:  # few: asking for the right one alone takes the ORM twice as long
        if assignment.ended_on is None or assignment.ended_on > day:
            assignment.membership, assignment.role = membership, role
            return assignment
    return None


@transaction.atomic
def assign_role(
    *, membership: Membership, role: Role, since: date | None, motives: Collection[str] = ()
) -> Change:
    """Give a member a role; somebody who holds it already is corrected, and repeating the call changes nothing.

    Without a date the role begins today and its true start is not known. Raise ValidationError at `since` when the
    date is ahead, before the member joined or within an earlier time in this role, and in general when the
    membership is not running.
    """
    today = timezone.localdate()
    current = current_assignment(membership, role, today)
    if current is not None:
        return correct_assignment(assignment=current, since=since, motives=motives)
    refuse_unless_running(membership, today)
    if since is not None:
        _refuse_start(membership, role, since, besides=None)
    assignment = RoleAssignment(
        membership=membership,
        role=role,
        started_on=since or today,
        start_known=since is not None,
        **_motive_fields(motives),
    )
    try:
        with transaction.atomic():
            assignment.save(force_insert=True)
    except IntegrityError as error:
        raise ValidationError(_("Somebody else gave this role at this very moment. Look again.")) from error
    return Change(assignment.pk, None, Holding.of(assignment))


@transaction.atomic
def correct_assignment(
    *, assignment: RoleAssignment, since: date | None, motives: Collection[str] = ()
) -> Change:
    """Put right since when and for whose sake a member holds a role; the letters replace those recorded.

    Without a date the recorded start stays and is marked as not known. Raise ValidationError as assign_role does,
    and when the assignment is no longer as it was read: it may have ended meanwhile.
    """
    before = Holding.of(assignment)
    refuse_unless_running(assignment.membership, timezone.localdate())
    if since is not None and since != assignment.started_on:
        _refuse_start(assignment.membership, assignment.role, since, besides=assignment.pk)
        assignment.started_on = since
    assignment.start_known = since is not None
    _set_motives(assignment, motives)
    return _save(assignment, before)


@transaction.atomic
def set_motives(*, assignment: RoleAssignment, motives: Collection[str]) -> Change:
    """Replace the motives for which a role was taken up, and nothing else. Raise ValidationError as others do."""
    before = Holding.of(assignment)
    _set_motives(assignment, motives)
    return _save(assignment, before)


@transaction.atomic
def end_role(*, membership: Membership, role: Role) -> Change:
    """Take a role back today; repeating the call changes nothing.

    What began before today stays as history; what began today, or was to begin, is removed: it never was.
    """
    today = timezone.localdate()
    assignment = current_assignment(membership, role, today)
    if assignment is None:
        return Change(None, None, None)
    before = Holding.of(assignment)
    key = assignment.pk
    if assignment.started_on >= today:
        assignment.delete()
        return Change(key, before, None)
    assignment.ended_on = today
    return _save(assignment, before)


@transaction.atomic
def undo_change(*, membership: Membership, role: Role, change: Change) -> Change:
    """Put back exactly what was there before a change.

    Raise ValidationError, and touch nothing, when the assignment is no longer as the change left it.
    """
    rows = RoleAssignment.objects.filter(membership=membership, role=role, pk=change.key)
    row = rows.select_for_update(no_key=True).first()
    if (Holding.of(row) if row else None) != change.after:
        raise ValidationError(_("This was changed again in the meantime, so it cannot be undone."))
    if row is not None and change.before is None:
        row.delete()
        return Change(change.key, change.after, None)
    if change.before is None:
        return Change(None, None, None)
    if row is None:
        if current_assignment(membership, role, timezone.localdate()) is not None:
            raise ValidationError(_("This was changed again in the meantime, so it cannot be undone."))
        row = RoleAssignment(membership=membership, role=role)
    before = change.before
    row.started_on, row.start_known, row.ended_on = before.started_on, before.start_known, before.ended_on
    _set_motives(row, before.motives)
    row.save()
    return Change(row.pk, change.after, before)


def refuse_unless_running(membership: Membership, day: date) -> None:
    """Raise ValidationError when the membership has ended by a day or has yet to begin."""
    name = membership.person.name
    if membership.left_on is not None and membership.left_on <= day:
        raise ValidationError(
            _("%(name)s left this network on %(day)s. Make %(name)s a member again first.")
            % {"name": name, "day": date_format(membership.left_on, "j F Y")}
        )
    if membership.joined_on > day:
        raise ValidationError(
            _("%(name)s takes part from %(day)s on. Roles can be given from that day.")
            % {"name": name, "day": date_format(membership.joined_on, "j F Y")}
        )


def _refuse_start(membership: Membership, role: Role, since: date, besides: int | None) -> None:
    """Raise ValidationError, at the date, when a role cannot begin on that day."""
    if since > timezone.localdate():
        raise ValidationError({"since": _("This day is still ahead. Choose today or an earlier day.")})
    if since < membership.joined_on:
        raise ValidationError(
            {
                "since": _("%(name)s joined on %(day)s. Choose that day or a later one.")
                % {"name": membership.person.name, "day": date_format(membership.joined_on, "j F Y")}
            }
        )
    earlier = RoleAssignment.objects.filter(membership=membership, role=role, ended_on__gt=since)
    last = earlier.exclude(pk=besides).order_by("-ended_on").first()
    if last is not None and last.ended_on is not None:
        raise ValidationError(
            {
                "since": _("%(name)s held this role before, until %(day)s. Choose that day or a later one.")
                % {"name": membership.person.name, "day": date_format(last.ended_on, "j F Y")}
            }
        )


def _motive_fields(motives: Collection[str]) -> dict[str, bool]:
    return {field: letter in motives for letter, field in RoleAssignment.MOTIVES.items()}


def _set_motives(assignment: RoleAssignment, motives: Collection[str]) -> None:
    for field, held in _motive_fields(motives).items():
        setattr(assignment, field, held)


def _save(assignment: RoleAssignment, before: Holding) -> Change:
    """Write an assignment, unless nothing about it changed; refuse to write over what somebody did meanwhile."""
    after = Holding.of(assignment)
    if after != before:
        now = RoleAssignment.objects.select_for_update(no_key=True).filter(pk=assignment.pk).first()
        if now is None or Holding.of(now) != before:
            raise ValidationError(_("Somebody changed these roles at this very moment. Look again."))
        assignment.save()
    return Change(assignment.pk, before, after)
