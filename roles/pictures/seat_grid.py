"""Where an organisation's people sit, as a picture: people down, networks across, a mark for each seat.

A square is a seat with a cockpit role, a circle one with other roles only, an open circle one without; the figure
is how many. A dashed ring says that there is no valid mandate.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import cos, radians, sin
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from roles.pages.organisation_seats import Engaged, Seat
from roles.pictures.geometry import text_width
from roles.texts.organisation_seats import STATE_LABELS

MOST_PEOPLE, MOST_NETWORKS = 20, 12
CELL_WIDE, CELL_HIGH, TOTAL = 46, 38, 58
SIZE, SLANT = 14, 52  # of the letters, and the angle at which the names of networks stand
SEAT_WEIGHT = 1000  # a seat weighs more than all roles together
LONGEST_NAME, LONGEST_NETWORK = 26, 32  # letters that fit


@dataclass(frozen=True, slots=True)
class SeatGrid:
    """The picture, and how many of the people and networks it shows."""

    svg: SafeString
    people: int
    networks: int
    all_people: int
    all_networks: int

    @property
    def complete(self) -> bool:
        """Whether nobody and no network was left out."""
        return self.people == self.all_people and self.networks == self.all_networks


def picture_seats(seats: Sequence[Seat], core: int) -> SeatGrid | None:
    """Draw the seats, the busiest people and networks first; None without any. `core` are the cockpit's bits."""
    if not seats:
        return None
    networks = _busiest_networks(seats)
    shown = {each.network: place for place, each in enumerate(networks[:MOST_NETWORKS])}
    people: dict[int, list[Seat]] = {}
    for seat in seats:
        if seat.engaged.network in shown:
            people.setdefault(seat.person, []).append(seat)
    rows = sorted(people.values(), key=_busyness)[:MOST_PEOPLE]
    svg = _draw(rows, networks[:MOST_NETWORKS], shown, core)
    return SeatGrid(svg, len(rows), len(shown), len({seat.person for seat in seats}), len(networks))


def _busyness(own: Sequence[Seat]) -> tuple[int, int, str]:
    """Sort people by seats, then by roles, then by name."""
    return -len(own), -sum(seat.held.bit_count() for seat in own), own[0].name_key


def _busiest_networks(seats: Sequence[Seat]) -> list[Engaged]:
    """Return the networks with seats: those with the most first, then those with the most roles, then by name."""
    weights: dict[Engaged, int] = {}
    for seat in seats:
        weights[seat.engaged] = weights.get(seat.engaged, 0) - SEAT_WEIGHT - seat.held.bit_count()
    return sorted(weights, key=lambda each: (weights[each], each.name))


class Frame(NamedTuple):
    """Where the marks begin: right of the names of people, below those of networks."""

    left: int
    top: int

    def mark(self, number: int, place: int) -> tuple[int, int]:
        """Return the middle of a mark, by row and column."""
        return (
            self.left + CELL_WIDE * place + CELL_WIDE // 2,
            self.top + CELL_HIGH * number + CELL_HIGH // 2,
        )


def _draw(
    rows: Sequence[Sequence[Seat]], networks: Sequence[Engaged], places: Mapping[int, int], core: int
) -> SafeString:
    people = [_shortened(own[0].name, LONGEST_NAME) for own in rows]
    tables = [_shortened(each.name, LONGEST_NETWORK) for each in networks]
    slanted = max(text_width(name, SIZE) for name in tables)
    frame = Frame(
        round(max(text_width(name, SIZE) for name in people)) + 26, round(slanted * sin(radians(SLANT))) + 22
    )
    end = frame.left + CELL_WIDE * len(networks)
    width = round(max(end + TOTAL, end - CELL_WIDE // 2 + slanted * cos(radians(SLANT)) + 14))
    height = frame.top + CELL_HIGH * len(rows) + 10
    title, total = _("Who sits where"), _("Roles")
    described = _(
        "People down, networks across, a mark for each seat. The table below the picture says the same."
    )
    # Translators: roles is a number.
    sentence = _("%(name)s, %(network)s. Roles: %(roles)d. Mandate: %(mandate)s.")
    parts = [
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" class="seat-grid" role="img" ',
        'aria-labelledby="seats-title seats-description">',
        f'<title id="seats-title">{escape(title)}</title><desc id="seats-description">{escape(described)}</desc>',
        *(
            _draw_network(frame, each, name, place)
            for place, (each, name) in enumerate(zip(networks, tables, strict=True))
        ),
        f'<text x="{end + TOTAL - 8}" y="{frame.top - 12}" class="total-head">{escape(total)}</text>',
    ]
    for number, (own, name) in enumerate(zip(rows, people, strict=True)):
        parts.append(_draw_person(frame, own, name, number, end))
        for seat in own:
            at = frame.mark(number, places[seat.engaged.network])
            parts.append(_draw_seat(seat, at, core, sentence))
    parts.append("</svg>")
    return mark_safe("".join(parts))


def _draw_network(frame: Frame, engaged: Engaged, name: str, place: int) -> str:
    x, _y = frame.mark(0, place)
    return (
        f'<line x1="{x}" y1="{frame.top}" x2="{x}" y2="100%" class="rail"/>'
        f'<text transform="translate({x + 4} {frame.top - 10}) rotate(-{SLANT})" class="network-name">'
        f"{escape(name)}<title>{escape(engaged.name)}</title></text>"
    )


def _draw_person(frame: Frame, own: Sequence[Seat], name: str, number: int, end: int) -> str:
    _x, middle = frame.mark(number, 0)
    roles = sum(seat.held.bit_count() for seat in own)
    return (
        f'<line x1="{frame.left}" y1="{middle}" x2="{end}" y2="{middle}" class="rail"/>'
        f'<text x="{frame.left - 14}" y="{middle + 5}" class="person-name">{escape(name)}'
        f"<title>{escape(own[0].name)}</title></text>"
        f'<text x="{end + TOTAL - 8}" y="{middle + 5}" class="total">{roles}</text>'
    )


def _draw_seat(seat: Seat, at: tuple[int, int], core: int, sentence: str) -> str:
    x, y = at
    roles = seat.held.bit_count()
    said = sentence % {
        "name": seat.name,
        "network": seat.engaged.name,
        "roles": roles,
        "mandate": STATE_LABELS[seat.standing.state],
    }
    if seat.held & core:
        shape = f'<rect x="{x - 12}" y="{y - 12}" width="24" height="24" rx="5" class="cockpit"/>'
    else:
        shape = f'<circle cx="{x}" cy="{y}" r="12" class="{"some" if roles else "bare"}"/>'
    ring = "" if seat.standing.valid else f'<circle cx="{x}" cy="{y}" r="17" class="no-mandate"/>'
    figure = f'<text x="{x}" y="{y + 5}" class="figure">{roles}</text>' if roles else ""
    return f"<g><title>{escape(said)}</title>{ring}{shape}{figure}</g>"


def _shortened(name: str, longest: int) -> str:
    return name if len(name) <= longest else f"{name[: longest - 1].rstrip()}…"
