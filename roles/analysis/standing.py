"""How a seat stands with mandates: a valid one, one asked for, one still to come, one that is over, or none."""

from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

from roles.analysis.mandates import covers, last_valid_day, was_granted
from roles.analysis.snapshot import Mandate

State = Literal["valid", "asked", "upcoming", "ended", "none"]
STATES: tuple[State, ...] = ("valid", "asked", "upcoming", "ended", "none")


class MandateRecord(NamedTuple):
    """A mandate with what came before it, and how much time it gives."""

    mandate: Mandate
    asked: date | None
    declined: date | None
    hours: int | None  # a month


class Standing(NamedTuple):
    """How a seat stands, the day that goes with it, and the hours a month that its valid mandates give.

    The day is the last one of a valid mandate or of one that is over, the first of one to come, and for one asked
    for the day of asking, if that is known.
    """

    state: State
    day: date | None = None
    hours: int | None = None

    @property
    def valid(self) -> bool:
        """Whether somebody may speak for the organisation here."""
        return self.state == "valid"


WITHOUT = Standing("none")


def standing_on(records: Iterable[MandateRecord], day: date) -> Standing:
    """Return how a seat stands on a day.

    A valid mandate says more than one asked for, that more than one to come, and that more than one that is over.
    A mandate that was declined, or asked for a time that has passed, counts as none.
    """
    known = list(records)
    granted = [each for each in known if was_granted(each.mandate, day)]
    valid = [each for each in granted if covers(each.mandate, day)]
    if valid:
        hours = [each.hours for each in valid if each.hours is not None]
        return Standing(
            "valid", max(last_valid_day(each.mandate) for each in valid), sum(hours) if hours else None
        )
    open_requests = [each for each in known if _is_open(each, day)]
    if open_requests:
        return Standing("asked", max((each.asked for each in open_requests if each.asked), default=None))
    ends = [(each.mandate.first_day, last_valid_day(each.mandate)) for each in granted]
    upcoming = [first for first, last in ends if first > day and last >= first]
    if upcoming:
        return Standing("upcoming", min(upcoming))
    if ends:
        return Standing("ended", max(last for _first, last in ends))
    return WITHOUT


def _is_open(record: MandateRecord, day: date) -> bool:
    """Whether a mandate waits for an answer."""
    mandate = record.mandate
    return mandate.granted is None and record.declined is None and mandate.last_day >= day
