"""What the meetings of a period come to: who chaired how often, and who sat at a table with whom."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from roles.analysis.months import is_within


class Meeting(NamedTuple):
    """A meeting: its day, who chaired it, and who sat there, the chair included."""

    day: date
    chair: int | None
    people: frozenset[int]


class Sittings(NamedTuple):
    """What the meetings of a period come to, so that it is counted once however often a report is made of it.

    `met` has, as bits, whom each person sat with at some meeting, themselves included; `bits` is everybody's bit.
    """

    first: date
    meetings: int
    chairs: Mapping[int, int]  # how often each person chaired
    bits: Mapping[int, int]
    met: Mapping[int, int]

    @property
    def chaired(self) -> int:
        """How many of the meetings have a chair."""
        return sum(self.chairs.values())


def sum_up(meetings: Iterable[Meeting], months: int, day: date) -> Sittings | None:
    """Sum up the meetings of so many months up to a day; None without any. One person alone is no meeting."""
    held = [each for each in meetings if len(each.people) > 1 and is_within(each.day, months, day)]
    if not held:
        return None
    tables = {each.people for each in held}  # the same people often meet again
    bits = {person: 1 << place for place, person in enumerate(sorted(frozenset().union(*tables)))}
    met = dict.fromkeys(bits, 0)
    for people in tables:
        table = sum(map(bits.__getitem__, people))
        for person in people:
            met[person] |= table
    chairs: dict[int, int] = {}
    for each in held:
        if each.chair is not None:
            chairs[each.chair] = chairs.get(each.chair, 0) + 1
    return Sittings(min(each.day for each in held), len(held), chairs, bits, met)
