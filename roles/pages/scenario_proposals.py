"""What would be proposed of a scenario: its net moves, those that hang together as one proposal."""

from collections.abc import Sequence
from typing import NamedTuple

from roles.moves import PlannedMove
from roles.pages.before_after import BeforeAfter, describe_before_after
from roles.pages.reports import ReadReport
from roles.pages.scenarios import Outcome
from roles.scenario_ground import Ground
from roles.scenario_rules import Step, connected_groups
from roles.texts.swaps import move_sentence


class Proposal(NamedTuple):
    """Moves that are proposed together, and what they would change by themselves."""

    key: str  # the same for the same moves
    moves: Sequence[PlannedMove]
    sentences: Sequence[str]
    change: BeforeAfter


def proposals_of(read: ReadReport, ground: Ground, outcome: Outcome) -> list[Proposal]:
    """Return what would be proposed; empty when a scenario comes to nothing."""
    roles = {role.pk: role for role in read.names.roles.values()}
    bits = read.names.for_analysis()[1]
    proposals = []
    for group in connected_groups(ground.net_moves(outcome.played)):
        moves = ground.planned(group, roles)
        tried = ground.tried(ground.stand_after(group), bits)
        proposals.append(
            Proposal(
                key=_key(group),
                moves=moves,
                sentences=[move_sentence(each) for each in moves],
                change=describe_before_after(read, read.compare_after(tried)),
            )
        )
    return proposals


def _key(group: Sequence[Step]) -> str:
    return "-".join(f"{move.role}.{move.giver or ''}.{move.receiver or ''}" for move in group)
