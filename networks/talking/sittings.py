"""From the database: who sat at which meeting, for whom, and who chaired. Three queries, whatever their number."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from networks.models import Attendance, Engagement, Membership


class Somebody(NamedTuple):
    """A person at these tables, and the organisation they sit for now, or sat for last; None in their own name."""

    name: str
    name_key: str
    organisation: int | None


class Meeting(NamedTuple):
    """Who sat there and for which organisation (None: in their own name), and who chaired."""

    seats: Mapping[int, int | None]
    chair: int | None


@dataclass(frozen=True, slots=True)
class Sittings:
    """The meetings of a period, and everybody and every organisation that could have been there."""

    meetings: tuple[Meeting, ...]
    people: Mapping[int, Somebody]
    organisations: Mapping[int, str]


class _Term(NamedTuple):
    joined_on: date
    left_on: date | None
    organisation: int | None


def read_sittings(networks: Collection[int], first: date, last: date, day: date) -> Sittings:
    """Read the meetings of some networks, which the reader sees, from a first to a last day.

    People are those who sat at one of them, also when they have left since, and whoever was a member on `day`;
    organisations are all that are engaged. Somebody who was erased is left out: there is no one to name any more.
    """
    terms, people = _read_members(networks, day)
    meetings: dict[int, dict[int, int | None]] = defaultdict(dict)
    chairs: dict[int, int] = {}
    rows = Attendance.objects.filter(
        consultation__network__in=networks,
        consultation__held_on__range=(first, last),
        person__erased_on=None,
    ).values_list(
        "consultation",
        "consultation__network",
        "consultation__held_on",
        "person",
        "person__name",
        "person__name_key",
        "chaired",
    )
    for meeting, network, held_on, person, name, name_key, chaired in rows.order_by("consultation", "person"):
        meetings[meeting][person] = _sat_for(terms.get((network, person), ()), held_on)
        if person not in people:
            elsewhere = (term for one in networks for term in terms.get((one, person), ()))
            people[person] = Somebody(name, name_key, _latest(list(elsewhere)))
        if chaired:
            chairs[meeting] = person
    engaged = Engagement.objects.filter(network__in=networks)
    return Sittings(
        tuple(Meeting(seats, chairs.get(key)) for key, seats in meetings.items()),
        people,
        dict(engaged.values_list("organisation", "organisation__name").order_by("organisation__name_key")),
    )


def _read_members(
    networks: Collection[int], day: date
) -> tuple[dict[tuple[int, int], list[_Term]], dict[int, Somebody]]:
    """Return the terms of everybody who ever was a member, by network and person, and the members on a day."""
    terms: dict[tuple[int, int], list[_Term]] = defaultdict(list)
    running: dict[int, list[_Term]] = defaultdict(list)
    names: dict[int, tuple[str, str]] = {}
    rows = Membership.objects.filter(network__in=networks, person__erased_on=None).values_list(
        "network",
        "person",
        "person__name",
        "person__name_key",
        "joined_on",
        "left_on",
        "engagement__organisation",
    )
    for network, person, name, name_key, joined_on, left_on, organisation in rows.order_by("joined_on", "pk"):
        term = _Term(joined_on, left_on, organisation)
        terms[network, person].append(term)
        if joined_on <= day and (left_on is None or left_on > day):
            running[person].append(term)
            names[person] = name, name_key
    return terms, {key: Somebody(*names[key], _latest(found)) for key, found in running.items()}


def _sat_for(terms: Iterable[_Term], day: date) -> int | None:
    """Return for which organisation somebody sat at a table on a day; for want of a seat, the one they had last."""
    found = list(terms)
    there = [
        term for term in found if term.joined_on <= day and (term.left_on is None or term.left_on >= day)
    ]
    return _latest(there or found)


def _latest(terms: Collection[_Term]) -> int | None:
    return max(terms, key=lambda term: term.joined_on).organisation if terms else None
