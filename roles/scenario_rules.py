"""What the steps of a scenario come to: plain values in and out, members and roles by their keys.

Steps are played one after the other. One that cannot be played stumbles: it is passed over, and the rest goes on
without it. What is left in the end, held against what was held in the beginning, are the net moves.
"""

from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import NamedTuple

from roles.connected import connected

Holding = tuple[int, int]  # seat, role
# Who holds what, and from which seat it came; None: there was no such holding.
Stand = dict[Holding, int | None]


class Step(NamedTuple):
    """A role that leaves a seat, comes to one, or both."""

    role: int
    giver: int | None
    receiver: int | None

    @property
    def seats(self) -> tuple[int, ...]:
        """The seats that it touches."""
        return tuple(each for each in (self.giver, self.receiver) if each is not None)


class Stumble(StrEnum):
    """Why a step does not count."""

    GIVER_GONE = "giver-gone"  # no seat here today
    RECEIVER_GONE = "receiver-gone"
    NOT_HELD = "not-held"  # the giver does not hold the role, at that point
    HELD_ALREADY = "held-already"  # the receiver does

    @property
    def place(self) -> str:
        """On whose side it is."""
        return "giver" if self in {Stumble.GIVER_GONE, Stumble.NOT_HELD} else "receiver"


class Played(NamedTuple):
    """How a scenario goes: for each step why it does not count, if so, and how things stand after it."""

    stumbles: list[Stumble | None]
    stands: list[Stand]  # the first is how things are now, so there is one more than there are steps

    @property
    def end(self) -> Stand:
        """How things stand after the last step."""
        return self.stands[-1]


def play(steps: Sequence[Step], held: Collection[Holding], seats: Collection[int]) -> Played:
    """Play steps one after the other, by who sits here and holds what today."""
    stands: list[Stand] = [{holding: holding[0] for holding in held}]
    stumbles: list[Stumble | None] = []
    for step in steps:
        stand = dict(stands[-1])
        stumble = stumble_of(step, stand, seats)
        if stumble is None:
            origin = stand.pop((step.giver, step.role)) if step.giver is not None else None
            if step.receiver is not None:
                stand[step.receiver, step.role] = origin
        stumbles.append(stumble)
        stands.append(stand)
    return Played(stumbles, stands)


def stumble_of(step: Step, held: Collection[Holding], seats: Collection[int]) -> Stumble | None:
    """Return why a step cannot be played as things stand; None when it can."""
    if step.giver is not None and step.giver not in seats:
        return Stumble.GIVER_GONE
    if step.receiver is not None and step.receiver not in seats:
        return Stumble.RECEIVER_GONE
    if step.giver is not None and (step.giver, step.role) not in held:
        return Stumble.NOT_HELD
    if step.receiver is not None and (step.receiver, step.role) in held:
        return Stumble.HELD_ALREADY
    return None


def net_moves(before: Collection[Holding], end: Stand) -> list[Step]:
    """Return the fewest moves that lead from what is held to how a scenario ends, role by role.

    A role that went round comes to nothing, one that went through several hands goes at once to the last. Who laid
    a role down and who took it up count as one handing over to the other.
    """
    lost, gained = changed_holdings(before, end)
    ways = {(seat, role): end[seat, role] for seat, role in gained}
    moves = [
        Step(role, origin, seat)
        for (seat, role), origin in ways.items()
        if origin is not None and (origin, role) in lost
    ]
    left = [holding for holding in lost if holding not in {(each.giver, each.role) for each in moves}]
    for seat, role in gained:
        if (seat, role) in {(each.receiver, each.role) for each in moves}:
            continue
        giver = next((each for each, of in left if of == role), None)
        if giver is not None:
            left.remove((giver, role))
        moves.append(Step(role, giver, seat))
    moves += [Step(role, giver, None) for giver, role in left]
    return sorted(moves, key=lambda move: (move.role, move.giver or 0, move.receiver or 0))


def connected_groups(moves: Sequence[Step]) -> list[list[Step]]:
    """Return moves in groups that have neither a seat nor a role in common, in their order.

    What one group does hangs on nothing that another does, so that each can be proposed by itself.
    """
    parts = [{("role", move.role), *(("seat", seat) for seat in move.seats)} for move in moves]
    return [[moves[place] for place in places] for places in connected(parts)]


def changed_holdings(
    before: Collection[Holding], end: Collection[Holding]
) -> tuple[list[Holding], list[Holding]]:
    """Return what is held no longer at the end, and what is held then and was not before."""
    return (
        sorted(holding for holding in before if holding not in end),
        sorted(holding for holding in end if holding not in before),
    )
