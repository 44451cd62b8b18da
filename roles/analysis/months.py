"""Calendar months: where the day does not exist, the month's last day."""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache


def add_months(day: date, months: int) -> date:
    """Return the day some months later (earlier when negative), within what a date can hold."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_days(day: date, days: int) -> date:
    """Return the day some days later, within what a date can hold."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def full_months(since: date, day: date) -> int:
    """Return how many full months lie between two days: the most that can be added and not pass the second."""
    months = (day.year - since.year) * 12 + day.month - since.month
    if since.day <= day.day or day.day == monthrange(day.year, day.month)[1]:
        return months
    return months - 1


@lru_cache(maxsize=1024)
def latest_more_than(months: int, day: date) -> date:
    """Return the latest day that lies more than so many months before the given one.

    The later a day, the later it is with the months added, so *t* lies more than *n* months back exactly
    when it is not after this day: one comparison instead of a calculation for each record.
    """
    if day == date.min:
        return date.min
    eve = day - timedelta(days=1)
    earlier = add_months(eve, -months)
    ends_its_month = eve.day == monthrange(eve.year, eve.month)[1]
    if not ends_its_month:
        return earlier
    # Every day that the later month lacks falls back to its last day, so the whole earlier month counts.
    return earlier.replace(day=monthrange(earlier.year, earlier.month)[1])


def is_within(since: date, months: int, day: date) -> bool:
    """Whether a record of one day belongs to the so many months up to another day, that day included."""
    return latest_more_than(months, day) < since <= day
