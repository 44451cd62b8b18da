"""Calendars for tests, written as programs write them."""

from datetime import date
from zoneinfo import ZoneInfo

from networks.calendars.reading import read_calendar

HOME = ZoneInfo("Europe/Brussels")
TODAY = date(2026, 2, 10)
FIRST = date(2026, 1, 1)


def event(*lines, uid="1@x", start="DTSTART:20260105T100000", summary="Stuurgroep"):
    """An event of these lines; `start` is a whole line."""
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", start, f"SUMMARY:{summary}", *lines, "END:VEVENT"])


def calendar(*parts, head=""):
    """A calendar of these parts, as bytes."""
    top = ["BEGIN:VCALENDAR", "VERSION:2.0", *([head] if head else [])]
    return "\r\n".join([*top, *parts, "END:VCALENDAR", ""]).encode()


def read(*parts, head="", first=FIRST, today=TODAY):
    """What is read of a calendar of these parts."""
    return read_calendar(calendar(*parts, head=head), first=first, today=today, home=HOME)


def days(*parts, **options):
    """On which days something was, as day and month."""
    return [f"{each.day.day}/{each.day.month}" for each in read(*parts, **options).occurrences]
