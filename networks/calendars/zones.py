"""The time zones of a calendar: by a name that is known, by one of Windows, or as the file itself says."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from networks.calendars.lines import Component
from networks.calendars.moments import Moment, moments_of, read_moment
from networks.calendars.recurrences import Budget, UnfollowableRuleError, days_of, read_rule

_NAME = re.compile(r"[A-Za-z0-9_+\-]+(/[A-Za-z0-9_+\-]+){0,2}", re.ASCII)
_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)(?:\d\d)?", re.ASCII)
_MOST = 200  # names that are looked up; whoever needs more is no calendar
_UNKNOWN_NAMED = 5  # names of zones that are told to the reader


class WrittenZone(tzinfo):
    """A zone as a calendar describes it: from when on which difference with UTC."""

    def __init__(self, before: timedelta, changes: Iterable[tuple[datetime, timedelta]]) -> None:
        ordered = sorted(changes)
        self._moments = [moment for moment, _offset in ordered]
        self._offsets = [before, *(offset for _moment, offset in ordered)]

    def utcoffset(self, when: datetime | None) -> timedelta:
        """Return the difference at a local time."""
        place = 0 if when is None else bisect_right(self._moments, when.replace(tzinfo=None))
        return self._offsets[place]

    def dst(self, _when: datetime | None) -> timedelta:
        """Return nothing: summer time is a part of the difference."""
        return timedelta()

    def tzname(self, _when: datetime | None) -> str:
        """Return no name."""
        return ""

    def fromutc(self, when: datetime) -> datetime:
        """Return a moment of UTC as it is here; off by an hour at most while the clock is being put back."""
        plain = when.replace(tzinfo=None)
        return (plain + self.utcoffset(plain + self.utcoffset(plain))).replace(tzinfo=self)


class Zones:
    """The zones of one calendar; remembers which names nobody knows."""

    def __init__(self, calendar: Component, home: tzinfo, years: tuple[date, date], budget: Budget) -> None:
        self._written = {each.text("TZID"): each for each in calendar.components if each.name == "VTIMEZONE"}
        self._years = years
        self._budget = budget
        self._known: dict[str, tzinfo] = {}
        self.unknown: list[str] = []
        self._home = home
        own = calendar.text("X-WR-TIMEZONE")
        self._home = self.find(own) if own else home
        self._known[""] = self._home

    def find(self, name: str) -> tzinfo:
        """Return the zone of this name, or that of the calendar when nobody knows it."""
        if name not in self._known:
            self._known[name] = self._look_up(name)
        return self._known[name]

    def _look_up(self, name: str) -> tzinfo:
        if len(self._known) > _MOST:
            return self._home
        found = named_zone(name) or self._described(name)
        if found is None:
            if len(self.unknown) < _UNKNOWN_NAMED:
                self.unknown.append(name[:60])
            return self._home
        return found

    def _described(self, name: str) -> tzinfo | None:
        component = self._written.get(name)
        if component is None:
            return None
        return named_zone(component.text("X-LIC-LOCATION")) or self._read(component)

    def _read(self, component: Component) -> WrittenZone | None:
        changes: list[tuple[datetime, timedelta]] = []
        before: timedelta | None = None
        for part in component.components:
            to, earlier = _offset(part.text("TZOFFSETTO")), _offset(part.text("TZOFFSETFROM"))
            if part.name not in {"STANDARD", "DAYLIGHT"} or to is None:
                continue
            changes += [(moment, to) for moment in self._changes(part)]
            before = earlier if before is None else before
        if not changes:
            return None
        return WrittenZone(changes[0][1] if before is None else before, changes)

    def _changes(self, part: Component) -> list[datetime]:
        """Return when this part of a zone begins, in the years that matter."""
        begin = part.first("DTSTART")
        try:
            begins = read_moment(begin.value if begin else "", "", lambda _name: UTC)
        except ValueError:
            return []
        days = {begins.day}
        rule = part.first("RRULE")
        if rule is not None:
            days |= set(self._days(rule.value, begins))
        days |= {each.day for each in moments_of(part.properties.get("RDATE", []), lambda _name: UTC)}
        at = begins.at or datetime.min.time()
        return [datetime.combine(day, at) for day in days]

    def _days(self, text: str, begins: Moment) -> list[date]:
        try:
            rule = read_rule(text, lambda value: read_moment(value, "", lambda _name: UTC).day)
        except UnfollowableRuleError:
            return []
        if rule.frequency != "YEARLY":
            return []
        return list(days_of(rule, begins.day, *self._years, self._budget))


def named_zone(name: str) -> tzinfo | None:
    """Return the zone of a name that everybody, or Windows, knows; programs that put a path before it included."""
    name = name.strip().strip('"')
    name = WINDOWS_TO_OLSON.get(name, name)
    if name.upper() in {"UTC", "GMT", "Z"}:
        return UTC
    for wanted in (name, "/".join(name.split("/")[-2:])):
        if len(wanted) <= 60 and _NAME.fullmatch(wanted):
            try:
                return ZoneInfo(wanted)
            except (KeyError, ValueError, OSError):
                continue
    return None


def _offset(text: str) -> timedelta | None:
    found = _OFFSET.fullmatch(text)
    if found is None or int(found[2]) > 23 or int(found[3]) > 59:
        return None
    size = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return size if found[1] == "+" else -size
