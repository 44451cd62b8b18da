"""The little geometry that the round pictures need: angles run clockwise from the top, in degrees."""

from collections.abc import Iterable
from math import asin, cos, degrees, hypot, radians, sin
from typing import NamedTuple, Self

CENTRE = 340.0


class Point(NamedTuple):
    """A place in the picture; y runs down."""

    x: float
    y: float


class Box(NamedTuple):
    """A rectangle that something takes up."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, centre: Point, width: float, height: float) -> Self:
        """Return the box of a width and height around a point."""
        x, y = centre
        return cls(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    def overlap(self, other: Self) -> float:
        """Return the surface that two boxes share."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return width * height if width > 0 and height > 0 else 0.0


def polar(angle: float, radius: float) -> Point:
    """Return the point at an angle and a distance from the centre."""
    return Point(CENTRE + radius * sin(radians(angle)), CENTRE - radius * cos(radians(angle)))


def from_centre(point: Point) -> float:
    """Return how far a point lies from the centre."""
    return hypot(point.x - CENTRE, point.y - CENTRE)


def text_width(text: str, size: float) -> float:
    """Return about how wide a text is in Atkinson Hyperlegible, in units of the picture; rather too much."""
    narrow = sum(character in "iljtf.,:'·| " for character in text)
    wide = sum(character in "mwMW" or character.isupper() for character in text)
    return size * (0.54 * len(text) - 0.22 * narrow + 0.22 * wide)


def ring_segment(start: float, end: float, inner: float, outer: float, gap: float) -> str:
    """Return the path of a part of a ring, with half a gap left free at both its straight sides."""
    far, near = degrees(asin(gap / 2 / outer)), degrees(asin(gap / 2 / inner))
    a, b = polar(start + far, outer), polar(end - far, outer)
    c, d = polar(end - near, inner), polar(start + near, inner)
    large = 1 if end - start > 180 else 0
    return (
        f"M{a.x:.1f},{a.y:.1f}A{outer:g},{outer:g} 0 {large} 1 {b.x:.1f},{b.y:.1f}"
        f"L{c.x:.1f},{c.y:.1f}A{inner:g},{inner:g} 0 {large} 0 {d.x:.1f},{d.y:.1f}Z"
    )


def arc(start: float, end: float, radius: float, *, clockwise: bool) -> str:
    """Return the path of an arc, for a text to run along."""
    a, b = polar(start, radius), polar(end, radius)
    large = 1 if end - start > 180 else 0
    if not clockwise:
        a, b = b, a
    return f"M{a.x:.1f},{a.y:.1f}A{radius:g},{radius:g} 0 {large} {int(clockwise)} {b.x:.1f},{b.y:.1f}"


def boxes_along_arc(centre: float, spread: float, radius: float, height: float) -> list[Box]:
    """Return boxes that cover a text along an arc: `spread` degrees wide, around the angle `centre`."""
    steps = max(2, round(spread / 2))
    angles = (centre - spread / 2 + spread * step / steps for step in range(steps + 1))
    return [Box.around(polar(angle, radius), height, height) for angle in angles]


def total_overlap(box: Box, others: Iterable[Box]) -> float:
    """Return how much of a box others cover."""
    return sum(box.overlap(other) for other in others)
