"""The triangle of attention in SVG: each member a dot, the network a ring, and the way it came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape  # Django's own looks for lazy texts first, and takes three times as long
from math import cos, pi, sin
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from roles.pictures.geometry import Point

CORNERS = (Point(150, 26), Point(24, 244), Point(276, 244))  # organisation, individual, network
LABELS = (("organisation", 150, 16), ("individual", 24, 268), ("network", 276, 268))
DOT = 6.5

Shares = tuple[
    Fraction | int, Fraction | int, Fraction | int
]  # organisation, individual, network; together 100


class Dot(NamedTuple):
    """A member's division of attention; the title says whose, when the reader may know."""

    shares: Shares
    tint: str
    title: str


@dataclass(frozen=True, slots=True)
class Triangle:
    """What the picture shows, and its title and description for a screen reader."""

    title: str
    description: str
    corners: Mapping[str, str]  # perspective -> name
    dots: Sequence[Dot]
    network: Shares | None
    network_title: str
    trail: Sequence[Shares]  # the network's points of the past year, oldest first


def draw_triangle(triangle: Triangle) -> SafeString:
    """Return the triangle of attention as SVG."""
    parts = [
        '<svg viewBox="-32 0 364 278" class="triangle" role="img" aria-labelledby="tri-title tri-description">',
        f'<title id="tri-title">{escape(triangle.title)}</title>',
        f'<desc id="tri-description">{escape(triangle.description)}</desc>',
        BACKGROUND,
        _draw_trail(triangle),
        *_draw_dots(triangle.dots),
    ]
    if triangle.network is not None:
        x, y = place(triangle.network)
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="11" class="network-ring">'
            f"<title>{escape(triangle.network_title)}</title></circle>"
        )
    parts += [
        f'<text x="{x}" y="{y}" class="corner {name}">{escape(triangle.corners[name])}</text>'
        for name, x, y in LABELS
    ]
    parts.append("</svg>")
    return mark_safe("".join(parts))


def place(shares: Shares) -> Point:
    """Return where three shares that add up to 100 lie between the corners."""
    weights = [float(share) / 100 for share in shares]
    return Point(
        sum(weight * corner.x for weight, corner in zip(weights, CORNERS, strict=True)),
        sum(weight * corner.y for weight, corner in zip(weights, CORNERS, strict=True)),
    )


def _draw_dots(dots: Sequence[Dot]) -> list[str]:
    """Draw every member; those who say exactly the same stand around their common place."""
    together: dict[Shares, list[Dot]] = {}
    for dot in dots:
        together.setdefault(dot.shares, []).append(dot)
    drawn = []
    for shares, same in together.items():
        x, y = place(shares)
        away = 0.0 if len(same) == 1 else DOT * 0.9 + len(same) / 2
        for index, dot in enumerate(same):
            turn = 2 * pi * index / len(same)
            title = f"<title>{escape(dot.title)}</title>" if dot.title else ""
            drawn.append(
                f'<circle cx="{x + away * sin(turn):.1f}" cy="{y - away * cos(turn):.1f}" r="{DOT}" '
                f'class="dot {dot.tint}">{title}</circle>'
            )
    return drawn


def _draw_trail(triangle: Triangle) -> str:
    points = [place(shares) for shares in triangle.trail]
    if triangle.network is not None:
        points.append(place(triangle.network))
    if len(set(points)) < 2:
        return ""
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    start = points[0]
    return (
        f'<polyline points="{line}" class="trail"/>'
        f'<circle cx="{start.x:.1f}" cy="{start.y:.1f}" r="3.5" class="trail-start"/>'
    )


def _background() -> str:
    """Return the triangle itself, a line at every fifth, and the middle where the three are about equal."""
    corners = " ".join(f"{x:g},{y:g}" for x, y in CORNERS)
    middle = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(place, ((50, 25, 25), (25, 50, 25), (25, 25, 50))))
    lines = []
    for step in (20, 40, 60, 80):
        rest = 100 - step
        for a, b in (
            ((step, rest, 0), (step, 0, rest)),
            ((rest, step, 0), (0, step, rest)),
            ((rest, 0, step), (0, rest, step)),
        ):
            (x1, y1), (x2, y2) = place(a), place(b)
            lines.append(f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="grid"/>')
    edge, balanced = (
        f'<polygon points="{points}" class="{name}"/>'
        for points, name in ((corners, "edge"), (middle, "balanced"))
    )
    return edge + "".join(lines) + balanced


BACKGROUND = _background()
