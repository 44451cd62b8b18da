"""Until when people hold their roles, by what each network agreed on."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from networks.models import Network
from roles.analysis.norms import DEFAULTS
from roles.analysis.terms import Span, term_end, unbroken_start
from roles.models import Role, RoleAssignment

USUAL_MONTHS = int(DEFAULTS["max_core_term_months"])


@dataclass(frozen=True, slots=True)
class AgreedTerms:
    """For how many months the roles of some networks are held before they are talked about again."""

    chosen: dict[tuple[int, int], int]  # by network and role
    norms: dict[int, int]  # of the cockpit, by network; the usual one is left out

    @classmethod
    def of(cls, networks: Iterable[int]) -> Self:
        """Read what networks agreed on. One query, whatever their number."""
        found = cls({}, {})
        rows = Network.objects.filter(pk__in=networks).values_list(
            "pk", "norms__max_core_term_months", "role_terms__role", "role_terms__months"
        )
        for network, norm, role, months in rows.order_by():
            if norm is not None:
                found.norms[network] = norm
            if role is not None:
                found.chosen[network, role] = months
        return found

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
    The memberships and roles must be at hand. Two queries at most, whatever the number of assignments.
    """
    agreed = AgreedTerms.of({each.membership.network_id for each in assignments})
    terms = {each: agreed.months(each.membership.network_id, each.role) for each in assignments}
    limited = {each: months for each, months in terms.items() if months is not None}
    held = _held_over_time(limited)
    begun = {each: unbroken_start(held.get(_by_person(each), ()), day) for each in limited}
    return {each.pk: term_end(since, limited[each]) for each, since in begun.items() if since is not None}


PersonInRole = tuple[int, int, int]  # network, person, role


def _by_person(assignment: RoleAssignment) -> PersonInRole:
    seat = assignment.membership
    return seat.network_id, seat.person_id, assignment.role_id


def _held_over_time(assignments: Collection[RoleAssignment]) -> dict[PersonInRole, list[Span]]:
    """Return when the people of these assignments ever held those roles there. A query only if there are any."""
    if not assignments:
        return {}
    networks, people, roles = map(set, zip(*map(_by_person, assignments), strict=True))
    rows = RoleAssignment.objects.filter(
        membership__network__in=networks, membership__person__in=people, role__in=roles
    )
    held: dict[PersonInRole, list[Span]] = {}
    fields = ("membership__network", "membership__person", "role", "started_on", "ended_on")
    for network, person, role, started, ended, left in rows.values_list(*fields, "membership__left_on"):
        ends = [each for each in (ended, left) if each is not None]
        held.setdefault((network, person, role), []).append((started, min(ends, default=None)))
    return held
