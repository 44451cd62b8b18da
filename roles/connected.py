"""What hangs together: things that have something in common, straight or by way of others."""

from collections.abc import Hashable, Sequence
from collections.abc import Set as AbstractSet


def connected(parts: Sequence[AbstractSet[Hashable]]) -> list[list[int]]:
    """Return the places of things in groups that have no part in common, in the order of their first ones."""
    groups: list[tuple[AbstractSet[Hashable], list[int]]] = []
    for place, own in enumerate(parts):
        joined = [group for group in groups if group[0] & own]
        groups = [group for group in groups if not group[0] & own]
        places = [place, *(each for _parts, members in joined for each in members)]
        groups.append((frozenset(own).union(*(group[0] for group in joined)), sorted(places)))
    return sorted(places for _parts, places in groups)
