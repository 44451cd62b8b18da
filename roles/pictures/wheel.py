"""The role wheel in SVG: the cockpit in the middle, the clusters around it, the network level on the outer ring.

Drawn by joining strings: the pieces are escaped here, and no template loops over them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape  # Django's own looks for lazy texts first, and takes three times as long
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from roles.pictures.geometry import Point, arc, ring_segment
from roles.pictures.wheel_layout import (
    COCKPIT,
    INNER,
    ORBIT,
    OUTER,
    SEAT,
    TITLE,
    ClusterPlan,
    Place,
    Sector,
    lay_out,
)

GAP = 6.0


class Holder(NamedTuple):
    """Somebody in a seat."""

    initials: str
    tint: str  # a class of pictures.css


class Seat(NamedTuple):
    """A role to draw: what a click opens, what a screen reader says, who sits there, how it is flagged."""

    name: str
    url: str
    description: str
    holders: Sequence[Holder]
    flag: str = ""  # a severity


class WheelCluster(NamedTuple):
    """A cluster with at least one role of its own."""

    slug: str
    title: str
    short_title: str
    seats: Sequence[Seat]


@dataclass(frozen=True, slots=True)
class Wheel:
    """What the picture shows, and its title and description for a screen reader."""

    title: str
    description: str
    core: Sequence[Seat]
    clusters: Sequence[WheelCluster]
    level: Sequence[Seat]


def draw_wheel(wheel: Wheel) -> SafeString:
    """Return the role wheel as SVG."""
    layout = lay_out(
        tuple(seat.name for seat in wheel.core),
        tuple(
            ClusterPlan(each.title, each.short_title, tuple(seat.name for seat in each.seats))
            for each in wheel.clusters
        ),
        tuple(seat.name for seat in wheel.level),
    )
    parts = [
        f'<svg viewBox="{layout.frame}" class="wheel" role="group" ',
        'aria-labelledby="wheel-title wheel-description">',
        f'<title id="wheel-title">{escape(wheel.title)}</title>',
        f'<desc id="wheel-description">{escape(wheel.description)}</desc>',
        f'<circle cx="340" cy="340" r="{ORBIT:g}" class="orbit"/>',
    ]
    for number, (cluster, sector) in enumerate(zip(wheel.clusters, layout.sectors, strict=True)):
        parts.append(_draw_sector(cluster.slug, sector, number))
        parts.extend(map(_draw_seat, cluster.seats, sector.seats))
    parts.append(f'<circle cx="340" cy="340" r="{COCKPIT:g}" class="cockpit"/><g class="inside">')
    parts.extend(map(_draw_seat, wheel.core, layout.core))
    parts.append("</g>")
    parts.extend(map(_draw_seat, wheel.level, layout.level))
    parts.append("</svg>")
    return mark_safe("".join(parts))


def _draw_sector(slug: str, sector: Sector, number: int) -> str:
    end = min(sector.end, sector.start + 359.9)
    down = sector.upside_down
    path = arc(sector.start, end, TITLE + (6 if down else -6), clockwise=not down)
    return (
        f'<path d="{ring_segment(sector.start, end, INNER, OUTER, GAP)}" class="sector {escape(slug)}"/>'
        f'<path id="wheel-arc-{number}" d="{path}" class="arc"/>'
        f'<text class="sector-title"><textPath href="#wheel-arc-{number}" startOffset="50%">'
        f"{escape(sector.title)}</textPath></text>"
    )


def _draw_seat(seat: Seat, place: Place) -> str:
    name = escape(seat.description)
    x, y = place.label.at
    size = "" if place.label.size == 14.5 else f' font-size="{place.label.size:g}"'
    label = f'<text x="{x:.1f}" y="{y:.1f}"{size} class="seat-label">{escape(seat.name)}</text>'
    return (
        f'<a href="{escape(seat.url)}" class="seat" aria-label="{name}"><title>{name}</title>'
        f"{_draw_flag(seat, place.at)}{''.join(_draw_holders(seat.holders, place.at))}{label}</a>"
    )


def _draw_flag(seat: Seat, at: Point) -> str:
    if not seat.flag:
        return ""
    if len(seat.holders) < 2:
        return f'<circle cx="{at.x:.1f}" cy="{at.y:.1f}" r="30" class="flag {seat.flag}"/>'
    corner = f'x="{at.x - 40:.1f}" y="{at.y - 23:.1f}"'
    return f'<rect {corner} width="80" height="46" rx="23" class="flag {seat.flag}"/>'


def _draw_holders(holders: Sequence[Holder], at: Point) -> Iterable[str]:
    """Draw one holder, two side by side, or the first and how many more; nobody is a dashed circle with a plus."""
    x, y = at
    if not holders:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{SEAT:g}" class="vacant"/>'
        yield f'<text x="{x:.1f}" y="{y + 6:.1f}" class="plus">+</text>'
    elif len(holders) == 1:
        yield from _draw_one(holders[0], x, y, SEAT, "initials")
    else:
        more = holders[1] if len(holders) == 2 else Holder(f"+{len(holders) - 1}", "tint-more")
        yield from _draw_one(holders[0], x - 17.5, y, 18, "initials small")
        yield from _draw_one(more, x + 17.5, y, 18, "initials small")


def _draw_one(holder: Holder, x: float, y: float, radius: float, words: str) -> Iterable[str]:
    yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" class="holder {holder.tint}"/>'
    yield f'<text x="{x:.1f}" y="{y + 5:.1f}" class="{words}">{escape(holder.initials)}</text>'
