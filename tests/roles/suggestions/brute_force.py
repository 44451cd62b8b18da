"""Every state that moves can reach, level by level, until one is free of the five findings (ANALYSIS.md alone)."""

from fractions import Fraction

from tests.roles.suggestions.small_networks import CORE

MOST_STATES = 30_000  # another network is quicker drawn than more are searched


class TooManyStatesError(Exception):
    """The search was broken off."""


class Search:
    """A state is a set of cells, as bits of a number: cell `person * roles + role` says that they hold it."""

    def __init__(self, small):
        self.small, self.width = small, len(small.roles)
        people, norms = small.people, small.norms
        self.count = len(people)
        organisations = {each.organisation for each in people if each.organisation}
        self.parties = len(organisations) + sum(each.organisation is None for each in people)
        self.limit = max(norms["max_roles_per_person"], -(-self.width // self.count))
        self.core_limit = max(norms["max_core_roles_per_person"], -(-3 // self.count))
        self.core = [small.roles.index(role) for role in CORE]
        self.organisation_cells = [
            [self.rows(p for p, each in enumerate(people) if each.organisation == name), name]
            for name in sorted(organisations)
        ]
        self.columns = [sum(1 << (p * self.width + r) for p in range(self.count)) for r in range(self.width)]
        share = Fraction(norms["max_organisation_share"])
        self.share = {1: None, 2: (100 + share) / 2}.get(self.parties, share)
        self.start = sum(
            1 << (p * self.width + r)
            for p, each in enumerate(people)
            for r, role in enumerate(small.roles)
            if role in each.holds
        )
        self.askable = self.may_receive()

    def rows(self, people):
        return sum(((1 << self.width) - 1) << (p * self.width) for p in people)

    def may_receive(self):
        people = self.small.people
        holders = [each for each in people if each.holds and each.organisation]
        measured = bool(holders) and 2 * sum(bool(each.mandate) for each in holders) >= len(holders)
        return [
            (p, r)
            for p, each in enumerate(people)
            for r, role in enumerate(self.small.roles)
            if role not in each.avoids
            and not (measured and each.organisation is not None and each.mandate != "valid")
        ]

    def is_clear(self, state):
        """Whether none of the five findings is there."""
        if not state:
            return True  # nothing is mapped yet
        for p in range(self.count):
            row = state >> (p * self.width)
            if (row & ((1 << self.width) - 1)).bit_count() > self.limit:
                return False
            if sum(row >> r & 1 for r in self.core) > self.core_limit:
                return False
        holders = [state & column for column in self.columns]
        if not all(holders[r] for r in self.core):
            return False
        holdings = state.bit_count()
        for cells, _name in self.organisation_cells:
            led = sum(2 * (holders[r] & cells).bit_count() > holders[r].bit_count() for r in self.core)
            if self.parties >= 2 and led > self.small.norms["max_core_roles_per_organisation"]:
                return False
            own = (state & cells).bit_count()
            if self.share is not None and holdings >= 6 and Fraction(100 * own, holdings) > self.share:
                return False
        return True

    def neighbours(self, state):
        for p, r in self.askable:
            cell = 1 << (p * self.width + r)
            if state & cell:
                continue
            yield state | cell
            given = state & self.columns[r]
            while given:
                giver = given & -given
                yield (state | cell) & ~giver
                given ^= giver

    def solve(self):
        """Return the number of moves, and the best that they come to; None when there are none."""
        seen, level, moves = {self.start}, [self.start], 0
        while level:
            goals = [state for state in level if self.is_clear(state)]
            if goals:
                return moves, min(self.judge(state) for state in goals)
            after = set()
            for state in level:
                after.update(new for new in self.neighbours(state) if new not in seen)
                if len(seen) + len(after) > MOST_STATES:
                    raise TooManyStatesError
            seen |= after
            level, moves = list(after), moves + 1
        return None

    def judge(self, state):
        """Givers who prefer the role less receivers who do; then holdings received, the busiest first."""
        people, roles = self.small.people, self.small.roles
        regret = 0
        received = [0] * (self.width + 1)
        for p, each in enumerate(people):
            for r, role in enumerate(roles):
                bit = 1 << (p * self.width + r)
                change = bool(state & bit) - bool(self.start & bit)
                regret -= change * (role in each.prefers)
                received[len(each.holds)] += change > 0
        return regret, tuple(reversed(received))
