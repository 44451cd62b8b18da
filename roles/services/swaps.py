"""Proposing to move roles, answering, and carrying out what everybody touched consents to.

Who may do what, and in which state, is decided by `roles/swap_rules.py`; here one swap at a time is locked, asked
again, and changed whole or not at all.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from networks.models import Network, Person
from roles.models import RoleAssignment, RoleSwap, SwapAnswer, SwapEvent, SwapLookBack, SwapMove
from roles.moves import MoveKind, PlannedMove
from roles.services.assignments import assign_role, end_role
from roles.services.swap_obstacles import obstacles
from roles.swap_rules import Answer, Dates, Deed, Part, State, refusal, state_of
from roles.texts.swaps import refusal_sentence


@dataclass(frozen=True, slots=True)
class SwapPlan:
    """What is proposed: moves that happen together, why, when, and when to look back on them."""

    moves: Sequence[PlannedMove]
    reason: str
    planned_on: date
    look_back_on: date
    by_itself: bool = False  # on that date, without anybody carrying it out


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

    `instead_of` is an open swap that this one replaces. Raise ValidationError when the moves cannot be carried out
    as things stand, when a date does not fit, or when the swap to be replaced is not open any more.
    """
    today = timezone.localdate()
    _refuse_plan(plan, network, today)
    if instead_of is not None:
        _replace(instead_of, proposer, coordinates=coordinates)
    swap = RoleSwap.objects.create(
        network=network,
        proposed_by=proposer,
        reason=plan.reason.strip(),
        planned_on=plan.planned_on,
        look_back_on=plan.look_back_on,
        by_itself=plan.by_itself,
        replaces=instead_of,
    )
    SwapMove.objects.bulk_create(
        SwapMove(
            swap=swap,
            position=place,
            kind=move.kind,
            role=move.role,
            giver=move.giver,
            receiver=move.receiver,
        )
        for place, move in enumerate(plan.moves)
    )
    _note(swap, proposer, SwapEvent.Deed.PROPOSED, plan.reason)
    return _ask(swap, touched_people(plan.moves, network=network, day=today), proposer)


def touched_people(moves: Iterable[PlannedMove], *, network: Network, day: date) -> list[int]:
    """Return the keys of everyone whom moves touch: givers, receivers, and who hold a role that is shared."""
    planned = list(moves)
    shared = [move.role.pk for move in planned if move.kind == MoveKind.SHARE]
    holders = RoleAssignment.objects.active_on(day).filter(membership__network=network, role__in=shared)
    sharing = holders.values_list("membership__person", flat=True) if shared else ()
    direct = [each.person_id for move in planned for each in move.memberships]
    return list(dict.fromkeys([*direct, *sharing]))


@transaction.atomic
def answer_swap(*, swap: RoleSwap, person: Person, consents: bool, text: str = "") -> RoleSwap:
    """Consent to a swap or object to it, as one of those whom it touches; an earlier answer is replaced.

    Raise ValidationError when it is no longer open, when it does not touch this person, and at `text` when an
    objection has no reason.
    """
    locked = _lock(swap)
    _refuse(Deed.CONSENT if consents else Deed.OBJECT, locked, parts_of(locked, person))
    if not consents and not text.strip():
        raise ValidationError(
            {"text": _("Say why, so that the others can look for something that does fit.")}
        )
    SwapAnswer.objects.filter(swap=locked, person=person).update(
        answer=Answer.CONSENTS if consents else Answer.OBJECTS
    )
    _note(locked, person, SwapEvent.Deed.CONSENTED if consents else SwapEvent.Deed.OBJECTED, text)
    return _settle(locked)


@transaction.atomic
def comment_on_swap(
    *, swap: RoleSwap, person: Person | None, text: str, coordinates: bool = False
) -> SwapEvent:
    """Say something about a swap. Raise ValidationError at `text` when nothing is said."""
    if not text.strip():
        raise ValidationError({"text": _("Write something first.")})
    _refuse(Deed.COMMENT, swap, parts_of(swap, person, coordinates=coordinates))
    return _note(swap, person, SwapEvent.Deed.COMMENTED, text)


@transaction.atomic
def withdraw_swap(
    *, swap: RoleSwap, person: Person | None, coordinates: bool = False, text: str = ""
) -> RoleSwap:
    """Take an open swap back: its proposer, or a coordinator. Raise ValidationError when that is not possible."""
    locked = _lock(swap)
    _refuse(Deed.WITHDRAW, locked, parts_of(locked, person, coordinates=coordinates))
    _note(locked, person, SwapEvent.Deed.WITHDRAWN, text)
    return _set_state(locked, State.WITHDRAWN)


