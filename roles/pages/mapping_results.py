"""What a closed mapping round shows a reader: whom people see in which role, beside what was agreed that day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from networks.models import Membership
from roles.analysis.seen import (
    ENOUGH_ANSWERS,
    Difference,
    Outcome,
    Pair,
    held_not_seen,
    roles_as_agreed,
    roles_nobody_sees,
    roles_to_talk_about,
    seen_not_held,
)
from roles.catalogue_names import CatalogueNames
from roles.models import MappingCount, MappingRound, Role, RoleAssignment, RoleStance
from roles.pages.visibility import Reader

SHOWN_STANCES = (RoleStance.Stance.PREFERS, RoleStance.Stance.AVOIDS)


def is_single(mapping_round: MappingRound) -> bool:
    """Whether a round is the view of one person."""
    return mapping_round.way == MappingRound.Way.COORDINATOR


def has_results(mapping_round: MappingRound) -> bool:
    """Whether enough people laid cards in a closed round to show what it came to."""
    return mapping_round.answered_by >= (1 if is_single(mapping_round) else ENOUGH_ANSWERS)


class Seen(NamedTuple):
    """How one person is seen in one role, and whether that was agreed."""

    person: int
    name: str
    seen_by: int
    held: bool


@dataclass(frozen=True)
class Results:
    """A closed round, in plain values. Roles are their places in the catalogue, people their keys."""

    round: MappingRound
    roles: Sequence[Role]
    outcome: Outcome
    names: Mapping[int, str]  # of everybody who is seen or holds a role, and of an earlier round, by name
    seats: Mapping[int, int]  # of whoever takes part today
    stances: Mapping[Pair, str]  # as far as the reader may know them

    @property
    def single(self) -> bool:
        """Whether it is the view of one person."""
        return is_single(self.round)

    @property
    def enough(self) -> bool:
        """Whether there is anything to show."""
        return has_results(self.round)

    @cached_property
    def as_agreed(self) -> int:
        """On how many roles most see what was agreed."""
        return len(roles_as_agreed(self.outcome, range(len(self.roles))))

    @cached_property
    def to_talk_about(self) -> Sequence[Difference]:
        """The largest difference of each role worth a conversation, the most first."""
        return roles_to_talk_about(self.outcome) if self.enough else []

    @cached_property
    def unseen(self) -> list[int]:
        """The roles that nobody is seen in."""
        return roles_nobody_sees(self.outcome, range(len(self.roles)))

    @property
    def people(self) -> dict[int, str]:
        """The names of those who are seen in a role or hold one, by name."""
        shown = {person for _place, person in self.outcome.pairs}
        return {person: name for person, name in self.names.items() if person in shown}

    @property
    def unseen_roles(self) -> list[Role]:
        """The same, as roles."""
        return [self.roles[place] for place in self.unseen]

    @cached_property
    def seen_not_held(self) -> list[tuple[Role, Seen]]:
        """Whom most see in a role that was not agreed."""
        return [self._pair(pair) for pair in seen_not_held(self.outcome)]

    @cached_property
    def held_not_seen(self) -> list[tuple[Role, Seen]]:
        """Who holds a role in which most do not see them."""
        return [self._pair(pair) for pair in held_not_seen(self.outcome)]

    @cached_property
    def by_role(self) -> Mapping[int, list[Seen]]:
        """Whoever is seen in a role or holds it, the most seen first."""
        found: dict[int, list[Seen]] = {place: [] for place in range(len(self.roles))}
        for pair in self.outcome.pairs:
            found[pair[0]].append(self._pair(pair)[1])
        return {place: sorted(people, key=_most_seen_first) for place, people in found.items()}

    def _pair(self, pair: Pair) -> tuple[Role, Seen]:
        place, person = pair
        seen_by, held = self.outcome.seen.get(pair, 0), pair in self.outcome.held
        return self.roles[place], Seen(person, self.names[person], seen_by, held)


def _most_seen_first(seen: Seen) -> tuple[int, bool, str, int]:
    return -seen.seen_by, not seen.held, seen.name.casefold(), seen.person


def read_results(
    reader: Reader, mapping_round: MappingRound, earlier: MappingRound | None = None
) -> tuple[Results, Outcome | None]:
    """Read what a closed round came to for a reader, and what an earlier one did. Five queries at most."""
    roles = list(CatalogueNames.load().roles.values())
    places = {role.pk: place for place, role in enumerate(roles)}
    rounds = [mapping_round] if earlier is None else [mapping_round, earlier]
    counts = MappingCount.objects.filter(round__in=rounds)
    rows = list(counts.values_list("round", "role", "person", "person__name", "seen_by"))
    held = _read_holders(mapping_round, places)
    running = Membership.objects.active_on(timezone.localdate()).filter(network=mapping_round.network_id)
    outcome = _outcome_of(mapping_round, rows, places, frozenset(held))
    named = {person: name for (_place, person), name in held.items()}
    named |= {person: name for _round, _role, person, name, _seen in rows if person is not None}
    return Results(
        round=mapping_round,
        roles=roles,
        outcome=outcome,
        names=dict(sorted(named.items(), key=lambda item: (item[1].casefold(), item[0]))),
        seats=dict(running.values_list("person", "pk")),
        stances=_read_stances(reader, running, places),
    ), _outcome_of(earlier, rows, places) if earlier else None


def _read_holders(mapping_round: MappingRound, places: Mapping[int, int]) -> dict[Pair, str]:
    """Return who held which role on the day that a round closed, with their names. One query."""
    held = RoleAssignment.objects.active_on(mapping_round.closed_on or timezone.localdate())
    held = held.filter(membership__network=mapping_round.network_id)
    rows = held.values_list("role", "membership__person", "membership__person__name")
    return {(places[role], person): name for role, person, name in rows}


def _read_stances(
    reader: Reader, running: QuerySet[Membership], places: Mapping[int, int]
) -> dict[Pair, str]:
    """Return what those who take part prefer and avoid, as far as a reader may know. One query at most.

    That is their own, and for a coordinator in person everybody's.
    """
    if not reader.coordinates:
        if reader.person is None:
            return {}
        running = running.filter(person=reader.person)
    stances = RoleStance.objects.filter(person__in=running.values("person"), stance__in=SHOWN_STANCES)
    rows = stances.values_list("role", "person", "stance")
    return {(places[role], person): stance for role, person, stance in rows}


def _outcome_of(
    mapping_round: MappingRound,
    rows: Sequence[tuple[int, int, int | None, str | None, int]],
    places: Mapping[int, int],
    held: frozenset[Pair] = frozenset(),
) -> Outcome:
    own = [(places[role], person, seen) for key, role, person, _name, seen in rows if key == mapping_round.pk]
    return Outcome(
        answered_by=mapping_round.answered_by,
        seen={(place, person): seen for place, person, seen in own if person is not None},
        nobody={place: seen for place, person, seen in own if person is None},
        held=held,
    )
