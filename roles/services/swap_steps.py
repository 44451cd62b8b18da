"""What every step in a swap has in common: holding it, asking who may, noting what was done, how it then stands."""

from collections.abc import Collection, Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils import timezone

from networks.models import Membership, Network, Person
from roles.models import MoveKind, RoleAssignment, RoleSwap, SwapAnswer, SwapEvent
from roles.moves import PlannedMove, planned_moves
from roles.services.swap_mails import tell
from roles.swap_rules import Answer, Dates, Deed, Part, State, refusal, state_of
from roles.texts.swaps import refusal_sentence

# Whoever holds the role stays, with somebody beside them.
BESIDE_OTHERS = frozenset({MoveKind.SHARE, MoveKind.FILL})


def parts_of(swap: RoleSwap, person: Person | None, *, coordinates: bool = False) -> set[Part]:
    """Return what somebody is in a swap; nothing when they take no part in its network (any more). One query.

    `coordinates` says that they may do what a coordinator does without being one: administrators.
    """
    parts = {Part.COORDINATOR} if coordinates else set()
    seat = _running_seat(swap, person)
    if seat is not None:
        parts.add(Part.MEMBER)
    if seat is not None and seat.is_coordinator:
        parts.add(Part.COORDINATOR)
    if person is not None and parts and swap.proposed_by_id == person.pk:
        parts.add(Part.PROPOSER)
    if seat is not None and seat.is_asked:
        parts.add(Part.TOUCHED)
    return parts


def _running_seat(swap: RoleSwap, person: Person | None) -> Membership | None:
    if person is None:
        return None
    asked = SwapAnswer.objects.filter(swap=swap.pk, person=OuterRef("person"))
    running = Membership.objects.active_on(timezone.localdate())
    seats = running.filter(network=swap.network_id, person=person, person__erased_on=None)
    return seats.annotate(is_asked=Exists(asked)).first()


def dates_of(swap: RoleSwap) -> Dates:
    """Return the days that decide what can be done with a swap."""
    return Dates(swap.planned_on, swap.look_back_on, timezone.localdate())


def touched_people(moves: Iterable[PlannedMove], *, network: Network, day: date) -> list[int]:
    """Return the keys of everyone whom moves touch: givers, receivers, and beside whom somebody comes to stand."""
    planned = list(moves)
    beside = [move.role.pk for move in planned if move.kind in BESIDE_OTHERS]
    holders = RoleAssignment.objects.active_on(day).filter(membership__network=network, role__in=beside)
    holding = holders.order_by("pk").values_list("membership__person", flat=True) if beside else ()
    direct = [each.person_id for move in planned for each in move.memberships]
    return list(dict.fromkeys([*direct, *holding]))


def lock(swap: RoleSwap) -> RoleSwap:
    """Return the swap as it is now, held until the transaction ends: of two who decide at once, one comes first."""
    return RoleSwap.objects.select_for_update(of=("self",)).select_related("network").get(pk=swap.pk)


def refuse(deed: Deed, swap: RoleSwap, parts: Collection[Part]) -> None:
    """Raise ValidationError, with why and what can be done, when somebody with these parts cannot do this now."""
    found = refusal(deed, State(swap.state), parts, dates_of(swap))
    if found is not None:
        raise ValidationError(refusal_sentence(found, dates_of(swap), deed), code=found.value)


def note(
    swap: RoleSwap,
    person: Person | None,
    deed: SwapEvent.Deed,
    text: str = "",
    noted_by: Person | None = None,
) -> SwapEvent:
    """Keep in the history of a swap what was done, by whom, and what they said with it."""
    return SwapEvent.objects.create(swap=swap, person=person, deed=deed, text=text.strip(), noted_by=noted_by)


def settle(swap: RoleSwap) -> RoleSwap:
    """Let a locked, open swap stand as the answers say of those whom it touches today.

    Who came to hold a role beside which somebody will stand is asked now; who no longer does has no say any more.
    """
    touched = touched_people(planned_moves(swap), network=swap.network, day=timezone.localdate())
    given = dict(swap.answers.values_list("person", "answer"))
    new = [person for person in touched if person not in given]
    SwapAnswer.objects.bulk_create(SwapAnswer(swap=swap, person_id=person) for person in new)
    if new:
        tell(swap, "swap_proposed", to=new, besides=None)
    answers = [Answer(given.get(person, Answer.WAITING)) for person in touched]
    return set_state(swap, state_of(answers))


def set_state(swap: RoleSwap, state: State) -> RoleSwap:
    """Keep how a swap stands from now on."""
    swap.state = state
    swap.save(update_fields=["state", "by_itself", "look_back_on", "carried_out_on"])
    return swap
