"""Where the names stand in the picture of who met whom, so that each that is shown can be read."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from roles.pictures.geometry import text_width

ANCHORS = ("start", "end", "below", "above")
SIZE = 14.0  # of the names where the picture is not enlarged; enlarged, they stay as large on the screen


Box = tuple[float, float, float, float]  # left, top, right, bottom


class Spot(NamedTuple):
    """Something with a name: where it stands, how large it is, and what it is called."""

    x: float
    y: float
    radius: float
    name: str


class Label(NamedTuple):
    """Where a name begins, is centred or ends, and from which enlargement on there is room for it."""

    x: float
    y: float
    anchor: str
    zoom: int


def place_labels(
    spots: Mapping[str, Spot], crossed: np.ndarray, zooms: Sequence[int], width: float, height: float
) -> dict[str, Label]:
    """Return a label for each spot, at the least enlargement at which it covers nothing; the first choose first.

    `crossed` are points of the lines, of which a label covers as few as it can. What finds no room even in the
    largest stands beside its spot there, over whatever it covers.
    """
    circles = np.array(
        [(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in spots.values()]
    )
    taken = np.zeros((len(spots), 4))
    labels: dict[str, Label] = {}
    for zoom in zooms:
        size = SIZE / zoom
        for number, key in enumerate(labels):  # the same names, smaller, where they stood
            taken[number] = _box(spots[key], labels[key].anchor, size)
        for key in spots:
            if key in labels:
                continue
            boxes = {anchor: _box(spots[key], anchor, size) for anchor in ANCHORS}
            free = [
                anchor
                for anchor, box in boxes.items()
                if _free(box, taken[: len(labels)], circles, width, height)
            ]
            if free:
                anchor = min(free, key=lambda anchor: _within(boxes[anchor], crossed))
                taken[len(labels)] = boxes[anchor]
                labels[key] = _label(spots[key], anchor, zoom)
    for key, spot in spots.items():
        labels.setdefault(key, _label(spot, "start", zooms[-1]))
    return labels


def _label(spot: Spot, anchor: str, zoom: int) -> Label:
    x = spot.x + {"start": 1, "end": -1}.get(anchor, 0) * (spot.radius + 3)
    y = spot.y + {"below": 1, "above": -1}.get(anchor, 0) * (spot.radius + 2)
    return Label(x, y, anchor, zoom)


def _box(spot: Spot, anchor: str, size: float) -> Box:
    wide, high = text_width(spot.name, size), size * 1.1
    at = _label(spot, anchor, 1)
    left = {"start": at.x, "end": at.x - wide}.get(anchor, at.x - wide / 2)
    top = {"below": at.y, "above": at.y - high}.get(anchor, at.y - high / 2)
    return left, top, left + wide, top + high


def points_along(lines: Sequence[tuple[Spot, Spot]], apart: float = 6.0) -> np.ndarray:
    """Return points along lines, as far apart as that, for labels to keep away from."""
    points = [np.zeros((0, 2))]
    for one, other in lines:
        steps = max(2, round(np.hypot(one.x - other.x, one.y - other.y) / apart))
        points.append(np.linspace((one.x, one.y), (other.x, other.y), steps))
    return np.concatenate(points)


def _within(box: Box, points: np.ndarray) -> int:
    left, top, right, bottom = box
    x, y = points[:, 0], points[:, 1]
    return int(((x > left) & (x < right) & (y > top) & (y < bottom)).sum())


def _free(
    box: Box,
    taken: np.ndarray,
    circles: np.ndarray,
    width: float,
    height: float,
) -> bool:
    left, top, right, bottom = box
    if left < 0 or top < 0 or right > width or bottom > height:
        return False
    for others in (taken, circles):
        if (
            (others[:, 0] < right) & (others[:, 2] > left) & (others[:, 1] < bottom) & (others[:, 3] > top)
        ).any():
            return False
    return True
