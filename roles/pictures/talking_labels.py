"""Where the names stand in the picture of who met whom, so that each that is shown can be read."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from roles.pictures.geometry import text_width

SIZE = 14.0  # of the names where the picture is not enlarged; enlarged, they stay as large on the screen


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
    spots: Mapping[str, Spot], zooms: Sequence[int], width: float, height: float
) -> dict[str, Label]:
    """Return a label for each spot, at the least enlargement at which it covers nothing; the first choose first.

    What finds no room even in the largest stands beside its spot there, over whatever it covers.
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
            for anchor in ("start", "end", "below", "above"):
                box = _box(spots[key], anchor, size)
                if _free(box, taken[: len(labels)], circles, width, height):
                    taken[len(labels)] = box
                    labels[key] = _label(spots[key], anchor, zoom)
                    break
    for key, spot in spots.items():
        labels.setdefault(key, _label(spot, "start", zooms[-1]))
    return labels


def _label(spot: Spot, anchor: str, zoom: int) -> Label:
    x = spot.x + {"start": 1, "end": -1}.get(anchor, 0) * (spot.radius + 3)
    y = spot.y + {"below": 1, "above": -1}.get(anchor, 0) * (spot.radius + 2)
    return Label(x, y, anchor, zoom)


def _box(spot: Spot, anchor: str, size: float) -> tuple[float, float, float, float]:
    wide, high = text_width(spot.name, size), size * 1.1
    at = _label(spot, anchor, 1)
    left = {"start": at.x, "end": at.x - wide}.get(anchor, at.x - wide / 2)
    top = {"below": at.y, "above": at.y - high}.get(anchor, at.y - high / 2)
    return left, top, left + wide, top + high


def _free(
    box: tuple[float, float, float, float],
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
