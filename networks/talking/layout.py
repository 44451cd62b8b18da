"""Where everybody stands in the picture of who met whom: the same every time, within a second for 300 people."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import networkx as nx
import numpy as np

from networks.talking.measures import Talking

Places = Mapping[Any, tuple[float, float]]

SEED = 15  # any number will do, as long as it stays
GROUPS = 7  # so many of the groups get a place of their own; those beyond share the last
ROUNDS = 45
GAP = 7.0


def lay_out(
    talking: Talking, shown: Collection[Any], radius: Mapping[Any, float], width: float, height: float
) -> Places:
    """Return a place for everybody shown who met somebody, within a width and height; near to whom they met.

    The largest group stands left, the others right of it; who met nobody has no place here.
    """
    groups = [[key for key in talking.keys if key in group and key in shown] for group in talking.groups]
    groups = [group for group in groups if group]
    if len(groups) > GROUPS:
        groups[GROUPS - 1 :] = [[key for group in groups[GROUPS - 1 :] for key in group]]
    places: dict[Any, tuple[float, float]] = {}
    for group, (left, top, wide, high) in zip(groups, _fields(groups, width, height), strict=True):
        sizes = np.array([radius[key] for key in group])
        points = _spread(_springs(talking, group), sizes, wide, high)
        places |= {key: (left + float(x), top + float(y)) for key, (x, y) in zip(group, points, strict=True)}
    return places


def _fields(
    groups: Sequence[Sequence[Any]], width: float, height: float
) -> list[tuple[float, float, float, float]]:
    """Return left, top, width and height for each group: all of it for one, else a column for the others."""
    if len(groups) < 2:
        return [(0.0, 0.0, width, height)][: len(groups)]
    sizes = np.sqrt([len(group) for group in groups])
    aside = width * min(0.5, max(0.22, float(sizes[1:].max() / (sizes[0] + sizes[1:].max()))))
    fields, top = [(0.0, 0.0, width - aside, height)], 0.0
    for share in sizes[1:] / sizes[1:].sum():
        fields.append((width - aside, top, aside, height * float(share)))
        top += height * float(share)
    return fields


def _springs(talking: Talking, group: Sequence[Any]) -> np.ndarray:
    """Return places in which links pull like springs, those of many meetings harder, between 0 and 1."""
    if len(group) == 2:
        return np.array([[0.2, 0.5], [0.8, 0.5]])
    rows = [talking.place[key] for key in group]
    times = talking.together[np.ix_(rows, rows)].astype(float)
    np.fill_diagonal(times, 0)
    pulls = np.where(times > 0, 0.35 + 0.65 * times / max(times.max(), 1), 0)
    graph = nx.from_numpy_array(pulls)
    found = nx.spring_layout(graph, k=1.6 / np.sqrt(len(group)), iterations=ROUNDS, seed=SEED, method="force")
    points = np.array([found[number] for number in range(len(group))])
    return (points - points.min(axis=0)) / np.maximum(np.ptp(points, axis=0), 1e-9)


def _spread(points: np.ndarray, sizes: np.ndarray, width: float, height: float) -> np.ndarray:
    """Return the places within the field, moved until nobody stands on somebody else, as far as there is room."""
    margin = np.minimum(sizes + GAP, min(width, height) / 2)
    low = np.stack([margin, margin], axis=1)
    high = np.array([width, height]) - low
    placed = low + points * (high - low)
    apart = sizes[:, None] + sizes[None, :] + GAP
    x, y = placed[:, 0], placed[:, 1]
    for _round in range(ROUNDS):
        across, down = x[:, None] - x, y[:, None] - y
        distance = np.maximum(np.sqrt(across * across + down * down), 0.01)
        push = np.maximum(apart / distance - 1, 0)
        np.fill_diagonal(push, 0)
        if not push.any():
            break
        x = np.clip(x + 0.35 * (across * push).sum(axis=1), low[:, 0], high[:, 0])
        y = np.clip(y + 0.35 * (down * push).sum(axis=1), low[:, 1], high[:, 1])
    return np.stack([x, y], axis=1)
