"""On which days a rule falls, within bounds: whatever the rule says, the work is limited.

A day is looked at as RFC 5545 does it: every period (a day, week, month or year) in turn, every day of it that the
rule's parts let pass, and of these the places that BYSETPOS names. Rules by the hour or finer are no rules for
meetings. What is not followed raises UnfollowableRuleError.
"""

import calendar
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date

WEEKDAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
LONGEST_INTERVAL = 1_000
_FOLLOWED = {
    "FREQ",
    "INTERVAL",
    "COUNT",
    "UNTIL",
    "WKST",
    "BYDAY",
    "BYMONTH",
    "BYMONTHDAY",
    "BYYEARDAY",
    "BYSETPOS",
}
# As programs write them beside a rule by day: they say at what hour, which the event says already.
_PASSED_OVER = {"BYHOUR", "BYMINUTE", "BYSECOND"}


class UnfollowableRuleError(ValueError):
    """A rule that makes no sense, or more than meetings need."""


class TooMuchWorkError(ValueError):
    """The rules of a file ask for more days to be looked at than it is allowed."""


@dataclass(slots=True)
class Budget:
    """How many days may still be looked at, for all rules of a file together."""

    days: int = 400_000

    def spend(self, days: int) -> None:
        """Take some away; raise TooMuchWorkError when there are none left."""
        self.days -= days
        if self.days < 0:
            raise TooMuchWorkError


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it is written, its parts as numbers."""

    frequency: str
    interval: int = 1
    count: int | None = None
    until: date | None = None
    week_start: int = 0
    weekdays: frozenset[tuple[int, int]] = frozenset()  # which one (0: each), and the day of the week
    months: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    year_days: frozenset[int] = frozenset()
    positions: frozenset[int] = frozenset()


def read_rule(text: str, until: Callable[[str], date]) -> Rule:
    """Return what a rule says; `until` reads the day of its end. Raise UnfollowableRuleError."""
    parts = dict(part.split("=", 1) for part in text.strip().upper().split(";") if "=" in part)
    frequency = parts.get("FREQ", "")
    if frequency not in FREQUENCIES or not parts.keys() <= _FOLLOWED | _PASSED_OVER:
        raise UnfollowableRuleError
    if any("," in parts.get(name, "") for name in _PASSED_OVER):
        raise UnfollowableRuleError
    weekdays = frozenset(_weekday(each) for each in parts.get("BYDAY", "").split(",") if parts.get("BYDAY"))
    if frequency in {"DAILY", "WEEKLY"} and any(number for number, _day in weekdays):
        raise UnfollowableRuleError
    try:
        return Rule(
            frequency,
            _number(parts.get("INTERVAL", "1"), 1, LONGEST_INTERVAL),
            _number(parts["COUNT"], 1, 100_000) if "COUNT" in parts else None,
            until(parts["UNTIL"]) if "UNTIL" in parts else None,
            WEEKDAYS[parts.get("WKST", "MO")],
            weekdays,
            frozenset(_numbers(parts, "BYMONTH", 12, below=False)),
            frozenset(_numbers(parts, "BYMONTHDAY", 31)),
            frozenset(_numbers(parts, "BYYEARDAY", 366)),
            frozenset(_numbers(parts, "BYSETPOS", 366)),
        )
    except (KeyError, ValueError, OverflowError) as error:
        raise UnfollowableRuleError from error


def _number(text: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and least <= int(text) <= most):
        raise UnfollowableRuleError
    return int(text)


def _numbers(parts: dict[str, str], name: str, most: int, *, below: bool = True) -> Iterator[int]:
    """Yield the numbers of a part; those below nothing count from the end."""
    for text in parts[name].split(",") if parts.get(name) else ():
        sign = -1 if below and text.startswith("-") else 1
        yield sign * _number(text.lstrip("+-") if below else text, 1, most)


def _weekday(text: str) -> tuple[int, int]:
    number, day = text.strip()[:-2], text.strip()[-2:]
    if day not in WEEKDAYS:
        raise UnfollowableRuleError
    if not number:
        return 0, WEEKDAYS[day]
    sign = -1 if number.startswith("-") else 1
    return sign * _number(number.lstrip("+-"), 1, 53), WEEKDAYS[day]


def days_of(rule: Rule, begins: date, first: date, last: date, budget: Budget) -> Iterator[date]:
    """Yield the days of a rule from a first to a last one, in order; the event begins on `begins`.

    Rules that count are counted from their beginning; others are looked at from the first day on.
    """
    end = last if rule.until is None else min(last, rule.until)
    left = rule.count
    passes = _filter(rule, begins)
    for period in _periods(rule, begins, begins if left is not None else max(begins, first), end):
        budget.spend(len(period) // 4 + 1)  # a day that is only looked at costs less than one that is told
        fitting = [day for day in period if passes(day)]
        for day in _at_positions(fitting, rule.positions):
            if day < begins:
                continue
            if day > end:
                return
            if day >= first:
                budget.spend(1)
                yield day
            if left is not None:
                left -= 1
                if not left:
                    return


def _at_positions(days: list[date], positions: frozenset[int]) -> list[date]:
    if not positions:
        return days
    total = len(days)
    return [
        day
        for place, day in enumerate(days)
        if not positions.isdisjoint((place + 1, place - total))  # however many positions a rule names
    ]


def _periods(rule: Rule, begins: date, start: date, end: date) -> Iterator[list[date]]:
    """Yield the days of each period that counts, from the one that holds `start` to the one that holds `end`."""
    if rule.frequency in {"DAILY", "WEEKLY"}:
        size = 1 if rule.frequency == "DAILY" else 7
        anchor = begins.toordinal() - ((begins.weekday() - rule.week_start) % 7 if size == 7 else 0)
        step = size * rule.interval
        place = anchor + max(0, (start.toordinal() - anchor) // step) * step
        while place <= end.toordinal():
            yield [
                date.fromordinal(each)
                for each in range(max(1, place), min(place + size, date.max.toordinal()))
            ]
            place += step
        return
    step = rule.interval * (12 if rule.frequency == "YEARLY" else 1)
    anchor = begins.year * 12 + (begins.month - 1 if rule.frequency == "MONTHLY" else 0)
    place = anchor + max(0, (start.year * 12 + start.month - 1 - anchor) // step) * step
    while place <= end.year * 12 + end.month - 1:
        months = range(place, place + (12 if rule.frequency == "YEARLY" else 1))
        yield [day for month in months for day in _days_in(month // 12, month % 12 + 1)]
        place += step


def _days_in(year: int, month: int) -> Iterator[date]:
    if MINYEAR <= year <= MAXYEAR:
        for day in range(1, calendar.monthrange(year, month)[1] + 1):
            yield date(year, month, day)


def _filter(rule: Rule, begins: date) -> Callable[[date], bool]:
    """Return whether a day fits a rule; what the rule leaves open, the day on which the event begins says."""
    months, month_days, weekdays = rule.months, rule.month_days, rule.weekdays
    if not (weekdays or month_days or rule.year_days):
        if rule.frequency == "YEARLY":
            months = months or frozenset({begins.month})
        if rule.frequency in {"YEARLY", "MONTHLY"}:
            month_days = frozenset({begins.day})
        elif rule.frequency == "WEEKLY":
            weekdays = frozenset({(0, begins.weekday())})
    in_year = rule.frequency == "YEARLY" and not rule.months
    which = _by_weekday(weekdays)

    def fits(day: date) -> bool:
        if months and day.month not in months:
            return False
        length = calendar.monthrange(day.year, day.month)[1]
        if month_days and day.day not in month_days and day.day - length - 1 not in month_days:
            return False
        if rule.year_days:
            number, total = day.timetuple().tm_yday, 366 if calendar.isleap(day.year) else 365
            if number not in rule.year_days and number - total - 1 not in rule.year_days:
                return False
        return not which or _is_one_of(day, which.get(day.weekday(), set()), in_year)

    return fits


def _by_weekday(weekdays: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    """Return which ones are meant of each day of the week, so that a day is looked up however long the rule is."""
    found: dict[int, set[int]] = {}
    for number, weekday in weekdays:
        found.setdefault(weekday, set()).add(number)
    return found


def _is_one_of(day: date, numbers: set[int], in_year: bool) -> bool:
    """Whether a day is one of the so many-eth of its weekday in its month or year (0: any of them)."""
    if not numbers or 0 in numbers:
        return bool(numbers)
    if in_year:
        place, length = day.timetuple().tm_yday, 366 if calendar.isleap(day.year) else 365
    else:
        place, length = day.day, calendar.monthrange(day.year, day.month)[1]
    return not numbers.isdisjoint(((place - 1) // 7 + 1, -((length - place) // 7) - 1))
