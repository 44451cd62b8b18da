"""A member's seat in a network, with the roles that go with it: moving it, correcting it, ending it."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from collab.text import fold
from networks.models import Membership
from networks.services.memberships import refuse_last_coordinator, refuse_overlap
from networks.services.organisations import find_engagement
from roles.models import RoleAssignment


@dataclass(frozen=True, slots=True)
class Seat:
    """What a coordinator may change about a membership."""

    organisation: str  # by name; empty: in their own name
    moves_on: date  # from when on for that organisation
    joined_on: date
    left_on: date | None
    is_coordinator: bool

    def moves(self, membership: Membership) -> bool:
        """Whether the member comes to sit here for another organisation, or in their own name."""
        now = membership.organisation.name if membership.organisation else ""
        return fold(self.organisation) != fold(now)

    def ends(self, membership: Membership) -> bool:
        """Whether this ends a membership that had no end, or another one."""
        return self.left_on is not None and self.left_on != membership.left_on


@transaction.atomic
def edit_seat(*, membership: Membership, seat: Seat) -> Membership:
    """Make a membership what the seat says, and return the one that is now the member's.

    Raise ValidationError, with nothing changed, when dates contradict each other or nobody would coordinate.
    """
    membership = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("network", "person", "engagement__organisation")
        .get(pk=membership.pk)
    )
    before = membership.joined_on, membership.is_coordinator
    if seat.joined_on != membership.joined_on:
        _correct_start(membership, seat.joined_on)
    if seat.is_coordinator != membership.is_coordinator:
        if not seat.is_coordinator:
            refuse_last_coordinator(membership=membership, day=timezone.localdate())
        membership.is_coordinator = seat.is_coordinator
    if (seat.joined_on, seat.is_coordinator) != before:
        membership.save()
    if seat.moves(membership):
        membership = move_seat(membership=membership, organisation=seat.organisation, day=seat.moves_on)
    if seat.left_on != membership.left_on:
        end_membership(membership=membership, day=seat.left_on)
    return membership


def _correct_start(membership: Membership, day: date) -> None:
    refuse_overlap(network=membership.network, person=membership.person, since=day, besides=membership.pk)
    first = membership.assignments.filter(started_on__lt=day).select_related("role").first()
    if first is not None:
        raise ValidationError(
            {
                "joined_on": _("The role of %(role)s began on %(day)s. Choose that day or an earlier one.")
                % {"role": first.role, "day": date_format(first.started_on, "j F Y")}
            }
        )
    membership.joined_on = day


@transaction.atomic
def move_seat(*, membership: Membership, organisation: str, day: date) -> Membership:
    """Let a member sit for another organisation, or in their own name, from a day on; their roles go along.

    The old membership ends that day and a new one begins. On or before the day of joining it is a correction of the
    membership itself, unless mandates hang on it: those are the earlier organisation's, and stay with a membership
    that ended on the day it began.
    """
    if day > timezone.localdate():
        raise ValidationError({"moves_on": _("Choose today or an earlier day.")})
    engagement = find_engagement(network=membership.network, organisation_name=organisation)
    if day <= membership.joined_on:
        day = membership.joined_on
        if not membership.mandates.exists():
            membership.engagement = engagement
            membership.save(update_fields=["engagement"])
            return membership
    left_on = membership.left_on
    membership.left_on = day
    membership.save(update_fields=["left_on"])
    moved = Membership.objects.create(
        network=membership.network,
        person=membership.person,
        engagement=engagement,
        joined_on=day,
        left_on=left_on,
        is_coordinator=membership.is_coordinator,
        **{field: getattr(membership, field) for field in Membership.VOICE_FIELDS},
    )
    _move_roles(membership, moved, day)
    return moved


def _move_roles(old: Membership, new: Membership, day: date) -> None:
    """Cut what runs over the day in two, and hand over what begins on it or later."""
    old.assignments.filter(started_on__gte=day).update(membership=new)
    running = list(old.assignments.filter(Q(ended_on=None) | Q(ended_on__gt=day)))
    continued = [
        RoleAssignment(
            membership=new,
            role_id=assignment.role_id,
            started_on=day,
            start_known=assignment.start_known,
            ended_on=assignment.ended_on,
            **{field: getattr(assignment, field) for field in RoleAssignment.MOTIVES.values()},
        )
        for assignment in running
    ]
    old.assignments.filter(pk__in=[assignment.pk for assignment in running]).update(ended_on=day)
    RoleAssignment.objects.bulk_create(continued)


@transaction.atomic
def end_membership(*, membership: Membership, day: date | None) -> None:
    """End a membership on a day, from which on it no longer counts, and its roles with it.

    Without a day an end that was still ahead is taken back; roles that would have ended with it go on.
    Whoever moves roles of this member at this moment comes first, so that none begins behind its back.
    """
    Membership.objects.select_for_update(no_key=True).get(pk=membership.pk)
    if day is None:
        membership.assignments.filter(ended_on=membership.left_on).update(ended_on=None)
        membership.left_on = None
        membership.save(update_fields=["left_on"])
        return
    if day < membership.joined_on:
        raise ValidationError({"left_on": _("A membership cannot end before it begins.")})
    if membership.is_coordinator:
        refuse_last_coordinator(membership=membership, day=max(day, timezone.localdate()))
    later = membership.assignments.filter(started_on__gt=day).select_related("role").first()
    if later is not None:
        raise ValidationError(
            {
                "left_on": _("The role of %(role)s began on %(day)s. Choose that day or a later one.")
                % {"role": later.role, "day": date_format(later.started_on, "j F Y")}
            }
        )
    membership.assignments.filter(Q(ended_on=None) | Q(ended_on__gt=day)).update(ended_on=day)
    membership.left_on = day
    membership.save(update_fields=["left_on"])
