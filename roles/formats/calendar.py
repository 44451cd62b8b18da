"""A calendar that programs subscribe to, as iCalendar (RFC 5545)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event
from icalendar.enums import TRANSP

from roles.pages.calendar_events import CalendarEvent

ONE_DAY = timedelta(days=1)


def as_calendar(events: Iterable[CalendarEvent], *, name: str, language: str, now: datetime) -> bytes:
    """Return events as whole days that keep nobody from being free; the last day that there is stands for never."""
    calendar = Calendar.new(
        name=name,
        prodid=f"-//Samenspel//Samenspel//{language.upper()}",
        refresh_interval=ONE_DAY,
    )
    calendar.add("X-PUBLISHED-TTL", "P1D")  # how Outlook reads the same
    host = urlsplit(settings.PUBLIC_ADDRESS).hostname or "localhost"
    for event in (each for each in events if each.day < date.max):
        calendar.add_component(
            Event.new(
                uid=f"{event.key}@{host}",
                stamp=now,
                start=event.day,
                end=event.day + ONE_DAY,
                summary=event.title,
                url=f"{settings.PUBLIC_ADDRESS}{event.path}",
                transparency=TRANSP.TRANSPARENT,
            )
        )
    return calendar.to_ical()