@transaction.atomic
def carry_out_swap(*, swap: RoleSwap, person: Person | None, coordinates: bool = True) -> RoleSwap:
    """Move the roles today, all of them or none. `person` is None when the agreed date does it by itself.

    Raise ValidationError, with nothing moved, when not everybody has consented, before the agreed date, when it was
    done or ended already, and with a sentence for each thing that happened meanwhile and stands in the way.
    """
    locked = _lock(swap)
    _refuse(Deed.CARRY_OUT, locked, parts_of(locked, person, coordinates=coordinates))
    moves = [PlannedMove.of(move) for move in kept_moves(locked)]
    today = timezone.localdate()
    if found := obstacles(moves, network=locked.network, planned_on=today, today=today):
        raise ValidationError(found)
    for move in moves:
        if move.giver is not None:
            end_role(membership=move.giver, role=move.role)
    for move in moves:
        if move.receiver is not None:
            assign_role(membership=move.receiver, role=move.role, since=today)
    locked.carried_out_on = today
    _note(locked, person, SwapEvent.Deed.CARRIED_OUT)
    return _set_state(locked, State.CARRIED_OUT)


@transaction.atomic
def look_back(*, swap: RoleSwap, person: Person, verdict: str, brought: str) -> SwapLookBack:
    """Keep what a swap brought in somebody's eyes; answering again replaces what was said.

    Raise ValidationError when it does not touch them, was not carried out, or when it is too early.
    """
    _refuse(Deed.LOOK_BACK, swap, parts_of(swap, person))
    said = {"verdict": verdict, "brought": brought, "answered_on": timezone.localdate()}
    kept, _created = SwapLookBack.objects.update_or_create(swap=swap, person=person, defaults=said)
    return kept


def kept_moves(swap: RoleSwap) -> list[SwapMove]:
    """Return the moves of a swap with roles and members at hand. One query."""
    people = ("giver__person", "receiver__person", "giver__network", "receiver__network")
    return list(swap.moves.select_related("role__cluster", *people).order_by("position"))


def parts_of(swap: RoleSwap, person: Person | None, *, coordinates: bool = False) -> set[Part]:
    """Return what somebody is in a swap. At most one query."""
    parts = {Part.MEMBER}
    if coordinates:
        parts.add(Part.COORDINATOR)
    if person is not None and swap.proposed_by_id == person.pk:
        parts.add(Part.PROPOSER)
    if person is not None and swap.answers.filter(person=person).exists():
        parts.add(Part.TOUCHED)
    return parts


def dates_of(swap: RoleSwap) -> Dates:
    """Return the days that decide what can be done with a swap."""
    return Dates(swap.planned_on, swap.look_back_on, timezone.localdate())


def _lock(swap: RoleSwap) -> RoleSwap:
    """Return the swap as it is now, held until the transaction ends: of two who decide at once, one comes first."""
    return RoleSwap.objects.select_for_update(of=("self",)).select_related("network").get(pk=swap.pk)


def _refuse(deed: Deed, swap: RoleSwap, parts: Collection[Part]) -> None:
    found = refusal(deed, State(swap.state), parts, dates_of(swap))
    if found is not None:
        raise ValidationError(refusal_sentence(found, dates_of(swap)))


def _refuse_plan(plan: SwapPlan, network: Network, today: date) -> None:
    errors: dict[str, str] = {}
    if plan.planned_on < today:
        errors["planned_on"] = _("This day is over. Choose today or a later day.")
    if plan.look_back_on <= plan.planned_on:
        errors["look_back_on"] = _("Choose a day after the swap itself.")
    if errors:
        raise ValidationError(errors)
    if not plan.moves:
        raise ValidationError(_("Choose at least one role that moves."))
    if found := obstacles(plan.moves, network=network, planned_on=plan.planned_on, today=today):
        raise ValidationError(found)


def _replace(swap: RoleSwap, person: Person | None, *, coordinates: bool) -> None:
    locked = _lock(swap)
    _refuse(Deed.REPLACE, locked, parts_of(locked, person, coordinates=coordinates))
    _note(locked, person, SwapEvent.Deed.REPLACED)
    _set_state(locked, State.REPLACED)


def _ask(swap: RoleSwap, touched: Sequence[int], proposer: Person | None) -> RoleSwap:
    own = proposer.pk if proposer else None
    SwapAnswer.objects.bulk_create(
        SwapAnswer(swap=swap, person_id=person, answer=Answer.CONSENTS if person == own else Answer.WAITING)
        for person in touched
    )
    return _settle(swap)


def _settle(swap: RoleSwap) -> RoleSwap:
    """Let an open swap stand as the answers say."""
    answers = swap.answers.values_list("answer", flat=True)
    return _set_state(swap, state_of([Answer(answer) for answer in answers]))


def _set_state(swap: RoleSwap, state: State) -> RoleSwap:
    swap.state = state
    swap.save(update_fields=["state", "carried_out_on"])
    return swap


def _note(swap: RoleSwap, person: Person | None, deed: SwapEvent.Deed, text: str = "") -> SwapEvent:
    return SwapEvent.objects.create(swap=swap, person=person, deed=deed, text=text.strip())
