"""The table of an organisation's seats: its order and its filter."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from collab.text import fold
from roles.analysis.standing import STATES
from roles.pages.organisation_seats import Seat

SORT_KEYS: Mapping[str, Callable[[Seat], Any]] = {
    "person": lambda seat: (seat.name_key, seat.person),
    "network": lambda seat: fold(seat.engaged.name),
    "since": lambda seat: seat.since,
    "mandate": lambda seat: (STATES.index(seat.standing.state), str(seat.standing.day or "")),
    "hours": lambda seat: seat.standing.hours or 0,
    "roles": lambda seat: seat.held.bit_count(),
}
DEFAULT_SORT = "person"
DESCENDING_FIRST = frozenset({"hours", "roles"})


def sort_seats(seats: Iterable[Seat], sort: str) -> list[Seat]:
    """Return seats in the order of one column, a minus before it for the other way round; seats come by name, and
    stay so where the column says the same."""
    return sorted(seats, key=SORT_KEYS[sort.removeprefix("-")], reverse=sort.startswith("-"))


def known_sort(asked: str) -> str:
    """Return the order that was asked for, or the usual one when there is none such."""
    return asked if asked.removeprefix("-") in SORT_KEYS else DEFAULT_SORT


def filter_seats(seats: Sequence[Seat], *, text: str, mandate: str) -> Sequence[Seat]:
    """Return the seats whose person or network has a text in its name, and whose mandate is in a state.

    "without" is every state but the valid one; a state that does not exist filters nothing.
    """
    wanted = fold(text)
    if not wanted and not mandate:
        return seats
    return [
        seat
        for seat in seats
        if (wanted in seat.name_key or wanted in fold(seat.engaged.name)) and _stands(seat, mandate)
    ]


def _stands(seat: Seat, mandate: str) -> bool:
    if mandate == "without":
        return not seat.standing.valid
    return mandate not in STATES or seat.standing.state == mandate
