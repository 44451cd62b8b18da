"""Proposing to move roles, answering, and carrying out what everybody touched consents to.

Who may do what, and in which state, is decided by `roles/swap_rules.py`; here one swap at a time is locked, asked
again, and changed whole or not at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networks.models import Network, Person
from roles.analysis.months import add_months
from roles.models import RoleSwap, SwapAnswer, SwapEvent, SwapLookBack, SwapMove
from roles.moves import PlannedMove
from roles.services.swap_mails import coordinators_of, proposer_of, tell, touched_by
from roles.services.swap_moving import hold_seats, move_roles
from roles.services.swap_obstacles import obstacles
from roles.services.swap_same import find_same, same_sentence
from roles.services.swap_steps import (
    dates_of,
    lock,
    note,
    parts_of,
    refuse,
    set_state,
    settle,
    touched_people,
)
from roles.swap_rules import Answer, Deed, Part, Refusal, State
from roles.texts.swaps import refusal_sentence

LOOK_BACK_MONTHS = 3
LATEST_MONTHS = 24  # as far ahead as one can agree, and again as far to look back


@dataclass(frozen=True, slots=True)
class SwapPlan:
    """What is proposed: moves that happen together, why, when, and when to look back on them."""

    moves: Sequence[PlannedMove]
    reason: str
    planned_on: date
    look_back_on: date | None = None  # three months later
    by_itself: bool = False  # on that date, without anybody carrying it out

    @property
    def looks_back_on(self) -> date:
        """The day to look back on, as chosen or as usual."""
        return self.look_back_on or add_months(self.planned_on, LOOK_BACK_MONTHS)


@transaction.atomic
def propose_swap(
    *,
    network: Network,
    proposer: Person | None,
    plan: SwapPlan,
    instead_of: RoleSwap | None = None,
    coordinates: bool = False,
) -> RoleSwap:
    """Propose moves and ask everyone whom they touch; who proposes consents by doing so.

    `instead_of` is an open swap of this network that this one replaces; whoever proposed that one is told. Raise
    ValidationError when the proposer takes no part in the network, when the moves cannot be carried out as things
    stand, when a date does not fit, when the swap to be replaced is not open any more, or when the same has been
    proposed already: of two who propose it at once, one comes first.
    """
    today = timezone.localdate()
    swap = RoleSwap(
        network=network,
        proposed_by=proposer,
        reason=plan.reason.strip(),
        planned_on=plan.planned_on,
        look_back_on=plan.looks_back_on,
        by_itself=plan.by_itself,
        replaces=instead_of,
    )
    if proposer is not None and not parts_of(swap, proposer, coordinates=coordinates):
        raise ValidationError(refusal_sentence(Refusal.NO_MEMBER, dates_of(swap)))
    _refuse_plan(plan, network, today)
    if instead_of is not None:
        _replace(instead_of, network, proposer, coordinates=coordinates)
    _refuse_twice(network, plan.moves)
    swap.save(force_insert=True)
    _keep_moves(swap, plan.moves)
    note(swap, proposer, SwapEvent.Deed.PROPOSED, plan.reason)
    if proposer is not None and proposer.pk in touched_people(plan.moves, network=network, day=today):
        SwapAnswer.objects.create(swap=swap, person=proposer, answer=Answer.CONSENTS)
    if instead_of is not None:
        tell(swap, "swap_replaced", to=proposer_of(instead_of), besides=proposer)
    return _settle(swap, proposer)


@transaction.atomic
def answer_swap(*, swap: RoleSwap, person: Person, consents: bool, text: str = "") -> RoleSwap:
    """Consent to a swap or object to it, as one of those whom it touches; an earlier answer is replaced.

    Whoever proposed it is told of an objection. Raise ValidationError when it is no longer open, when it does not
    touch this person or they take part no longer, and at `text` when an objection has no reason.
    """
    locked = lock(swap)
    refuse(Deed.CONSENT if consents else Deed.OBJECT, locked, parts_of(locked, person))
    if not consents and not text.strip():
        raise ValidationError(
            {"text": _("Say why, so that the others can look for something that does fit.")}
        )
    _keep_answer(locked, person, Answer.CONSENTS if consents else Answer.OBJECTS)
    note(locked, person, SwapEvent.Deed.CONSENTED if consents else SwapEvent.Deed.OBJECTED, text)
    if not consents:
        tell(
            locked,
            "swap_objected",
            to=proposer_of(locked),
            besides=person,
            objector=person,
            text=text.strip(),
        )
    return _settle(locked, person)


@transaction.atomic
def note_consent(
    *, swap: RoleSwap, person: Person, noted_by: Person | None, text: str = "", coordinates: bool = False
) -> RoleSwap:
    """Note that somebody who cannot sign in said aloud that they consent; the history tells who noted it.

    Raise ValidationError when it is no longer open, when whoever notes it does not coordinate, when it does not
    touch this person, and when they can answer for themselves.
    """
    locked = lock(swap)
    refuse(Deed.NOTE_CONSENT, locked, parts_of(locked, noted_by, coordinates=coordinates))
    if not locked.answers.filter(person=person).exists():
        raise ValidationError(_("This proposal does not touch %(name)s.") % {"name": person.name})
    if person.user_id is not None and Part.MEMBER in parts_of(locked, person):
        raise ValidationError(_("%(name)s has an account, and answers in person.") % {"name": person.name})
    _keep_answer(locked, person, Answer.CONSENTS)
    note(locked, person, SwapEvent.Deed.CONSENTED_ALOUD, text, noted_by)
    return _settle(locked, noted_by)


@transaction.atomic
def comment_on_swap(
    *, swap: RoleSwap, person: Person | None, text: str, coordinates: bool = False
) -> SwapEvent:
    """Say something about a swap. Raise ValidationError at `text` when nothing is said."""
    if not text.strip():
        raise ValidationError({"text": _("Write something first.")})
    refuse(Deed.COMMENT, swap, parts_of(swap, person, coordinates=coordinates))
    return note(swap, person, SwapEvent.Deed.COMMENTED, text)


@transaction.atomic
def withdraw_swap(
    *, swap: RoleSwap, person: Person | None, coordinates: bool = False, text: str = ""
) -> RoleSwap:
    """Take an open swap back: its proposer, or a coordinator. Raise ValidationError when that is not possible."""
    locked = lock(swap)
    refuse(Deed.WITHDRAW, locked, parts_of(locked, person, coordinates=coordinates))
    note(locked, person, SwapEvent.Deed.WITHDRAWN, text)
    return set_state(locked, State.WITHDRAWN)


def carry_out_swap(*, swap: RoleSwap, person: Person | None, coordinates: bool = False) -> RoleSwap:
    """Move the roles today, all of them or none; when that is later than agreed, so is looking back.

    Raise ValidationError, with nothing moved, when not everybody has consented, before the agreed date, when it was
    done or ended already, and with a sentence for each thing that happened meanwhile and stands in the way.
    """
    settle_swap(swap=swap)  # by itself: who has to be asked still is asked, whatever comes of the rest
    return _carry_out(swap, person, coordinates=coordinates)


@transaction.atomic
def _carry_out(swap: RoleSwap, person: Person | None, *, coordinates: bool) -> RoleSwap:
    locked = lock(swap)
    refuse(Deed.CARRY_OUT, locked, parts_of(locked, person, coordinates=coordinates))
    hold_seats(locked)
    refuse(Deed.CARRY_OUT, settle(locked), {Part.COORDINATOR})
    move_roles(locked, by_itself=False)
    note(locked, person, SwapEvent.Deed.CARRIED_OUT)
    tell(locked, "swap_carried_out", to=touched_by(locked) | proposer_of(locked), besides=person)
    return locked


@transaction.atomic
def settle_swap(*, swap: RoleSwap) -> RoleSwap:
    """Ask who came to be touched meanwhile, and let an open swap stand as the answers then say."""
    locked = lock(swap)
    return _settle(locked, None) if State(locked.state).is_open else locked


@transaction.atomic
def look_back(*, swap: RoleSwap, person: Person, verdict: str, brought: str) -> SwapLookBack:
    """Keep what a swap brought in somebody's eyes; answering again replaces what was said.

    Raise ValidationError when it does not touch them, was not carried out, or when it is too early.
    """
    refuse(Deed.LOOK_BACK, swap, parts_of(swap, person))
    said = {"verdict": verdict, "brought": brought.strip(), "answered_on": timezone.localdate()}
    kept, _created = SwapLookBack.objects.update_or_create(swap=swap, person=person, defaults=said)
    return kept


def _refuse_plan(plan: SwapPlan, network: Network, today: date) -> None:
    errors: dict[str, str] = {}
    if not plan.reason.strip():
        errors["reason"] = _("Say in a few words why: it is the first thing that the others want to know.")
    if plan.planned_on < today:
        errors["planned_on"] = _("This day is over. Choose today or a later day.")
    elif plan.planned_on > (latest := add_months(today, LATEST_MONTHS)):
        errors["planned_on"] = _("That is far ahead. Choose a day before %(day)s.") % {
            "day": date_format(latest, "j F Y")
        }
    if plan.looks_back_on <= plan.planned_on:
        errors["look_back_on"] = _("Choose a day after the swap itself.")
    elif plan.looks_back_on > (latest := add_months(max(today, plan.planned_on), LATEST_MONTHS)):
        errors["look_back_on"] = _("That is far ahead. Choose a day before %(day)s.") % {
            "day": date_format(latest, "j F Y")
        }
    if errors:
        raise ValidationError(errors)
    if found := obstacles(plan.moves, network=network, planned_on=plan.planned_on, today=today):
        raise ValidationError(found)


def _refuse_twice(network: Network, moves: Sequence[PlannedMove]) -> None:
    Network.objects.select_for_update(no_key=True).get(pk=network.pk)
    if find_same(network, moves) is not None:
        raise ValidationError(same_sentence())


def _keep_moves(swap: RoleSwap, moves: Sequence[PlannedMove]) -> None:
    SwapMove.objects.bulk_create(
        SwapMove(swap=swap, **move.as_kept(place)) for place, move in enumerate(moves)
    )


def _replace(swap: RoleSwap, network: Network, person: Person | None, *, coordinates: bool) -> None:
    locked = lock(swap)
    if locked.network_id != network.pk:
        raise ValidationError(_("The proposal to be replaced is one of another network."))
    refuse(Deed.REPLACE, locked, parts_of(locked, person, coordinates=coordinates))
    note(locked, person, SwapEvent.Deed.REPLACED)
    set_state(locked, State.REPLACED)


def _keep_answer(swap: RoleSwap, person: Person, answer: Answer) -> None:
    SwapAnswer.objects.filter(swap=swap, person=person).update(answer=answer)


def _settle(swap: RoleSwap, person: Person | None) -> RoleSwap:
    """Let an open swap stand as the answers say; tell once that everybody agrees, but not whoever was the last."""
    before = swap.state
    settle(swap)
    if swap.state == State.AGREED != before:
        tell(swap, "swap_agreed", to=touched_by(swap) | coordinators_of(swap), besides=person)
    return swap
