"""From the bytes of a calendar file to what happened on which day, and what was left out of it and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta, tzinfo

from django.utils.translation import gettext as _

from networks.calendars.events import Event, read_event
from networks.calendars.lines import Component, UnreadableCalendarError, read_calendars
from networks.calendars.moments import Moment, read_moment
from networks.calendars.recurrences import (
    Budget,
    TooMuchWorkError,
    UnfollowableRuleError,
    days_of,
    read_rule,
)
from networks.calendars.zones import Zones

YEARS_BACK = 5
MAX_OCCURRENCES = 20_000


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Something that was on a day; `key` is the same each time that the same event is read."""

    key: str
    day: date
    topic: str
    addresses: frozenset[str]


@dataclass(slots=True)
class Reading:
    """What a calendar says of a period, and how many events were left out for which reason."""

    occurrences: list[Occurrence] = field(default_factory=list)
    coming: int = 0  # events after today, and series that go on after it
    earlier: int = 0
    cancelled: int = 0
    private: int = 0
    unreadable: int = 0
    unfollowed: int = 0  # series of which only the first time is known
    unknown_zones: list[str] = field(default_factory=list)


def read_calendar(data: bytes, *, first: date, today: date, home: tzinfo) -> Reading:
    """Return what was from a first day until today, days as they are at home.

    Raise UnreadableCalendarError, in a sentence for the reader, when the file is no calendar, is damaged, or asks
    for more than a calendar of meetings does.
    """
    reading, budget = Reading(), Budget()
    try:
        for calendar in read_calendars(data):
            _Calendar(calendar, reading, budget, first, today, home).read()
    except TooMuchWorkError as error:
        raise UnreadableCalendarError(
            _("This calendar repeats too much to be read to its end. Export a shorter period from it.")
        ) from error
    reading.occurrences.sort(key=lambda each: (each.day, each.topic, each.key))
    return reading


class _Calendar:
    """One calendar of a file, being read."""

    def __init__(
        self, calendar: Component, reading: Reading, budget: Budget, first: date, today: date, home: tzinfo
    ) -> None:
        self.calendar, self.reading, self.budget = calendar, reading, budget
        self.first, self.today, self.home = first, today, home
        # Zones change twice a year at most: a year more than is read, on both sides.
        years = (first - timedelta(days=800), today + timedelta(days=400))
        self.zones = Zones(calendar, home, years, budget)

    def read(self) -> None:
        for event, instead in self._series():
            try:
                self._add(event, instead)
            except (OverflowError, UnfollowableRuleError):
                self.reading.unreadable += 1
        self.reading.unknown_zones += self.zones.unknown

    def _series(self) -> Iterator[tuple[Event, dict[date, Event]]]:
        """Yield each event with what became of single days of it; what replaces a day of no series by itself."""
        events: dict[str, Event] = {}
        instead: dict[str, dict[date, Event]] = {}
        for each in self._events():
            if each.instead_of is not None:
                instead.setdefault(each.mark, {})[each.instead_of.day_in(each.begins.zone)] = each
            elif each.mark not in events or events[each.mark].version <= each.version:
                events[each.mark] = each
        for mark, event in events.items():
            days = instead.pop(mark, {})
            moved = {
                each.instead_of.day_in(event.begins.zone): each for each in days.values() if each.instead_of
            }
            yield event, moved
        for days in instead.values():
            for each in days.values():
                yield each, {}

    def _events(self) -> Iterator[Event]:
        method = self.calendar.text("METHOD").upper()
        for component in self.calendar.components:
            if component.name != "VEVENT":
                continue
            try:
                event = read_event(component, self.zones.find)
                event.begins.day_in(self.home)
            except (ValueError, OverflowError):
                self.reading.unreadable += 1
                continue
            if event.private:
                self.reading.private += 1
            elif (event.cancelled or method == "CANCEL") and event.instead_of is None:
                self.reading.cancelled += 1
            else:
                yield event

    def _add(self, event: Event, instead: dict[date, Event]) -> None:
        """Add the days of an event, each as it is or as what became of it."""
        if event.instead_of is not None:
            if event.cancelled:
                self.reading.cancelled += 1
            else:
                self._keep(event, event.begins, event.instead_of.day)
            return
        days = set(self._days(event))
        for moment in event.not_on:
            days.discard(moment.day_in(event.begins.zone))
        for day in sorted(days | instead.keys()):
            became = instead.get(day)
            if became is not None and became.cancelled:
                self.reading.cancelled += 1
            elif became is not None:
                self._keep(became, became.begins, day)
            else:
                self._keep(event, event.begins.on(day), day)

    def _days(self, event: Event) -> Iterable[date]:
        """Return the days of an event where it takes place, those of a series within the period."""
        days = {event.begins.day, *(each.day_in(event.begins.zone) for each in event.more)}
        if not event.rule:
            return days
        try:
            rule = read_rule(event.rule, lambda text: event.begins.last_day_of(self._moment(text)))
        except UnfollowableRuleError:
            self.reading.unfollowed += 1
            return days
        # A day more on both sides: it may be another one at home.
        day = timedelta(days=1)
        last = self.today + day
        days.update(days_of(rule, event.begins.day, self.first - day, last, self.budget))
        if rule.count is None and (rule.until is None or rule.until > last):
            self.reading.coming += 1
        return days

    def _moment(self, text: str) -> Moment:
        return read_moment(text, "", self.zones.find)

    def _keep(self, event: Event, begins: Moment, original: date) -> None:
        """Keep what lies in the period, and count what does not; of a series only its beginning lies before."""
        day = begins.day_in(self.home)
        if day > self.today:
            self.reading.coming += not event.rule
        elif day < self.first:
            self.reading.earlier += 1
        elif len(self.reading.occurrences) == MAX_OCCURRENCES:
            raise TooMuchWorkError
        else:
            found = Occurrence(f"{event.mark}/{original}", day, event.topic, event.addresses)
            self.reading.occurrences.append(found)
