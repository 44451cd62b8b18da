"""What would clear it: the best moves, or what stands in the way of any."""

import time
from collections.abc import Collection
from dataclasses import dataclass
from itertools import combinations

from roles.analysis import Snapshot
from roles.analysis.report import analyse
from roles.analysis.suggestions import RULES, SuggestedMove, findings_to_clear, pose
from roles.suggestions.kinds import deal
from roles.suggestions.model import build
from roles.suggestions.solver import solve


@dataclass(frozen=True, slots=True)
class WayOut:
    """Rules without which there would be a suggestion, and the moves that it would then be."""

    without: tuple[str, ...]
    moves: tuple[SuggestedMove, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of looking for a suggestion.

    `moves` is None when there is none, or none was found in time; `proved` says that it is certain: that there are
    none, or no better ones. `ways_out` says what stands in the way, when it is certain that there are none.
    """

    moves: tuple[SuggestedMove, ...] | None
    proved: bool
    ways_out: tuple[WayOut, ...] = ()


def suggest(snapshot: Snapshot, *, seconds: float) -> Outcome:
    """Return the fewest moves after which nothing of CLEARED is left, and of those the best.

    Best has most receivers who prefer the role less givers who do; then fewest holdings for those who hold most.
    The same snapshot gives the same outcome, unless the seconds are over before it is found.
    """
    if not snapshot.active or not snapshot.members or not findings_to_clear(analyse(snapshot)):
        return Outcome((), proved=True)
    until = time.monotonic() + seconds
    moves, proved = best_moves(snapshot, seconds=seconds)
    if moves is not None or not proved:
        return Outcome(moves, proved)
    return Outcome(None, True, tuple(_ways_out(snapshot, until)))


def best_moves(
    snapshot: Snapshot, *, without: Collection[str] = (), seconds: float
) -> tuple[tuple[SuggestedMove, ...] | None, bool]:
    """Return the best moves by all rules but some, and whether it is certain that there are no (better) ones."""
    problem = pose(snapshot, without=without)
    model = build(problem)
    solution = solve(model, seconds)
    if solution.values is None:
        return None, solution.proved
    return tuple(deal(problem, model.kinds, model.read(solution.values))), solution.proved


def _ways_out(snapshot: Snapshot, until: float) -> list[WayOut]:
    """Leave each rule aside in turn, and where that does not help, each two: what would do then?"""
    for together in (1, 2):
        found = []
        for without in combinations(RULES, together):
            moves, _proved = best_moves(snapshot, without=without, seconds=max(0.0, until - time.monotonic()))
            if moves is not None:
                found.append(WayOut(without, moves))
        if found:  # one that only lets everything be says least
            return [way for way in found if way.moves] or found
    return []
