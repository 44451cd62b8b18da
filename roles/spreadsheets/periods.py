"""Periods, and which of those in a file are the same as which of those recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """From a day until another, which is not part of it. `end` None: still. `start` None: a row does not say."""

    start: date | None
    end: date | None
    says_end: bool = True

    def is_open(self, day: date) -> bool:
        """Whether the period goes on after a day, or a row leaves that open."""
        return not self.says_end or self.end is None or self.end > max(day, self.start or day)


def overlap(start: date, end: date | None, other_start: date, other_end: date | None) -> bool:
    """Whether two periods share a day. A period of no days shares none."""
    last = min((each for each in (end, other_end) if each is not None), default=None)
    return last is None or max(start, other_start) < last


def pair(rows: Sequence[Period], recorded: Sequence[Period], day: date) -> dict[int, int]:
    """Map rows to the recorded periods that they speak of, each at most once. Rows without one are new.

    The closest likeness goes first; among equals, the recorded period that begins first.
    """
    likeness = sorted(
        (rank, one.start or date.max, i, j)
        for i, row in enumerate(rows)
        for j, one in enumerate(recorded)
        if (rank := _rank(row, one, day)) is not None
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _likeness, _start, i, j in likeness:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _rank(row: Period, one: Period, day: date) -> int | None:
    """Return how well a row fits a recorded period, 0 best; None when it speaks of another."""
    assert one.start is not None  # noqa: S101 - recorded periods have a beginning
    if row.start == one.start:
        same = row.end == one.end if row.says_end else one.is_open(day)
        return 0 if same else 1
    same_end = row.says_end and row.end is not None and row.end == one.end
    meet = overlap(row.start or one.start, row.end, one.start, one.end)
    if row.start is None and same_end:
        return 2
    if not meet:
        return None
    if one.is_open(day):
        return 3 if row.is_open(day) else 5
    return 4 if same_end else None
