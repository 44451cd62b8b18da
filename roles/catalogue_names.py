"""The catalogue in the reader's language, for pages that show a report."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.db import connection
from django.utils.translation import get_language

from roles import analysis
from roles.models import Cluster, Role

ROLE_FIELDS = ("id", "slug", "position", "place", "cluster_id", "name_nl", "name_en")
CLUSTER_FIELDS = ("id", "slug", "position", "name_nl", "name_en")

# All roles with their clusters, and how many competences the generic profile has.
QUESTION = """
    SELECT r.id, r.slug, r.position, r.place, r.cluster_id, r.name_nl, r.name_en,
        c.id, c.slug, c.position, c.name_nl, c.name_en,
        (SELECT COUNT(*) FROM roles_competence g WHERE g.role_id IS NULL)
    FROM roles_role r LEFT JOIN roles_cluster c ON c.id = r.cluster_id
    ORDER BY r.position
"""

Rows = tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class CatalogueNames:
    """The roles by slug, in the order of the table, with their clusters at hand.

    Several requests may share one of these, so nobody changes what it holds. Texts other than names are read when
    somebody asks for them.
    """

    roles: Mapping[str, Role]
    generic_competences: int

    @classmethod
    def load(cls) -> "CatalogueNames":
        """Read all roles and clusters, in one query.

        Nearly every page asks for this. Compiling the query and making models of its rows took longer than all else
        that a dashboard reads, so it is written out, and models are made only when the rows have changed.
        """
        with connection.cursor() as cursor:
            cursor.execute(QUESTION)
            return _names_of(tuple(cursor.fetchall()), get_language() or "")

    def for_analysis(self) -> tuple[analysis.Catalogue, dict[int, int]]:
        """Return the catalogue as the analysis reads it, and the bit of every role by the role's key."""
        return self._for_analysis

    @cached_property
    def _for_analysis(self) -> tuple[analysis.Catalogue, dict[int, int]]:
        roles = tuple(
            analysis.Role(
                role.slug,
                core=role.place == Role.Place.CORE,
                network_level=role.place == Role.Place.NETWORK,
                cluster=role.cluster.slug if role.cluster else None,
            )
            for role in self.roles.values()
        )
        catalogue = analysis.Catalogue(roles, tuple(self.cluster_names), self.generic_competences)
        return catalogue, {role.pk: 1 << index for index, role in enumerate(self.roles.values())}

    @cached_property
    def role_names(self) -> dict[str, str]:
        """The names of the roles, by slug."""
        return {slug: role.name for slug, role in self.roles.items()}

    @cached_property
    def cluster_names(self) -> dict[str, str]:
        """The names of the clusters that have roles, by slug, in their order."""
        clusters = {role.cluster.pk: role.cluster for role in self.roles.values() if role.cluster}
        return {each.slug: each.name for each in sorted(clusters.values(), key=lambda each: each.position)}


@lru_cache(maxsize=8)
def _names_of(rows: Rows, _language: str) -> CatalogueNames:
    """Return the names that some rows hold; for each language by itself, as names are put together once."""
    clusters: dict[int, Cluster] = {}
    roles: dict[str, Role] = {}
    for row in rows:
        role = Role.from_db(connection.alias, ROLE_FIELDS, row[: len(ROLE_FIELDS)])
        values = row[len(ROLE_FIELDS) : -1]
        if role.cluster_id is not None:
            if role.cluster_id not in clusters:
                clusters[role.cluster_id] = Cluster.from_db(connection.alias, CLUSTER_FIELDS, values)
            role.cluster = clusters[role.cluster_id]
        roles[role.slug] = role
    return CatalogueNames(roles, rows[0][-1] if rows else 0)
