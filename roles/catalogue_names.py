"""The catalogue in the reader's language, for pages that already have a report."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from roles.models import Role


@dataclass(frozen=True)
class CatalogueNames:
    """The roles by slug, in the order of the table, with their clusters at hand."""

    roles: Mapping[str, Role]

    @classmethod
    def load(cls) -> "CatalogueNames":
        """Read all roles and clusters, in one query."""
        return cls({role.slug: role for role in Role.objects.select_related("cluster")})

    @cached_property
    def role_names(self) -> dict[str, str]:
        """The names of the roles, by slug."""
        return {slug: role.name for slug, role in self.roles.items()}

    @cached_property
    def cluster_names(self) -> dict[str, str]:
        """The names of the clusters that have roles, by slug, in their order."""
        clusters = {role.cluster.pk: role.cluster for role in self.roles.values() if role.cluster}
        return {each.slug: each.name for each in sorted(clusters.values(), key=lambda each: each.position)}
