"""Measures of who met whom: density, groups, who is the only link. With networkx, on plain values."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import networkx as nx
import numpy as np

BUSY = 1_000_000  # parties times links: beyond, networkx needs seconds for betweenness


class Cut(NamedTuple):
    """Somebody without whom others would no longer meet the rest, and who those others are, in groups."""

    key: Any
    groups: tuple[frozenset[Any], ...]


@dataclass(frozen=True)
class Talking:
    """Who sat at a table with whom how often, and what follows from it."""

    keys: tuple[Any, ...]
    together: (
        np.ndarray
    )  # how often each two met, in the order of the keys; on the diagonal how often each came
    tables: int  # how many meetings there were

    @cached_property
    def place(self) -> Mapping[Any, int]:
        """Where each key stands."""
        return {key: place for place, key in enumerate(self.keys)}

    @cached_property
    def graph(self) -> nx.Graph:
        """Who met whom at all."""
        graph = nx.Graph()
        graph.add_nodes_from(self.keys)
        graph.add_edges_from((one, other) for one, other, _times in self.links)
        return graph

    @cached_property
    def links(self) -> Sequence[tuple[Any, Any, int]]:
        """Pairs that met and how often, in the order of the keys."""
        pairs = np.argwhere(np.triu(self.together > 0, 1))
        times = self.together[pairs[:, 0], pairs[:, 1]].tolist()
        return [
            (self.keys[a], self.keys[b], count) for (a, b), count in zip(pairs.tolist(), times, strict=True)
        ]

    def times(self, one: Any, other: Any) -> int:
        """Return how often two met."""
        return int(self.together[self.place[one], self.place[other]])

    def came(self, key: Any) -> int:
        """Return to how many meetings one came."""
        return self.times(key, key)

    def met(self, key: Any) -> int:
        """Return how many others one met."""
        return int(self.graph.degree[key])

    @property
    def pairs(self) -> int:
        """How many pairs there are."""
        return len(self.keys) * (len(self.keys) - 1) // 2

    @property
    def pairs_met(self) -> int:
        """How many pairs met."""
        return int(self.graph.number_of_edges())

    @property
    def density(self) -> float:
        """The part of all pairs that met."""
        return float(nx.density(self.graph))

    @cached_property
    def groups(self) -> tuple[frozenset[Any], ...]:
        """Those who hang together, directly or through others; the largest first, nobody by themselves."""
        found = [frozenset(group) for group in nx.connected_components(self.graph) if len(group) > 1]
        return tuple(sorted(found, key=lambda group: (-len(group), min(self.place[key] for key in group))))

    @cached_property
    def absent(self) -> tuple[Any, ...]:
        """Those who came to no meeting."""
        return tuple(key for key in self.keys if not self.came(key))

    @cached_property
    def betweenness(self) -> Mapping[Any, float]:
        """The part of the shortest ways between all others that runs through each: 0 to 1, every link equal."""
        if len(self.keys) * self.pairs_met <= BUSY:
            return dict(nx.betweenness_centrality(self.graph, normalized=True))
        return dict(zip(self.keys, betweenness_in_matrices(self.together > 0), strict=True))

    @cached_property
    def cuts(self) -> tuple[Cut, ...]:
        """Those through whom alone others meet the rest; who keep most others connected first."""
        cuts = [Cut(key, self._cut_off(key)) for key in nx.articulation_points(self.graph)]
        return tuple(sorted(cuts, key=lambda cut: (-sum(map(len, cut.groups)), self.place[cut.key])))

    def _cut_off(self, key: Any) -> tuple[frozenset[Any], ...]:
        """Return the groups that one's own falls into without them, but the largest."""
        own = nx.node_connected_component(self.graph, key) - {key}
        parts = [frozenset(part) for part in nx.connected_components(self.graph.subgraph(own))]
        parts.sort(key=lambda part: (-len(part), min(self.place[one] for one in part)))
        return tuple(parts[1:])

    @cached_property
    def strangers(self) -> Sequence[tuple[Any, Any]]:
        """Pairs of which both came to meetings, never to the same one; those who came most often first."""
        came = self.together.diagonal()
        least = np.minimum.outer(came, came)
        pairs = np.argwhere(np.triu((self.together == 0) & (least > 0), 1))
        order = np.argsort(-least[pairs[:, 0], pairs[:, 1]], kind="stable")
        return [(self.keys[a], self.keys[b]) for a, b in pairs[order].tolist()]


def measure(keys: Iterable[Any], tables: Sequence[Collection[Any]]) -> Talking:
    """Return who met whom, from who sat at each table."""
    known = tuple(keys)
    place = {key: number for number, key in enumerate(known)}
    seats = np.zeros((len(tables), len(known)), dtype=np.float32)  # adds up exactly to sixteen million
    for number, table in enumerate(tables):
        seats[number, [place[key] for key in table]] = 1
    return Talking(known, (seats.T @ seats).astype(np.int64), len(tables))


def betweenness_in_matrices(met: np.ndarray) -> list[float]:
    """Return the same as networkx does, from all at once: where nearly everybody met, a hundred times as fast.

    Brandes' way in rows: `ways` counts the shortest ways from each (row) to each (column), a step further every
    time; back from the furthest, each hands on what runs through it to those a step nearer, by their ways.
    """
    size = len(met)
    if size < 3:
        return [0.0] * size
    links = met.astype(float)
    np.fill_diagonal(links, 0)
    step = ways = np.eye(size)
    distance = np.where(step > 0, 0, -1)
    furthest = 0
    while True:
        step = (step @ links) * (distance < 0)
        if not step.any():
            break
        furthest += 1
        distance[step > 0] = furthest
        ways = ways + step
    through = np.zeros((size, size))
    for steps in range(furthest, 0, -1):
        at_this = distance == steps
        share = np.divide(1 + through, ways, out=np.zeros_like(ways), where=at_this)
        through += (share @ links) * ways * (distance == steps - 1)
    np.fill_diagonal(through, 0)
    return [float(value) for value in through.sum(axis=0) / ((size - 1) * (size - 2))]
