"""What is recorded of the networks, people and organisations in a file, read in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models.functions import Lower

from collab.text import fold
from networks.models import Engagement, Membership, Network, Organisation, Person
from roles.models import Role, RoleAssignment
from roles.spreadsheets.cells import as_text
from roles.spreadsheets.targets import Target


@dataclass(slots=True)
class Recorded:
    """The rows of the database that a file may speak of. Keys of names are folded."""

    memberships: dict[tuple[int | None, int], list[Membership]] = field(
        default_factory=lambda: defaultdict(list)
    )
    assignments: dict[int, list[RoleAssignment]] = field(default_factory=lambda: defaultdict(list))
    people: dict[int | None, dict[str, list[Person]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    by_email: dict[str, Person] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    engagements: dict[tuple[int | None, int], Engagement] = field(default_factory=dict)

    def of(self, network: Network, person: Person) -> list[Membership]:
        """Return somebody's memberships of a network, earliest first; none for those who are not recorded yet."""
        if network.pk is None or person.pk is None:
            return []
        return self.memberships.get((network.pk, person.pk), [])


def key_of(membership: Membership) -> str:
    """Return the key of the organisation behind a membership; empty for somebody in their own name."""
    return fold(as_text(membership.engagement.organisation.name)) if membership.engagement else ""


def seat_on(memberships: Iterable[Membership], day: date) -> Membership | None:
    """Return the membership that is active on a day; else the first that begins after it."""
    still = [each for each in memberships if each.left_on is None or each.left_on > day]
    return min(still, key=lambda each: each.joined_on, default=None)


def load_recorded(targets: Iterable[Target], roles: Iterable[Role]) -> Recorded:
    """Read all that the rows may speak of."""
    found = Recorded()
    targets = list(targets)
    networks = {target.network.pk: target.network for target in targets if target.network.pk is not None}
    entries = [entry for target in targets for entry in target.entries]
    known: dict[int, Person] = {}
    _load_memberships(found, networks, known)
    members = {one.pk: one for own in found.memberships.values() for one in own}
    catalogue = {role.pk: role for role in roles}
    assignments = RoleAssignment.objects.filter(membership__network__in=networks)
    for assignment in assignments.filter(membership__person__erased_on=None).order_by("started_on", "pk"):
        assignment.role = catalogue[assignment.role_id]
        assignment.membership = members[assignment.membership_id]
        found.assignments[assignment.membership_id].append(assignment)
    emails = {entry.email for entry in entries if entry.email}
    for person in Person.objects.annotate(address=Lower("email")).filter(address__in=emails):
        found.by_email[person.email.lower()] = known.setdefault(person.pk, person)
    _load_parties(found, networks, {fold(entry.organisation) for entry in entries if entry.organisation})
    return found


def _load_memberships(found: Recorded, networks: dict[int, Network], known: dict[int, Person]) -> None:
    # Whoever was erased is nobody that a row could mean: people write N.N. for a seat that is free, too.
    members = Membership.objects.filter(network__in=networks, person__erased_on=None)
    memberships = members.order_by("joined_on", "pk")
    for membership in memberships.select_related("person", "engagement__organisation"):
        membership.network = networks[membership.network_id]
        membership.person = known.setdefault(membership.person_id, membership.person)
        own = found.memberships[membership.network_id, membership.person_id]
        if not own:
            name = fold(as_text(membership.person.name))
            found.people[membership.network_id][name].append(membership.person)
        own.append(membership)


def _load_parties(found: Recorded, networks: Collection[int], names: set[str]) -> None:
    for organisation in Organisation.objects.filter(name_key__in=names):
        found.organisations[organisation.name_key] = organisation
    for engagement in Engagement.objects.filter(network__in=networks).select_related("organisation"):
        found.engagements[engagement.network_id, engagement.organisation_id] = engagement
        found.organisations.setdefault(fold(as_text(engagement.organisation.name)), engagement.organisation)
