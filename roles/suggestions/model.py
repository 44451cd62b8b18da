"""The problem as an integer program: columns, rows, and what is to be as small as can be, one thing after another.

docs/suggestions.md says the same in formulas, in the same order.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from roles.analysis.catalogue import single_roles
from roles.analysis.suggestions import Problem
from roles.suggestions.kinds import HoldersAfter, Kind, kinds_of

Terms = dict[int, int]  # column -> coefficient
INFINITE = float("inf")
FEWEST_FOR_SHARES = 6  # holdings, from which on the share of an organisation is looked at


@dataclass(slots=True)
class Model:
    """Whole numbers to be found (columns, from nought to their upper bound), and rows that hold them together."""

    problem: Problem
    kinds: list[Kind]
    upper: list[int] = field(default_factory=list)
    rows: list[tuple[float, float, Terms]] = field(default_factory=list)  # lower, upper, terms
    losses: dict[tuple[int, int], int] = field(default_factory=dict)  # kind, role -> column
    gains: dict[tuple[int, int], int] = field(default_factory=dict)
    added: dict[int, int] = field(default_factory=dict)  # role -> column: so many holders more
    criteria: list[Terms] = field(default_factory=list)  # the first counts most

    def column(self, upper: int) -> int:
        """Add a whole number to be found."""
        self.upper.append(upper)
        return len(self.upper) - 1

    def at_most(self, terms: Terms, upper: float) -> None:
        """Add a row."""
        self.rows.append((-INFINITE, upper, terms))

    def holders_among(self, places: Iterable[int], roles: int) -> tuple[int, Terms]:
        """Return the holdings of some kinds in some roles: how many before, and the columns that change it."""
        before, terms = 0, Terms()
        for place in places:
            kind = self.kinds[place]
            for role in single_roles(roles):
                if kind.roles & role:
                    before += len(kind.people)
                    terms[self.losses[place, role]] = -1
                elif (place, role) in self.gains:
                    terms[self.gains[place, role]] = 1
        return before, terms

    def holders(self, roles: int) -> tuple[int, Terms]:
        """Return the same of everybody."""
        before = sum(len(kind.people) * (kind.roles & roles).bit_count() for kind in self.kinds)
        return before, {column: 1 for role, column in self.added.items() if role & roles}

    def read(self, values: list[int]) -> HoldersAfter:
        """Return what a solution says."""
        after = {
            key: len(self.kinds[key[0]].people) - values[column]
            for key, column in self.losses.items()
            if values[column]
        }
        return after | {key: values[column] for key, column in self.gains.items() if values[column]}


def build(problem: Problem) -> Model:
    """Write a problem down as an integer program."""
    model = Model(problem, kinds_of(problem))
    for place, kind in enumerate(model.kinds):
        for role in single_roles(kind.roles):
            model.losses[place, role] = model.column(len(kind.people))
        for role in single_roles(kind.open_to):
            model.gains[place, role] = model.column(len(kind.people))
    _hand_on(model)
    _spare_people(model)
    if "core-vacancy" in problem.kept:
        _fill_core(model)
    organisations = _by_organisation(model.kinds)
    if "core-cumulation-organisation" in problem.kept:
        _share_core(model, organisations)
    if "role-dominance-organisation" in problem.kept:
        _share_holdings(model, organisations)
    model.criteria = list(_criteria(model))
    return model


def _hand_on(model: Model) -> None:
    """What is laid down is handed on: a role never has fewer holders than before, so none becomes empty."""
    for role in single_roles(model.problem.roles):
        _before, change = model.holders_among(range(len(model.kinds)), role)
        if change:
            model.added[role] = model.column(sum(model.upper[column] for column in change))
            model.rows.append((0, 0, {**change, model.added[role]: -1}))


def _spare_people(model: Model) -> None:
    """Nobody passes the limit on roles, nor the one on core roles."""
    problem = model.problem
    limits = [
        ("role-overload-person", problem.roles, problem.limits.roles),
        ("core-cumulation-person", problem.core, problem.limits.core_roles),
    ]
    for rule, roles, limit in limits:
        for place, kind in enumerate(model.kinds) if rule in problem.kept else ():
            size = len(kind.people)
            if ((kind.roles | kind.open_to) & roles).bit_count() > limit:
                before, change = model.holders_among([place], roles)
                model.at_most(change, size * limit - before)


def _fill_core(model: Model) -> None:
    """Every core role has a holder; in a network without any holding that is not asked."""
    if not any(kind.roles for kind in model.kinds):
        return
    for role in single_roles(model.problem.core):
        before, change = model.holders(role)
        if not before:
            model.rows.append((1, INFINITE, change))


def _share_core(model: Model, organisations: Mapping[int, list[int]]) -> None:
    """Of no more core roles than the norm does an organisation have over half of the holders."""
    norm, core = model.problem.organisation_core_limit, model.problem.core
    if norm is None or norm >= core.bit_count():
        return
    for places in organisations.values():
        led: Terms = {}
        for role in single_roles(core):
            own, own_change = model.holders_among(places, role)
            everybody, change = model.holders(role)
            if not own and not own_change:
                continue
            leads = model.column(1)
            led[leads] = 1
            terms = dict.fromkeys(change, -1) | {column: 2 * sign for column, sign in own_change.items()}
            # 2 own - everybody is at most what the organisation has people.
            size = sum(len(model.kinds[place].people) for place in places)
            model.at_most({**terms, leads: -size}, everybody - 2 * own)
        if len(led) > norm:
            model.at_most(led, norm)


def _share_holdings(model: Model, organisations: Mapping[int, list[int]]) -> None:
    """Of six holdings or more, no organisation has a share over the limit."""
    limit = model.problem.limits.share
    if limit is None or limit >= 100:
        return
    everybody, change = model.holders(model.problem.roles)
    people = sum(len(kind.people) for kind in model.kinds)
    switch: Terms = {}
    most = 0
    if everybody < FEWEST_FOR_SHARES:
        many = model.column(1)  # whether there are six holdings or more
        most = people * model.problem.roles.bit_count()
        model.at_most({**change, many: -most}, FEWEST_FOR_SHARES - 1 - everybody)
        switch = {many: 1}
    for places in organisations.values():
        own, own_change = model.holders_among(places, model.problem.roles)
        # own / everybody <= limit / 100, in whole numbers.
        per_own, per_holding = 100 * limit.denominator, limit.numerator
        terms = dict.fromkeys(change, -per_holding)
        terms |= {column: per_own * sign for column, sign in own_change.items()}
        slack = per_own * most
        terms |= dict.fromkeys(switch, slack)
        model.at_most(terms, per_holding * everybody - per_own * own + (slack if switch else 0))


def _criteria(model: Model) -> Iterator[Terms]:
    """Yield what is to be as small as can be, the first before the second, and so on.

    The moves; the receivers who prefer the role less the givers who do, turned round; what those receive who hold
    most roles, then those who hold next to most, and so on; and, so that nothing is taken without need, the givers.
    """
    gains, losses, kinds = model.gains, model.losses, model.kinds
    yield dict.fromkeys(gains.values(), 1)
    wished = {column: -1 for (place, role), column in gains.items() if kinds[place].prefers & role}
    missed = {column: 1 for (place, role), column in losses.items() if kinds[place].prefers & role}
    yield wished | missed
    loads = {kinds[place].roles.bit_count() for place, _role in gains}
    for load in sorted(loads, reverse=True)[:-1]:  # the moves are counted, so the last has what is left
        yield {
            column: 1 for (place, _role), column in gains.items() if kinds[place].roles.bit_count() == load
        }
    yield dict.fromkeys(losses.values(), 1)


def _by_organisation(kinds: list[Kind]) -> dict[int, list[int]]:
    places: dict[int, list[int]] = {}
    for place, kind in enumerate(kinds):
        if kind.organisation is not None:
            places.setdefault(kind.organisation, []).append(place)
    return places
