"""Sorting the rows of `Questions.records` into what a snapshot holds."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from roles.analysis import CoreTerm, Mandate, Meeting, Organisation, Rating, Reading, Stances
from roles.loading.sql_pieces import Kind
from roles.loading.together import Clarity, Round, Together, Version


class Dates(dict[str | None, date]):
    """Dates by their text; the same few thousand days come again and again."""

    def __missing__(self, text: str | None) -> date:
        day = self[text] = date.fromisoformat(text or "")
        return day

    def maybe(self, text: str | None) -> date | None:
        """Return the date, or None for none."""
        return self[text] if text is not None else None


class HeldRole(NamedTuple):
    """What the number of an assignment in `Questions.members` says."""

    role: int  # mask of the one role
    held: int  # the same, or nothing when the assignment is past
    motives: int  # 1 organisation, 2 individual, 4 network
    known: bool  # whether its start is


class HeldRoles(dict[str, HeldRole]):
    """The meaning of those numbers, which are few."""

    def __init__(self, bits: Mapping[int, int]) -> None:
        super().__init__()
        self.bits = bits

    def __missing__(self, text: str) -> HeldRole:
        number = int(text)
        key, flags = divmod(abs(number), 16)
        role, past = self.bits[key], number < 0
        held = self[text] = HeldRole(role, 0 if past else role, 0 if past else flags & 7, bool(flags & 8))
        return held


class LeftEmpty(NamedTuple):
    """Since when a role is left empty on purpose, and when to look again."""

    decided: date
    look_again: date


@dataclass(slots=True)
class Records:
    """One network's records, by person; its organisations by the key of their engagement, and open roles."""

    bits: Mapping[int, int]  # role's key -> its bit
    dates: Dates
    organisations: dict[int, Organisation] = field(default_factory=dict)
    core_terms: dict[int, list[CoreTerm]] = field(default_factory=dict)
    readings: dict[int, list[Reading]] = field(default_factory=dict)
    check_ins: dict[int, list[date]] = field(default_factory=dict)
    mandates: dict[int, list[Mandate]] = field(default_factory=dict)
    stances: dict[int, Stances] = field(default_factory=dict)
    profiles: dict[int, int] = field(default_factory=dict)
    ratings: dict[int, list[Rating]] = field(default_factory=dict)
    left_empty: dict[int, LeftEmpty] = field(default_factory=dict)  # by the role's bit
    together: Together = field(default_factory=Together)

    def add(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Sort rows in: network, kind, key, four numbers, four texts."""
        for row in rows:
            _ADD[row[1]](self, row[2], row[3:7], row[7:])


Values = tuple[Any, ...]


def _organisation(records: Records, engagement: int, numbers: Values, texts: Values) -> None:
    records.organisations[engagement] = Organisation(texts[0], texts[1], numbers[0], numbers[1] == 1)


def _past_term(records: Records, person: int, numbers: Values, texts: Values) -> None:
    started, *ends = texts[:3]
    ended = min(end for end in ends if end is not None)
    term = CoreTerm(records.bits[numbers[0]], records.dates[started], records.dates[ended], numbers[1] == 1)
    records.core_terms.setdefault(person, []).append(term)


def _reading(records: Records, person: int, numbers: Values, texts: Values) -> None:
    records.readings.setdefault(person, []).append(Reading(records.dates[texts[0]], *numbers[:3]))


def _check_in(records: Records, person: int, _numbers: Values, texts: Values) -> None:
    records.check_ins.setdefault(person, []).append(records.dates[texts[0]])


def _mandate(records: Records, person: int, numbers: Values, texts: Values) -> None:
    granted, first, last, withdrawn = texts
    dates = records.dates
    mandate = Mandate(dates[granted], dates[first], dates[last], dates.maybe(withdrawn), numbers[0])
    records.mandates.setdefault(person, []).append(mandate)


def _stance(records: Records, person: int, numbers: Values, _texts: Values) -> None:
    role = records.bits[numbers[0]]
    declared, avoided, preferred = records.stances.get(person, Stances(0, 0))
    records.stances[person] = Stances(
        declared | role, avoided | role * numbers[1], preferred | role * numbers[2]
    )


def _profile(records: Records, person: int, numbers: Values, _texts: Values) -> None:
    records.profiles[person] = numbers[0]


def _rating(records: Records, person: int, numbers: Values, texts: Values) -> None:
    role, rater, competence, score = numbers
    rating = Rating(rater, competence, records.bits[role], records.dates[texts[0]], score)
    records.ratings.setdefault(person, []).append(rating)


def _left_empty(records: Records, role: int, _numbers: Values, texts: Values) -> None:
    records.left_empty[records.bits[role]] = LeftEmpty(records.dates[texts[0]], records.dates[texts[1]])


def _clarity(records: Records, person: int | None, numbers: Values, texts: Values) -> None:
    dates, versions = records.dates, records.together.versions
    version = versions.setdefault(numbers[0], Version(dates[texts[0]]))
    if person is not None:
        version.said.append(Clarity(person, numbers[1], dates[texts[1]]))


def _meeting(records: Records, _meeting: int, numbers: Values, texts: Values) -> None:
    if texts[1] is not None:
        people = frozenset(map(int, texts[1].split(",")))
        records.together.meetings.append(Meeting(records.dates[texts[0]], numbers[0], people))


def _heard(records: Records, person: int, _numbers: Values, texts: Values) -> None:
    records.together.heard[person] = records.dates[texts[0]]


def _cards(records: Records, person: int | None, numbers: Values, texts: Values) -> None:
    role, seen_by, answered_by, key = numbers
    laid = records.together.rounds.setdefault(key, Round(records.dates[texts[0]], answered_by))
    if person is not None:
        laid.seen.setdefault(person, {})[records.bits[role]] = seen_by


_ADD: dict[int, Callable[[Records, Any, Values, Values], None]] = {
    Kind.ORGANISATION: _organisation,
    Kind.PAST_TERM: _past_term,
    Kind.READING: _reading,
    Kind.CHECK_IN: _check_in,
    Kind.MANDATE: _mandate,
    Kind.STANCE: _stance,
    Kind.PROFILE: _profile,
    Kind.RATING: _rating,
    Kind.LEFT_EMPTY: _left_empty,
    Kind.CLARITY: _clarity,
    Kind.MEETING: _meeting,
    Kind.HEARD: _heard,
    Kind.CARDS: _cards,
}
