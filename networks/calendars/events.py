"""What an event of a calendar says, as far as a meeting needs it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from collab.text import whole_number
from networks.calendars.lines import Component, Property
from networks.calendars.moments import FindZone, Moment, moment_of, moments_of

TOPIC_LENGTH = 200
_NOT_A_PERSON = {"ROOM", "RESOURCE"}
_NOT_THERE = {"DECLINED", "DELEGATED"}


@dataclass(frozen=True, slots=True)
class Event:
    """An event, a series of them, or what became of one of a series (`instead_of`)."""

    mark: str  # the same in every export of the same event, and tells nothing about it
    topic: str
    begins: Moment
    addresses: frozenset[str]  # of who was invited and did not decline, and of who invited
    rule: str = ""
    more: tuple[Moment, ...] = ()
    not_on: tuple[Moment, ...] = ()
    instead_of: Moment | None = None
    version: int = 0
    cancelled: bool = False
    private: bool = False


def read_event(component: Component, find_zone: FindZone) -> Event:
    """Return what an event says; raise ValueError when it does not say when it is."""
    begin, replaced, rule = (component.first(name) for name in ("DTSTART", "RECURRENCE-ID", "RRULE"))
    if begin is None:
        raise ValueError("no DTSTART")
    topic = component.text("SUMMARY")[:TOPIC_LENGTH].strip()
    uid = component.text("UID") or f"{topic} {begin.value}"
    sequence = component.text("SEQUENCE")
    return Event(
        mark=hashlib.sha256(uid.encode()).hexdigest()[:40],
        topic=topic,
        begins=moment_of(begin, find_zone),
        addresses=frozenset(_addresses(component)),
        rule=rule.value if rule else "",
        more=tuple(moments_of(component.properties.get("RDATE", []), find_zone)),
        not_on=tuple(moments_of(component.properties.get("EXDATE", []), find_zone)),
        instead_of=moment_of(replaced, find_zone) if replaced else None,
        version=whole_number(sequence, digits=9) or 0,
        cancelled=component.text("STATUS").upper() == "CANCELLED",
        private=component.text("CLASS").upper() in {"PRIVATE", "CONFIDENTIAL"},
    )


def _addresses(component: Component) -> Iterator[str]:
    """Yield the addresses of people who will have been there; whoever invited is one, unless they declined."""
    invited = component.properties.get("ATTENDEE", [])
    absent = {_address(each) for each in invited if _stays_away(each)}
    for each in [*invited, *component.properties.get("ORGANIZER", [])]:
        if each.parameters.get("CUTYPE", "").upper() in _NOT_A_PERSON:
            absent.add(_address(each))
        elif _address(each) not in absent:
            yield _address(each)


def _stays_away(invited: Property) -> bool:
    declined = invited.parameters.get("PARTSTAT", "").upper() in _NOT_THERE
    return declined or invited.parameters.get("ROLE", "").upper() == "NON-PARTICIPANT"


def _address(found: Property) -> str:
    """Return an address without its case; what is none is as unknown as any that nobody has."""
    value = found.value.strip().casefold().removeprefix("mailto:").strip()
    return value if "@" in value else found.parameters.get("EMAIL", value).casefold()
