"""The first visit: a few small questions, one at a time. What is done is read from what is recorded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from networks.models import Membership, Person
from roles.analysis.months import is_within
from roles.pages.seats import OwnSeat
from roles.pages.tasks.own import READING_MONTHS

HELLO, ROLES, STANCES, VOICE, ATTENTION = "hello", "roles", "stances", "voice", "attention"
# How many seconds each step takes, about, in the order in which they come.
STEPS: Mapping[str, int] = {HELLO: 15, ROLES: 30, STANCES: 60, VOICE: 50, ATTENTION: 25}


@dataclass(frozen=True, slots=True)
class Introduction:
    """The steps for one person in the network they came for; without a seat, only a hello."""

    person: Person
    seat: OwnSeat | None
    steps: tuple[str, ...]
    done: frozenset[str]

    @classmethod
    def of(cls, person: Person, seat: OwnSeat | None, *, stances: int, day: date) -> Self:
        """Return the steps that fit somebody, and those that they have answered already."""
        if seat is None:
            return cls(person, None, (HELLO,), frozenset())
        answered = {
            ROLES: bool(seat.roles) and all(each.motives for each in seat.roles),
            STANCES: stances > 0,
            VOICE: any(getattr(seat.membership, field) for field in Membership.VOICE_FIELDS),
            ATTENTION: seat.last_reading is not None and is_within(seat.last_reading, READING_MONTHS, day),
        }
        steps = tuple(step for step in STEPS if step != ROLES or seat.roles)
        return cls(person, seat, steps, frozenset(step for step in steps if answered.get(step)))

    @property
    def questions(self) -> tuple[str, ...]:
        """The steps that ask something."""
        return tuple(step for step in self.steps if step != HELLO)

    @property
    def begun(self) -> bool:
        """Whether anything was answered."""
        return bool(self.done)

    @property
    def next_open(self) -> str | None:
        """The first question without an answer; None when there is none."""
        return next((step for step in self.questions if step not in self.done), None)

    @property
    def waits(self) -> bool:
        """Whether this person is still to be asked: neither gone through, nor put aside, nor answered elsewhere."""
        return self.seat is not None and self.person.introduced_on is None and self.next_open is not None

    def after(self, step: str) -> str | None:
        """Return the step that comes after one; None after the last."""
        following = self.steps[self.steps.index(step) + 1 :]
        return following[0] if following else None

    def before(self, step: str) -> str | None:
        """Return the step that comes before one; None before the first."""
        earlier = self.steps[: self.steps.index(step)]
        return earlier[-1] if earlier else None

    def minutes_from(self, step: str) -> int:
        """Return about how many minutes this step takes, with those after it that have no answer yet."""
        later = self.steps[self.steps.index(step) + 1 :]
        return _minutes([step, *(each for each in later if each not in self.done)])

    @property
    def minutes_open(self) -> int:
        """About how many minutes the questions without an answer take together."""
        return _minutes(step for step in self.questions if step not in self.done)


def _minutes(steps: Iterable[str]) -> int:
    return max(1, round(sum(STEPS[step] for step in steps) / 60))


def choose_seat(seats: Sequence[OwnSeat], network: str = "") -> OwnSeat | None:
    """Return the seat in a network by its slug; without one, the seat that somebody took last."""
    if network:
        return next((seat for seat in seats if seat.network.slug == network), None)
    return max(seats, key=lambda seat: (seat.membership.joined_on, seat.membership.pk), default=None)
