"""Where everything in the role wheel goes, for any placing of roles: the cockpit, the clusters, the outer ring.

Sectors are as wide as their number of roles asks, and never narrower than their title. Labels stand under their
seat; where that would cover something else they move above it, inwards, or get smaller.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import degrees, inf
from typing import NamedTuple

from roles.pictures.geometry import (
    CENTRE,
    Box,
    Point,
    boxes_along_arc,
    from_centre,
    polar,
    text_width,
    total_overlap,
)

COCKPIT, INNER, OUTER, ORBIT = 118.0, 128.0, 262.0, 316.0
OWN_SEATS, TITLE = 204.0, 280.0
SEAT = 24.0
MARGIN = 10.0
LABEL_SIZES = (14.5, 12.5, 11.0)
TITLE_SIZE = 15.0
OUTER_ANGLES = (60, 300, 120, 240, 64, 296, 56, 304, 52, 308, 48, 312, 116, 244, 124, 236, 44, 316)


class Label(NamedTuple):
    """A role's name, where its baseline's middle is, and how large it is written."""

    text: str
    at: Point
    size: float

    @property
    def box(self) -> Box:
        """What the name takes up."""
        middle = Point(self.at.x, self.at.y - self.size * 0.32)
        return Box.around(middle, text_width(self.text, self.size), self.size)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a seat is, and its label."""

    at: Point
    label: Label


@dataclass(frozen=True, slots=True)
class Sector:
    """The angles between which a cluster lies, its title (short where there is little room), its seats."""

    start: float
    end: float
    title: str
    seats: tuple[Place, ...]

    @property
    def middle(self) -> float:
        """The angle of the sector's middle."""
        return (self.start + self.end) / 2

    @property
    def upside_down(self) -> bool:
        """Whether the title would stand on its head, and so runs the other way."""
        return 90 < self.middle % 360 < 270


class ClusterPlan(NamedTuple):
    """A cluster to draw: its title, a shorter one, and the names of its roles."""

    title: str
    short_title: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything in its place, in the order in which it was asked for."""

    core: tuple[Place, ...]
    sectors: tuple[Sector, ...]
    level: tuple[Place, ...]
    frame: str  # the part of the plane in which everything fits: left, top, width, height


@lru_cache(maxsize=256)  # the same few names and titles come again and again
def lay_out(core: tuple[str, ...], clusters: tuple[ClusterPlan, ...], level: tuple[str, ...]) -> Layout:
    """Place the names of the core's roles, the clusters' and the network level's; clusters must not be empty."""
    titles, angles = share_circle(clusters)
    taken: list[Box] = []
    for title, (start, end) in zip(titles, angles, strict=True):
        taken += boxes_along_arc((start + end) / 2, title_angle(title), TITLE, TITLE_SIZE)
    seats = [place_seats(*span, len(each.roles)) for each, span in zip(clusters, angles, strict=True)]
    taken += [_seat_box(point) for points in seats for point in points]
    level_seats = place_level(level, taken)
    taken += [_seat_box(point) for point in level_seats]
    sectors = []
    for cluster, title, (start, end), points in zip(clusters, titles, angles, seats, strict=True):
        places = tuple(place_label(name, at, taken) for name, at in zip(cluster.roles, points, strict=True))
        sectors.append(Sector(start, end, title, places))
    outer = tuple(place_label(name, at, taken) for name, at in zip(level, level_seats, strict=True))
    inner = place_core(core)
    everywhere = [*inner, *outer, *(seat for sector in sectors for seat in sector.seats)]
    return Layout(inner, tuple(sectors), outer, frame_around(everywhere))


def frame_around(places: Sequence[Place]) -> str:
    """Return the view box that holds the orbit, every seat with its ring, and every name."""
    boxes = [Box.around(Point(CENTRE, CENTRE), 2 * ORBIT + 4, 2 * ORBIT + 4)]
    boxes += [box for place in places for box in (place.label.box, Box.around(place.at, 3 * SEAT, 3 * SEAT))]
    left, top = min(box.left for box in boxes) - MARGIN, min(box.top for box in boxes) - MARGIN
    right, bottom = max(box.right for box in boxes) + MARGIN, max(box.bottom for box in boxes) + MARGIN
    return f"{left:.0f} {top:.0f} {right - left:.0f} {bottom - top:.0f}"


