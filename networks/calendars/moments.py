"""When something is, as a calendar writes it: a day, or a time in a zone, in another one, or in none."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo

from networks.calendars.lines import Property

_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z?))?", re.ASCII)

FindZone = Callable[[str], tzinfo]  # by its name in the file; an empty one: the zone of what has none


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and a time on it in a zone; a whole day has neither."""

    day: date
    at: time | None = None
    zone: tzinfo | None = None

    def day_in(self, zone: tzinfo | None) -> date:
        """Return the day that it is in a zone at this moment; raise OverflowError where time ends."""
        if self.at is None or self.zone is None or zone is None or zone is self.zone:
            return self.day
        return datetime.combine(self.day, self.at, self.zone).astimezone(zone).date()

    def on(self, day: date) -> "Moment":
        """Return the same time on another day."""
        return Moment(day, self.at, self.zone)

    def last_day_of(self, ends: "Moment") -> date:
        """Return the last day on which something that begins at this time can fall before another moment."""
        if self.at is None or self.zone is None or ends.at is None or ends.zone is None:
            return ends.day
        end = datetime.combine(ends.day, ends.at, ends.zone).astimezone(self.zone)
        early = end.time() < self.at
        return date.fromordinal(end.toordinal() - 1) if early else end.date()


def read_moment(text: str, zone_name: str, find_zone: FindZone) -> Moment:
    """Return what a value says; raise ValueError when it is no moment."""
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    day = date(int(found[1]), int(found[2]), int(found[3]))
    if found[4] is None:
        return Moment(day)
    at = time(int(found[4]), int(found[5]), min(59, int(found[6] or 0)))
    return Moment(day, at, UTC if found[7] else find_zone(zone_name))


def moment_of(found: Property, find_zone: FindZone) -> Moment:
    """Return the moment that a property says; raise ValueError when it is none."""
    return read_moment(found.value, found.parameters.get("TZID", ""), find_zone)


def moments_of(properties: list[Property], find_zone: FindZone) -> Iterator[Moment]:
    """Yield the moments of properties that list them; what is none is passed over. Of a period its beginning."""
    for each in properties:
        for text in each.value.split(","):
            try:
                yield read_moment(text.split("/")[0], each.parameters.get("TZID", ""), find_zone)
            except ValueError:
                continue
