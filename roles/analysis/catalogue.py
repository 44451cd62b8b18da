"""The roles, the core and the clusters, as data: an administrator may change the placing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


class Role(NamedTuple):
    """One role and its place. A core role works in every cluster, so it is no cluster's own role."""

    slug: str
    core: bool = False
    network_level: bool = False
    cluster: str | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The roles in the order of the role table; role *i* is bit *i* of every mask of roles."""

    roles: tuple[Role, ...]
    clusters: tuple[str, ...]
    generic_competences: int = 0

    core: int = field(init=False)
    network_level: int = field(init=False)
    own: dict[str, int] = field(init=False)  # cluster -> its own roles; clusters without any are left out
    _slugs: dict[int, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "core", self._mask(role.core for role in self.roles))
        object.__setattr__(self, "network_level", self._mask(role.network_level for role in self.roles))
        own = {
            cluster: self._mask(role.cluster == cluster and not role.core for role in self.roles)
            for cluster in self.clusters
        }
        object.__setattr__(self, "own", {cluster: mask for cluster, mask in own.items() if mask})
        object.__setattr__(self, "_slugs", {})

    @staticmethod
    def _mask(flags: Iterable[bool]) -> int:
        return sum(1 << index for index, flag in enumerate(flags) if flag)

    def slugs(self, mask: int) -> tuple[str, ...]:
        """Return the slugs of a mask's roles, in table order (remembered: the same masks come again)."""
        known = self._slugs.get(mask)
        if known is None:
            known = self._slugs[mask] = tuple(
                role.slug for index, role in enumerate(self.roles) if mask >> index & 1
            )
        return known

    def mask(self, *slugs: str) -> int:
        """Return the mask of some roles, named by slug; KeyError for one that the catalogue lacks."""
        bits = {role.slug: 1 << index for index, role in enumerate(self.roles)}
        return sum({bits[slug] for slug in slugs})


def single_roles(mask: int) -> Iterator[int]:
    """Yield each role of a mask as a mask of its own, in table order."""
    while mask:
        lowest = mask & -mask
        yield lowest
        mask ^= lowest