def place_seats(start: float, end: float, count: int) -> list[Point]:
    """Spread seats evenly over a sector."""
    return [polar(start + (end - start) * (index + 0.5) / count, OWN_SEATS) for index in range(count)]


def title_angle(title: str) -> float:
    """Return how many degrees a title takes up."""
    return degrees(text_width(title, TITLE_SIZE) / TITLE)


def share_circle(clusters: Sequence[ClusterPlan]) -> tuple[list[str], list[tuple[float, float]]]:
    """Return the clusters' titles and angles: the first around the top, then clockwise."""
    titles = [cluster.title for cluster in clusters]
    least = [title_angle(title) + 5 for title in titles]
    if sum(least) > 360:
        titles = [cluster.short_title for cluster in clusters]
        least = [title_angle(title) + 5 for title in titles]
    rest = 360 - sum(least)
    total = sum(len(cluster.roles) for cluster in clusters)
    if rest >= 0:
        widths = [low + rest * len(each.roles) / total for low, each in zip(least, clusters, strict=True)]
    else:
        widths = [360 * low / sum(least) for low in least]
    angles, at = [], -widths[0] / 2 if widths else 0.0
    for width in widths:
        angles.append((at, at + width))
        at += width
    return titles, angles


def place_core(names: Sequence[str]) -> tuple[Place, ...]:
    """Place the seats in the cockpit: three as in a triangle, another number in a ring, one in the middle."""
    if len(names) == 3:
        points = [Point(CENTRE, 266), Point(397.2, 365), Point(282.8, 365)]
    else:
        radius = 0.0 if len(names) == 1 else 64.0
        points = [polar(360 * index / len(names), radius) for index in range(len(names))]
    size = LABEL_SIZES[0] if len(names) <= 3 else LABEL_SIZES[2]
    return tuple(
        Place(at, Label(name, Point(at.x, at.y + SEAT + 20), size))
        for name, at in zip(names, points, strict=True)
    )


def place_level(names: Sequence[str], taken: Sequence[Box]) -> list[Point]:
    """Return places on the outer ring where neither the seat nor its name covers a title."""
    found: list[tuple[Point, list[Box]]] = []
    for name in names:
        candidates = []
        for angle in OUTER_ANGLES:
            at = polar(angle, ORBIT)
            boxes = [_seat_box(at), _label(name, at, LABEL_SIZES[0], below=True).box]
            others = [*taken, *(box for _at, used in found for box in used)]
            candidates.append((sum(total_overlap(box, others) for box in boxes), at, boxes))
        _overlap, at, boxes = min(candidates, key=lambda each: each[0])
        found.append((at, boxes))
    return [at for at, _boxes in found]


def place_label(name: str, at: Point, taken: list[Box]) -> Place:
    """Write a name where it covers least of what is there, and take that room."""
    best, least = _label(name, at, LABEL_SIZES[0], below=True), inf
    for label in _ways_to_write(name, at):
        cost = total_overlap(label.box, taken) + _outside(label.box)
        if cost < least:
            best, least = label, cost
        if not cost:
            break
    taken.append(best.box)
    return Place(at, best)


def _ways_to_write(name: str, at: Point) -> Iterator[Label]:
    """Yield the ways to write a name at a seat, the nicest first."""
    for size in LABEL_SIZES:
        for below in (True, False):
            for inwards in (0.0, 0.5, 1.0):
                yield _label(name, at, size, below=below, inwards=inwards)


def _outside(box: Box) -> float:
    """Return how far a name reaches over the cockpit or out of the picture, as a cost."""
    corners = [
        Point(x, y) for x in (box.left, (box.left + box.right) / 2, box.right) for y in (box.top, box.bottom)
    ]
    over_cockpit = sum(from_centre(corner) < COCKPIT + 4 for corner in corners)
    off_picture = (box.left < 8) + (box.right > 672)
    return 100.0 * (over_cockpit + off_picture)


def _label(name: str, at: Point, size: float, *, below: bool, inwards: float = 0.0) -> Label:
    y = at.y + SEAT + size + 5 if below else at.y - SEAT - 9
    room = max(0.0, text_width(name, size) / 2 - SEAT)
    x = at.x + (room if at.x < CENTRE else -room) * inwards
    return Label(name, Point(x, y), size)


def _seat_box(at: Point) -> Box:
    return Box.around(at, 2 * SEAT + 8, 2 * SEAT + 6)
