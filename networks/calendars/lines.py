"""From the bytes of a calendar file to its components: names, parameters and values, nothing interpreted yet."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

MAX_BYTES = 2 * 1024 * 1024
MAX_EVENTS = 5_000
MAX_DEPTH = 10
_FOLD = re.compile(rb"\r?\n[ \t]")
_PARAMETER = re.compile(r';([^=;:"]*)=((?:"[^"]*"|[^";:])*)')
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class UnreadableCalendarError(ValueError):
    """The calendar cannot be read at all; the message is for the reader."""


@dataclass(frozen=True, slots=True)
class Property:
    """One line: a value, and what its parameters say, both as they stand there."""

    value: str
    parameters: dict[str, str]

    @property
    def text(self) -> str:
        """The value as a text: without its escapes, in one line, without what is no character."""
        plain = _ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], self.value)
        return " ".join("".join(one if one.isprintable() else " " for one in plain).split())


@dataclass(slots=True)
class Component:
    """What stands between BEGIN and END: properties by name, and the components inside it."""

    name: str
    properties: dict[str, list[Property]] = field(default_factory=dict)
    components: list["Component"] = field(default_factory=list)

    def first(self, name: str) -> Property | None:
        """Return the first property of this name."""
        found = self.properties.get(name)
        return found[0] if found else None

    def text(self, name: str) -> str:
        """Return the first property of this name as a text; empty when there is none."""
        found = self.first(name)
        return found.text if found else ""


def read_calendars(data: bytes) -> list[Component]:
    """Return the calendars of a file, or raise UnreadableCalendarError with a sentence that says what to do."""
    if len(data) > MAX_BYTES:
        raise UnreadableCalendarError(
            _("This file is larger than 2 MB. Export a shorter period from your calendar.")
        )
    _refuse_other_formats(data)
    try:
        # What was folded may have been cut in the middle of a letter: put together first, then read.
        text = _FOLD.sub(b"", data).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableCalendarError(
            _("This file is not written in UTF-8, or it is damaged. Export it from your calendar again.")
        ) from error
    return list(_calendars(text))


def _refuse_other_formats(data: bytes) -> None:
    if data.startswith(b"PK"):
        raise UnreadableCalendarError(
            _("This is an archive (.zip). Unpack it, and choose the calendar in it (.ics).")
        )
    start = data[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().upper()
    if start.startswith(b"BEGIN:VCALENDAR"):
        return
    if start.replace(b"\x00", b"")[:20].lstrip(b"\xff\xfe").startswith(b"BEGIN:VCALENDAR"):
        raise UnreadableCalendarError(
            _("This file is not written in UTF-8, or it is damaged. Export it from your calendar again.")
        )
    raise UnreadableCalendarError(
        _("This is not a calendar. Export yours as an iCalendar file: its name ends in .ics.")
    )


def _calendars(text: str) -> Iterator[Component]:
    """Yield the calendars; raise UnreadableCalendarError when one has no end."""
    stack: list[Component] = []
    events = 0
    for line in re.split(r"\r\n|\n|\r", text):
        name, found = _line(line)
        if found is None:
            continue
        if name == "BEGIN":
            stack.append(Component(found.value.strip().upper()))
            events += stack[-1].name == "VEVENT"
            _refuse_too_much(events, len(stack))
        elif name == "END":
            if not stack or stack[-1].name != found.value.strip().upper():
                raise _broken()
            done = stack.pop()
            if stack:
                stack[-1].components.append(done)
            elif done.name == "VCALENDAR":
                yield done
        elif stack:
            stack[-1].properties.setdefault(name, []).append(found)
    if stack:
        raise _broken()


def _refuse_too_much(events: int, depth: int) -> None:
    if events > MAX_EVENTS:
        raise UnreadableCalendarError(
            _("This calendar has more than 5,000 events. Export a shorter period from your calendar.")
        )
    if depth > MAX_DEPTH:
        raise _broken()


def _broken() -> UnreadableCalendarError:
    return UnreadableCalendarError(
        _("This calendar breaks off or is damaged, so nothing of it was read. Export it again.")
    )


def _line(line: str) -> tuple[str, Property | None]:
    """Return the name of a line and what it says; nothing for a line that is none."""
    head = re.match(r"[A-Za-z0-9-]+", line)
    if head is None:
        return "", None
    place, parameters = head.end(), {}
    while (found := _PARAMETER.match(line, place)) is not None:
        parameters[found[1].strip().upper()] = found[2].replace('"', "").strip()
        place = found.end()
    if line[place : place + 1] != ":":
        return "", None
    return head[0].upper(), Property(line[place + 1 :], parameters)
