"""Until when people hold their roles, by what each network agreed on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from roles.analysis.norms import DEFAULTS
from roles.analysis.terms import term_end, unbroken_start
from roles.models import NetworkNorms, Role, RoleAssignment, RoleTerm

USUAL_MONTHS = int(DEFAULTS["max_core_term_months"])


@dataclass(frozen=True, slots=True)
class AgreedTerms:
    """For how many months the roles of some networks are held before they are talked about again."""

    chosen: Mapping[tuple[int, int], int]  # by network and role
    norms: Mapping[int, int]  # of the cockpit, by network; the usual one is left out

    @classmethod
    def of(cls, networks: Iterable[int]) -> Self:
        """Read what networks agreed on. Two queries, whatever their number."""
        keys = set(networks)
        terms = RoleTerm.objects.filter(network__in=keys).values_list("network", "role", "months")
        norms = NetworkNorms.objects.filter(network__in=keys).values_list("network", "max_core_term_months")
        return cls({(network, role): months for network, role, months in terms}, dict(norms))

    def norm(self, network: int) -> int:
        """Return for how many months somebody holds a role of the cockpit before the analysis flags it."""
        return self.norms.get(network, USUAL_MONTHS)

    def months(self, network: int, role: Role) -> int | None:
        """Return a role's term; in the cockpit never longer than the norm, so that no finding contradicts it.

        A role of the cockpit for which nothing was agreed has the norm, another role no term.
        """
        chosen = self.chosen.get((network, role.pk))
        if role.place != Role.Place.CORE:
            return chosen
        norm = self.norm(network)
        return norm if chosen is None else min(chosen, norm)

    def by_slug(self, network: int, roles: Iterable[Role]) -> dict[str, int]:
        """Return the terms of those roles that have one, by the role's slug."""
        found = {role.slug: self.months(network, role) for role in roles}
        return {slug: months for slug, months in found.items() if months is not None}


def ends_of_terms(assignments: Sequence[RoleAssignment], day: date) -> dict[int, date]:
    """Return, by the key of each assignment that is held on a day, the last day of its term; without one, nothing.

    A term begins when the person began to hold the role in that network without a break since, in whatever seat.
    The memberships and roles must be at hand. Three queries, whatever the number of assignments.
    """
    networks = {each.membership.network_id for each in assignments}
    agreed = AgreedTerms.of(networks)
    spans = RoleAssignment.objects.filter(
        membership__network__in=networks,
        membership__person__in={each.membership.person_id for each in assignments},
        role__in={each.role_id for each in assignments},
    )
    held: dict[tuple[int, int, int], list[tuple[date, date | None]]] = {}
    fields = ("membership__network", "membership__person", "role", "started_on", "ended_on")
    for network, person, role, started, ended, left in spans.values_list(*fields, "membership__left_on"):
        ends = [each for each in (ended, left) if each is not None]
        held.setdefault((network, person, role), []).append((started, min(ends, default=None)))
    found = {}
    for each in assignments:
        seat = each.membership
        months = agreed.months(seat.network_id, each.role)
        begun = unbroken_start(held.get((seat.network_id, seat.person_id, each.role_id), ()), day)
        if months is not None and begun is not None:
            found[each.pk] = term_end(begun, months)
    return found
