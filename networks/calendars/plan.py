"""What would be recorded of a calendar: which meetings, with whom, and what is left out and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from collab.text import fold
from networks.calendars.lines import UnreadableCalendarError
from networks.calendars.reading import Reading

FEWEST = 2  # people of the network without whom it is no meeting of the network
MAX_MEETINGS = 500


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody who took part in the network from a day until another one, if they left."""

    person: int
    joined: date
    left: date | None = None

    def runs_on(self, day: date) -> bool:
        """Whether they were a member on a day."""
        return self.joined <= day and (self.left is None or day < self.left)


@dataclass(frozen=True, slots=True)
class Known:
    """What the network has already: who is reached at which address, and which meetings are recorded."""

    stays: Mapping[str, Sequence[Stay]]  # by e-mail address, without its case
    topics: Mapping[str, str]  # of meetings that were read from a calendar, by their keys
    typed: frozenset[tuple[date, str]] = frozenset()  # day and topic, folded, of what was typed


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting that would be recorded; `double`: one of that day and topic was typed in already."""

    key: str
    day: date
    topic: str
    people: tuple[int, ...]
    double: bool = False


@dataclass(frozen=True, slots=True)
class Recorded:
    """One that is recorded already; what the calendar calls it now, where that is something else."""

    day: date
    topic: str
    called: str = ""


@dataclass(slots=True)
class Plan:
    """What would be recorded, what is recorded already, and how much is left out."""

    meetings: list[Meeting] = field(default_factory=list)
    recorded: list[Recorded] = field(default_factory=list)
    too_few: int = 0  # with fewer than two people of the network
    unknown: int = 0  # addresses at the meetings that nobody of the network has


def make_plan(reading: Reading, known: Known, *, untitled: str) -> Plan:
    """Return what would be recorded; raise UnreadableCalendarError when that is more than anybody can look through.

    An address that nobody of the network has is counted and forgotten.
    """
    plan, seen = Plan(), set[str]()
    # Of a series the same addresses come each time, and there may be thousands: looked through once.
    members: dict[frozenset[str], frozenset[str]] = {}
    invited: set[frozenset[str]] = set()
    for each in reading.occurrences:
        if each.key in seen:
            continue
        seen.add(each.key)
        topic = each.topic or untitled
        if each.key in known.topics:
            recorded = known.topics[each.key]
            called = topic if fold(topic) != fold(recorded) else ""
            plan.recorded.append(Recorded(each.day, recorded, called))
            continue
        if each.addresses not in members:
            members[each.addresses] = each.addresses.intersection(known.stays)
        people = _people(members[each.addresses], each.day, known)
        if len(people) < FEWEST:
            plan.too_few += 1
            continue
        invited.add(each.addresses)
        double = (each.day, fold(topic)) in known.typed
        plan.meetings.append(Meeting(each.key, each.day, topic, people, double))
    if len(plan.meetings) > MAX_MEETINGS:
        raise UnreadableCalendarError(
            _(
                "This calendar has %(count)s meetings of this network in that period. "
                "Choose a later first day: at most %(most)s are recorded at once."
            )
            % {"count": len(plan.meetings), "most": MAX_MEETINGS}
        )
    plan.unknown = len(frozenset[str]().union(*invited) - known.stays.keys())
    return plan


def _people(addresses: frozenset[str], day: date, known: Known) -> tuple[int, ...]:
    """Return who of the network was there, at these addresses of it: members on that day."""
    found = {stay.person for address in addresses for stay in known.stays[address] if stay.runs_on(day)}
    return tuple(sorted(found))
