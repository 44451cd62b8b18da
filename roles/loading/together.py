"""How people stand with each other, as it is recorded, and cutting one day out of that."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from roles.analysis import Cards, Meeting, Sittings, sum_up


class Clarity(NamedTuple):
    """How clear somebody finds a version of the purpose, and since when."""

    person: int
    score: int
    said: date


@dataclass(slots=True)
class Version:
    """A version of the purpose, and what people said of it."""

    written: date
    said: list[Clarity] = field(default_factory=list)


@dataclass(slots=True)
class Round:
    """A round of cards: when it closed, how many laid them, and how many see each role with each person."""

    closed: date
    answered_by: int
    seen: dict[int, dict[int, int]] = field(default_factory=dict)


@dataclass(slots=True)
class Together:
    """One network's purposes by number, rounds of cards by key, meetings, and since when people feel heard."""

    versions: dict[int, Version] = field(default_factory=dict)
    meetings: list[Meeting] = field(default_factory=list)
    heard: dict[int, date] = field(default_factory=dict)
    rounds: dict[int, Round] = field(default_factory=dict)

    def clarities_on(self, day: date) -> dict[int, int]:
        """How clear the last purpose written by a day was to whom, as said by then."""
        written = [number for number, version in self.versions.items() if version.written <= day]
        if not written:
            return {}
        return {each.person: each.score for each in self.versions[max(written)].said if each.said <= day}

    def sittings_on(self, day: date, months: int) -> Sittings | None:
        """What the meetings of so many months up to a day come to."""
        return sum_up(self.meetings, months, day) if self.meetings else None

    def heard_on(self, day: date) -> dict[int, date]:
        """Who had felt heard by a day, and since when."""
        return {person: since for person, since in self.heard.items() if since <= day}

    def cards_on(self, day: date) -> Cards | None:
        """What the last round of cards that had closed by a day came to."""
        closed = [(each.closed, key) for key, each in self.rounds.items() if each.closed <= day]
        if not closed:
            return None
        last = self.rounds[max(closed)[1]]
        return Cards(last.closed, last.answered_by, last.seen)
