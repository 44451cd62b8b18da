"""Carrying out, on the agreed date, the swaps of which everybody agreed that they would happen by themselves."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation

from networks.models import Network
from roles.models import RoleSwap, SwapEvent
from roles.services.swap_mails import coordinators_of, proposer_of, tell, touched_by
from roles.services.swap_moving import hold_seats, move_roles
from roles.services.swap_steps import BESIDE_OTHERS, lock, note, set_state, settle
from roles.services.swaps import settle_swap
from roles.swap_rules import State


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many swaps were carried out, and how many wait for a coordinator since something stands in the way."""

    carried_out: int = 0
    stalled: int = 0


def carry_out_due_swaps(*, day: date, network: Network | None = None) -> Outcome:
    """Carry out what is due by a day, in one network or in all of them; each swap whole or not at all.

    One that something stands in the way of is left as agreed, with a note that says what, and waits for a
    coordinator. Safe to run twice at once: whoever comes second finds nothing left to do.
    """
    due = RoleSwap.objects.due_on(day)
    if network is not None:
        due = due.filter(network=network)
    with translation.override(settings.LANGUAGE_CODE):  # what is noted is in nobody's own language
        done = [_carry_out_or_stall(swap) for swap in due.order_by("planned_on", "pk")]
    return Outcome(
        carried_out=done.count(SwapEvent.Deed.BY_ITSELF), stalled=done.count(SwapEvent.Deed.STALLED)
    )


def settle_open_swaps() -> None:
    """Ask who came to be touched by an open swap meanwhile, and let those who no longer are keep nothing up."""
    beside = RoleSwap.objects.open().filter(moves__kind__in=BESIDE_OTHERS).distinct()
    for swap in beside.order_by("pk"):
        settle_swap(swap=swap)


def _carry_out_or_stall(swap: RoleSwap) -> SwapEvent.Deed | None:
    try:
        return _carry_out(swap)
    except ValidationError as error:
        return _stall(swap, error)


@transaction.atomic
def _carry_out(swap: RoleSwap) -> SwapEvent.Deed | None:
    locked = lock(swap)
    if not _waits_for_its_date(locked):
        return None
    hold_seats(locked)
    if settle(locked).state != State.AGREED:
        return None
    move_roles(locked, by_itself=True)
    note(locked, None, SwapEvent.Deed.BY_ITSELF)
    tell(locked, "swap_carried_out", to=touched_by(locked) | proposer_of(locked), besides=None)
    return SwapEvent.Deed.BY_ITSELF


@transaction.atomic
def _stall(swap: RoleSwap, error: ValidationError) -> SwapEvent.Deed | None:
    locked = lock(swap)
    if not _waits_for_its_date(locked):
        return None
    locked.by_itself = False
    set_state(locked, State.AGREED)
    note(locked, None, SwapEvent.Deed.STALLED, "\n".join(error.messages))
    people = touched_by(locked) | coordinators_of(locked) | proposer_of(locked)
    tell(locked, "swap_stalled", to=people, besides=None)
    return SwapEvent.Deed.STALLED


def _waits_for_its_date(swap: RoleSwap) -> bool:
    return swap.state == State.AGREED and swap.by_itself
