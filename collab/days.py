"""Days as somebody types them, in an address or in a field of its own."""

from collections.abc import Mapping
from datetime import date

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _


def no_such_day(typed: str) -> str:
    """Return the sentence about something typed that is no day."""
    sentence = _("“%(typed)s” is not a date that exists. Write it as 2026-11-22: year, month, day.")
    return sentence % {"typed": typed}


def read_days(typed: Mapping[str, str], usual: Mapping[str, date]) -> tuple[dict[str, date], dict[str, str]]:
    """Return the days that were typed, by name, the usual ones where nothing was; and what is wrong with them."""
    days, errors = dict(usual), {}
    for name, text in typed.items():
        try:
            day = parse_date(text)
        except ValueError:  # well written, but the day does not exist
            day = None
        if day is not None and 1900 <= day.year <= 2200:
            days[name] = day
        elif text:
            errors[name] = no_such_day(text)
    return days, errors
