"""People who are alike to the problem, taken together: what is decided is how many of them, not which."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from roles.analysis.catalogue import single_roles
from roles.analysis.suggestions import Problem, SuggestedMove


class Kind(NamedTuple):
    """The people of one organisation who hold the same roles, may be asked for the same, and prefer the same."""

    organisation: int | None
    roles: int
    open_to: int
    prefers: int
    people: tuple[int, ...]


# How many people of a kind, given by its place, hold a role after the moves; where not told, as many as before.
HoldersAfter = Mapping[tuple[int, int], int]


def kinds_of(problem: Problem) -> list[Kind]:
    """Take the seats of a problem together, in the order of the first person of each kind."""
    people: dict[tuple[int | None, int, int, int], list[int]] = defaultdict(list)
    for seat in problem.seats:
        prefers = seat.prefers & (seat.roles | seat.open_to)
        people[seat.organisation, seat.roles, seat.open_to, prefers].append(seat.person)
    return [Kind(*alike, tuple(persons)) for alike, persons in people.items()]


def deal(problem: Problem, kinds: list[Kind], after: HoldersAfter) -> list[SuggestedMove]:
    """Turn how many of each kind hold a role into moves between people.

    Within a kind the holders are dealt out in a circle, core roles first: nobody then holds more than one role, and
    one core role, more than another of the same kind, so that what keeps to the limits on average keeps to them.
    """
    givers: dict[int, list[int]] = defaultdict(list)
    receivers: dict[int, list[int]] = defaultdict(list)
    for place, kind in enumerate(kinds):
        changed = {role: after[place, role] for role in single_roles(problem.roles) if (place, role) in after}
        if not changed:
            continue
        for person, held in zip(kind.people, _circle(problem, kind, changed), strict=True):
            for role in single_roles(kind.roles & ~held):
                givers[role].append(person)
            for role in single_roles(held & ~kind.roles):
                receivers[role].append(person)
    return [
        move for role in single_roles(problem.roles) for move in _pair(role, givers[role], receivers[role])
    ]


def _circle(problem: Problem, kind: Kind, changed: Mapping[int, int]) -> list[int]:
    """Return the roles of each person of a kind after the moves."""
    held = [0] * len(kind.people)
    turn = 0
    core_first = [*single_roles(problem.core), *single_roles(problem.roles & ~problem.core)]
    for role in core_first:
        holders = changed.get(role, len(held) if kind.roles & role else 0)
        for _each in range(holders):
            held[turn % len(held)] |= role
            turn += 1
    return held


def _pair(role: int, givers: list[int], receivers: list[int]) -> Iterator[SuggestedMove]:
    """Let each giver hand over to a receiver; who is left over among the receivers is added."""
    for place, receiver in enumerate(sorted(receivers)):
        giver = sorted(givers)[place] if place < len(givers) else None
        yield SuggestedMove(role, giver, receiver)
