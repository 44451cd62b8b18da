"""What the pages about members and organisations of a network show: people, with the roles that they hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from networks.models import Engagement, Invitation, Membership, Network, Person
from roles.models import RoleAssignment
from roles.pictures.tints import TINTS


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member in a list."""

    membership: Membership
    tint: int | None  # the colour of their organisation
    roles: int  # how many they hold today
    invitation: Invitation | None  # the latest one; only coordinators see it


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation of a network, or those who take part in their own name (without an engagement)."""

    engagement: Engagement | None
    members: tuple[Membership, ...]
    roles: int  # how many different roles its people hold today
    stewarded: bool  # whether the reader answers for it


def count_roles(memberships: Iterable[Membership], day: date) -> dict[int, int]:
    """Return how many roles each of these memberships holds on a day, by membership; without roles it is absent."""
    held = RoleAssignment.objects.active_on(day).filter(membership__in=[each.pk for each in memberships])
    return dict(held.values_list("membership").annotate(Count("role", distinct=True)).order_by())


def latest_invitations(network: Network) -> dict[int, Invitation]:
    """Return the last invitation to a network that each person was sent, by person."""
    return {invitation.person_id: invitation for invitation in _latest(network)}


def latest_invitation(network: Network, person: Person) -> Invitation | None:
    """Return the last invitation to a network that somebody was sent."""
    return _latest(network).filter(person=person).first()


def _latest(network: Network) -> QuerySet[Invitation]:
    return Invitation.objects.filter(network=network).last_of_each().with_state()


def organisation_tints(network: Network, day: date) -> dict[int, int]:
    """Return the number of the colour of each organisation with members on a day, as in the pictures."""
    active = Membership.objects.active_on(day).filter(network=network).exclude(engagement=None)
    names = active.values_list("engagement__organisation__name", "engagement__organisation")
    return {key: index % TINTS for index, (_name, key) in enumerate(sorted(names.distinct()))}


def member_rows(
    memberships: Iterable[Membership],
    day: date,
    invitations: Mapping[int, Invitation],
    tints: Mapping[int, int],
) -> list[MemberRow]:
    """Return members with their colour, how many roles they hold and how they were invited."""
    members = list(memberships)
    counts = count_roles(members, day)
    return [
        MemberRow(
            membership=each,
            tint=tints.get(each.engagement.organisation_id) if each.engagement else None,
            roles=counts.get(each.pk, 0),
            invitation=invitations.get(each.person_id),
        )
        for each in members
    ]


def organisation_rows(
    engagements: Iterable[Engagement], memberships: QuerySet[Membership], day: date, stewarded: set[int]
) -> list[OrganisationRow]:
    """Return the organisations with their people of a day, then those in their own name, if any.

    `stewarded` are the organisations that the reader answers for.
    """
    people: dict[int | None, list[Membership]] = {}
    for membership in memberships:
        people.setdefault(membership.engagement_id, []).append(membership)
    held: dict[int | None, set[int]] = {}
    holdings = RoleAssignment.objects.active_on(day).filter(membership__in=memberships.order_by())
    for engagement, role in holdings.values_list("membership__engagement", "role"):
        held.setdefault(engagement, set()).add(role)
    rows = [
        OrganisationRow(
            engagement=each,
            members=tuple(people.get(each.pk, ())),
            roles=len(held.get(each.pk, ())),
            stewarded=each.organisation_id in stewarded,
        )
        for each in engagements
    ]
    if None in people:
        rows.append(OrganisationRow(None, tuple(people[None]), len(held.get(None, ())), stewarded=False))
    return rows
