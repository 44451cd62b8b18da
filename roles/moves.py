"""Moves of roles between members as they are proposed, tried out or suggested: one shape for all three."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from networks.models import Membership, Network
from roles import analysis
from roles.models import MoveKind, Role, RoleAssignment, RoleSwap, SwapMove
from roles.models.moves import RoleMove


@dataclass(frozen=True, slots=True)
class PlannedMove:
    """A role that changes hands, gets a holder more, one less, or its first."""

    kind: MoveKind
    role: Role
    giver: Membership | None = None
    receiver: Membership | None = None

    @classmethod
    def of(cls, move: RoleMove) -> "PlannedMove":
        """Return a move that was kept, as it was planned. Its role and members must be at hand."""
        return cls(MoveKind(move.kind), move.role, move.giver, move.receiver)

    def as_kept(self, position: int) -> dict[str, Any]:
        """Return the fields of a row (`RoleMove`) that keeps this move in its place among others."""
        return {
            "position": position,
            "kind": self.kind,
            "role": self.role,
            "giver": self.giver,
            "receiver": self.receiver,
        }

    @property
    def memberships(self) -> tuple[Membership, ...]:
        """Who lays the role down and who takes it on, as far as there is such a member."""
        return tuple(each for each in (self.giver, self.receiver) if each is not None)


def planned_moves(swap: RoleSwap) -> list[PlannedMove]:
    """Return the moves of a swap as they were planned, with roles and members at hand. One query."""
    people = ("giver__person", "receiver__person", "giver__network", "receiver__network")
    kept = swap.moves.select_related("role__cluster", *people).order_by("position")
    return [PlannedMove.of(move) for move in kept]


def moves_at_hand(path: str = "moves") -> "Prefetch[str]":
    """Read the moves of swaps along with them, in their order, with roles and people at hand."""
    moves = SwapMove.objects.select_related("role", "giver__person", "receiver__person").order_by("position")
    return Prefetch(path, moves)


def kind_of(*, giver: Membership | None, receiver: Membership | None, held: bool) -> MoveKind:
    """Return what a move between these does; `held` says whether somebody holds the role before it."""
    if giver is not None:
        return MoveKind.HAND_OVER if receiver is not None else MoveKind.STEP_BACK
    return MoveKind.SHARE if held else MoveKind.FILL


def for_analysis(
    moves: Sequence[PlannedMove], *, network: Network, bits: dict[int, int], day: date
) -> list[analysis.Move]:
    """Return the moves as the analysis tries them out. One query, for whose sake the roles were held.

    `bits` is the bit of every role by its key, as `CatalogueNames.for_analysis` gives it.
    """
    givers = [move.giver.pk for move in moves if move.giver is not None]
    held = RoleAssignment.objects.active_on(day).filter(membership__network=network, membership__in=givers)
    motives = motives_of(held)
    tried: list[analysis.Move] = []
    for move in moves:
        bit = bits[move.role.pk]
        if move.giver is not None:
            held_for = motives.get((move.giver.pk, move.role.pk), 0)
            tried.append(analysis.Take(move.giver.person_id, bit, held_for))
        if move.receiver is not None:
            tried.append(analysis.Give(move.receiver.person_id, bit))
    return tried


def motives_of(held: QuerySet[RoleAssignment]) -> dict[tuple[int, int], int]:
    """Return for whose sake roles are held, as the analysis writes it, by membership and role. One query."""
    rows = held.values_list("membership", "role", *RoleAssignment.MOTIVES.values())
    return {
        (membership, role): sum(1 << place for place, ticked in enumerate(flags) if ticked)
        for membership, role, *flags in rows
    }
