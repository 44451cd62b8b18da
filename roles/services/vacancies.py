"""What is done about a role that nobody holds: somebody applies for it, or it is left empty on purpose."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networks.models import Membership, Network, Person
from roles.analysis.months import add_months
from roles.models import EmptySeat, MoveKind, Role, RoleAssignment, RoleSwap
from roles.moves import PlannedMove
from roles.services.swaps import SwapPlan, propose_swap
from roles.swap_rules import OPEN
from roles.texts.base import inside_sentence, listed

USUAL_EMPTY_MONTHS = 6
LONGEST_EMPTY_MONTHS = 24
LATEST_START_MONTHS = 12


@transaction.atomic
def apply_for_role(
    *, network: Network, role: Role, person: Person | None, reason: str, since: date
) -> RoleSwap:
    """Propose to take up a role that nobody holds; it is agreed at once and waits for a coordinator.

    Raise ValidationError, with nothing proposed: at `reason` or `since` when one of these does not fit, and in
    general when this person has no seat in the network, has applied already, or when somebody holds the role.
    """
    today = timezone.localdate()
    # Of two who apply at once, one comes first.
    Network.objects.select_for_update(of=("self",)).get(pk=network.pk)
    seat = Membership.objects.active_on(today).filter(network=network, person=person).first()
    if person is None or seat is None or not network.is_active_on(today):
        raise ValidationError(no_seat_sentence(network, today))
    seat.person, seat.network = person, network
    _refuse_held(network, role, today)
    if open_applications(network, role).filter(moves__receiver=seat).exists():
        raise ValidationError(
            _("This has been proposed already, with you in this role. It waits for an answer.")
        )
    _refuse_application(reason, since, today)
    plan = SwapPlan(
        moves=[PlannedMove(MoveKind.FILL, role, receiver=seat)],
        reason=reason,
        planned_on=since,
    )
    return propose_swap(network=network, proposer=person, plan=plan)


def open_applications(network: Network, role: Role) -> QuerySet[RoleSwap]:
    """Return the open proposals in which somebody takes up this role."""
    return RoleSwap.objects.filter(
        network=network, state__in=OPEN, moves__kind=MoveKind.FILL, moves__role=role
    )


@transaction.atomic
def leave_empty(
    *, network: Network, role: Role, person: Person | None, reason: str, look_again_on: date
) -> EmptySeat:
    """Leave a role without a holder on purpose from today on, until a day to look again.

    An earlier decision about it is replaced. Raise ValidationError, with nothing decided, at `reason` or
    `look_again_on` when one of these does not fit, and in general when somebody holds the role.
    """
    today = timezone.localdate()
    _refuse_held(network, role, today)
    errors = {}
    if not reason.strip():
        errors["reason"] = _("Say why, so that whoever reads it later understands.")
    if look_again_on <= today:
        errors["look_again_on"] = _("Choose a day that is still ahead.")
    elif look_again_on > (latest := add_months(today, LONGEST_EMPTY_MONTHS)):
        errors["look_again_on"] = _(
            "Look again within two years: on %(day)s at the latest. Then you can decide the same anew."
        ) % {"day": date_format(latest, "j F Y")}
    if errors:
        raise ValidationError(errors)
    decided = {
        "reason": reason.strip(),
        "look_again_on": look_again_on,
        "decided_on": today,
        "decided_by": person,
    }
    return EmptySeat.objects.update_or_create(network=network, role=role, defaults=decided)[0]


@transaction.atomic
def look_for_somebody(*, network: Network, role: Role) -> bool:
    """Leave a role empty on purpose no longer. Return whether it was; repeating the call changes nothing."""
    seat = EmptySeat.objects.filter(network=network, role=role).first()
    if seat is None:
        return False
    seat.delete()
    return True


def held_sentence(network: Network, role: Role, day: date) -> str:
    """Say that a role has somebody, and what can be done then; empty when nobody holds it."""
    held = RoleAssignment.objects.active_on(day).filter(membership__network=network, role=role)
    in_order = held.order_by("membership__person__name_key", "pk")
    names = list(in_order.values_list("membership__person__name", flat=True))
    if not names:
        return ""
    words = {"role": inside_sentence(role.name), "names": listed(names, _("%(first)s and %(last)s"))}
    return (
        _(
            "The role of %(role)s has somebody meanwhile: %(names)s. Look which roles are still open, or talk "
            "with them about sharing it."
        )
        % words
    )


def no_seat_sentence(network: Network, day: date) -> str:
    """Say why somebody without a seat cannot take up a role, and whom they can ask."""
    if not network.is_active_on(day):
        return _("This network is not active now, so nobody takes up a role in it.")
    running = Membership.objects.active_on(day).filter(network=network, is_coordinator=True)
    names = running.order_by("person__name_key", "pk").values_list("person__name", flat=True)
    coordinators = listed(list(names), _("%(first)s or %(last)s"))
    if not coordinators:
        return _("You have no seat in this network now, and a role goes with a seat. Ask one of its members.")
    return _(
        "You have no seat in this network now, and a role goes with a seat. Ask %(coordinators)s to make you a "
        "member."
    ) % {"coordinators": coordinators}


def _refuse_held(network: Network, role: Role, day: date) -> None:
    if sentence := held_sentence(network, role, day):
        raise ValidationError(sentence)


def _refuse_application(reason: str, since: date, today: date) -> None:
    errors = {}
    if not reason.strip():
        errors["reason"] = _("Say in a sentence why you would like it: the others read it.")
    if since < today:
        errors["since"] = _("This day is over. Choose today or a later day.")
    elif since > (latest := add_months(today, LATEST_START_MONTHS)):
        errors["since"] = _("Choose a day within a year: %(day)s at the latest.") % {
            "day": date_format(latest, "j F Y")
        }
    if errors:
        raise ValidationError(errors)
