"""What a closed mapping round shows: whom people see in which role, held against what was agreed.

"Most" is more than half of those who laid cards. At exactly half a group says neither one thing nor the other.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

ENOUGH_ANSWERS = 3  # of fewer, a share says nothing about a group
WORTH_A_TALK = Fraction(1, 2)

# A role and a person, each by a number. Roles stand in the order of their numbers.
Pair = tuple[int, int]


def is_seen_by_most(seen_by: int, answered_by: int, min_share: int) -> bool:
    """Whether at least so many percent of those who laid cards see something, in exact figures.

    Never of fewer than three who laid cards: that is one or two people's view, not a group's.
    """
    return answered_by >= ENOUGH_ANSWERS and seen_by * 100 >= min_share * answered_by


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a round came to, and what was agreed on the day that it closed."""

    answered_by: int
    seen: Mapping[Pair, int]  # how many see this person in this role, where anybody does
    nobody: Mapping[int, int] = field(default_factory=dict)  # how many see nobody in a role
    held: frozenset[Pair] = frozenset()

    @property
    def pairs(self) -> frozenset[Pair]:
        """Whatever is seen by somebody, or agreed."""
        return self.held.union(self.seen)

    def share(self, pair: Pair) -> Fraction:
        """The part of those who laid cards who see this person in this role; none of nobody."""
        return Fraction(self.seen.get(pair, 0), self.answered_by) if self.answered_by else Fraction(0)


class Difference(NamedTuple):
    """A role and a person about whom not everybody sees what was agreed.

    `apart` is the chance that two people drawn by lot see it differently (the same one may be drawn twice), `gap`
    that one drawn by lot sees it otherwise than agreed.
    """

    role: int
    person: int
    seen_by: int
    held: bool
    apart: Fraction
    gap: Fraction

    @property
    def weight(self) -> Fraction:
        """How much there is to talk about: nought when all see what was agreed, 9/8 at most."""
        return self.apart + self.gap


def differences(outcome: Outcome) -> list[Difference]:
    """Return where people differ, from each other or from what was agreed, the most first."""
    found = [_difference(outcome, pair) for pair in outcome.pairs] if outcome.answered_by else []
    return sorted((each for each in found if each.weight), key=_most_first)


def _difference(outcome: Outcome, pair: Pair) -> Difference:
    share, held = outcome.share(pair), pair in outcome.held
    return Difference(
        *pair,
        seen_by=outcome.seen.get(pair, 0),
        held=held,
        apart=2 * share * (1 - share),
        gap=1 - share if held else share,
    )


def _most_first(difference: Difference) -> tuple[Fraction, bool, int, int]:
    """Of equal weight, first whom people see, then whom they do not."""
    return -difference.weight, difference.held, difference.role, difference.person


def roles_to_talk_about(outcome: Outcome) -> list[Difference]:
    """Return the largest difference of each role about which there is enough to talk about, the most first."""
    largest: dict[int, Difference] = {}
    for each in differences(outcome):
        if each.weight >= WORTH_A_TALK:
            largest.setdefault(each.role, each)
    return list(largest.values())


def seen_not_held(outcome: Outcome) -> list[Pair]:
    """Return where most see somebody in a role that was not agreed, the most seen first."""
    found = [pair for pair in outcome.pairs - outcome.held if _side(outcome, pair) > 0]
    return sorted(found, key=lambda pair: (-outcome.seen[pair], pair))


def held_not_seen(outcome: Outcome) -> list[Pair]:
    """Return where most do not see somebody in the role that was agreed, the least seen first."""
    found = [pair for pair in outcome.held if _side(outcome, pair) < 0]
    return sorted(found, key=lambda pair: (outcome.seen.get(pair, 0), pair))


def _side(outcome: Outcome, pair: Pair) -> int:
    """More than nought when most see it so, less when most do not."""
    return 2 * outcome.seen.get(pair, 0) - outcome.answered_by


def roles_as_agreed(outcome: Outcome, roles: Iterable[int]) -> list[int]:
    """Return the roles of which most see nothing otherwise than agreed."""
    otherwise = {role for role, _person in (*seen_not_held(outcome), *held_not_seen(outcome))}
    return [role for role in roles if role not in otherwise]


def roles_nobody_sees(outcome: Outcome, roles: Iterable[int]) -> list[int]:
    """Return the roles in which nobody is seen, or in which most say that nobody is."""
    seen = {role for role, _person in outcome.seen}
    return [
        role for role in roles if role not in seen or 2 * outcome.nobody.get(role, 0) > outcome.answered_by
    ]


class Shift(NamedTuple):
    """How a later round sees a person in a role other than an earlier one did."""

    role: int
    person: int
    before: Fraction
    after: Fraction

    @property
    def difference(self) -> Fraction:
        """After minus before."""
        return self.after - self.before

    @property
    def turned(self) -> bool:
        """Whether most see it in one of the two, and not in the other."""
        return (2 * self.before > 1) != (2 * self.after > 1)


@dataclass(frozen=True, slots=True)
class Shifts:
    """What a later round shows other than an earlier one."""

    moved: Sequence[Shift]  # the largest first
    turned: Sequence[int]  # roles in which most see somebody whom they did not, or no longer see somebody
    came_into_view: Sequence[int]  # roles
    went_out_of_view: Sequence[int]


def compare_rounds(before: Outcome, after: Outcome, roles: Collection[int]) -> Shifts:
    """Compare what two rounds came to. Shares are compared, as other numbers of people may have laid cards."""
    shifts = [Shift(*pair, before.share(pair), after.share(pair)) for pair in {**before.seen, **after.seen}]
    moved = [each for each in shifts if each.difference]
    earlier, later = roles_nobody_sees(before, roles), roles_nobody_sees(after, roles)
    return Shifts(
        moved=sorted(moved, key=lambda each: (-abs(each.difference), each.role, each.person)),
        turned=[role for role in roles if role in {each.role for each in moved if each.turned}],
        came_into_view=[role for role in earlier if role not in later],
        went_out_of_view=[role for role in later if role not in earlier],
    )
