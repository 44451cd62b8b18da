"""Who may see and do what. Sight is a queryset (`visible_to` on each model); deeds are the predicates below."""

from dataclasses import dataclass
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from networks.models import (
    CollaborationPolicy,
    Engagement,
    Mandate,
    Membership,
    Network,
    Organisation,
    Person,
    User,
)


def own_membership(user: User, network: Network) -> Membership | None:
    """Return the user's running membership of a network."""
    return (
        Membership.objects.active_on(timezone.localdate()).filter(network=network, person__user=user).first()
    )


def joins_in(user: User, network: Network) -> bool:
    """Whether the user may have a say in how roles move: a member, and an administrator."""
    return user.is_superuser or own_membership(user, network) is not None


def can_coordinate(user: User, network: Network) -> bool:
    """Whether the user may change members, roles, norms and purpose of a network."""
    return user.is_superuser or coordinates(user, network)


def coordinates(user: User, network: Network) -> bool:
    """Whether the user is one of the network's own coordinators, who see the private findings."""
    membership = own_membership(user, network)
    return membership is not None and membership.is_coordinator


def can_edit_profile(user: User, person: Person) -> bool:
    """Whether the user may edit what somebody says of themselves: only that person, and an administrator."""
    return user.is_superuser or person.user_id == user.pk


def can_create_network(user: User) -> bool:
    """Whether the user may begin a network: whoever is known as a person, and administrators."""
    return user.is_superuser or user.person_or_none is not None


def is_steward(user: User, organisation: Organisation) -> bool:
    """Whether the user answers for an organisation."""
    return user.is_superuser or is_steward_in_person(user, organisation)


def is_steward_in_person(user: User, organisation: Organisation) -> bool:
    """Whether the user answers for an organisation themselves, and so may know what its people prefer."""
    return organisation.stewardships.filter(person__user=user).exists()


def get_visible_network(user: User, slug: str) -> Network:
    """Return the network, or raise 404 when the user may not know of it."""
    return get_object_or_404(Network.objects.visible_to(user), slug=slug)


def sees_network(user: User, slug: str) -> bool:
    """Whether the user may know of a network."""
    return Network.objects.visible_to(user).filter(slug=slug).exists()


def get_left_network(user: User, slug: str) -> Network:
    """Return a network in which the user had a seat before; raise 404 when they never had.

    Only for answering what they send from a page that they opened while they had it.
    """
    left = Membership.objects.filter(person__user=user, left_on__lte=timezone.localdate())
    return get_object_or_404(Network, pk__in=left.values("network"), slug=slug)


def get_editable_network(user: User, slug: str) -> Network:
    """Return the network, or raise 404 when the user may not know of it, 403 when they may only read it."""
    network = get_visible_network(user, slug)
    if not can_coordinate(user, network):
        raise PermissionDenied
    return network


def get_joined_network(user: User, slug: str) -> Network:
    """Return the network, or raise 404 when the user may not know of it, 403 when they only look on."""
    network = get_visible_network(user, slug)
    if not joins_in(user, network):
        raise PermissionDenied
    return network


def get_own_membership(user: User, slug: str, membership: int) -> Membership:
    """Return a running membership whose holder may speak in it: that person, or an administrator for them.

    Raise 404 when the user may not know of the network or it has no such member, 403 when somebody else's.
    """
    network = get_visible_network(user, slug)
    running = Membership.objects.active_on(timezone.localdate()).select_related("person", "network")
    found = get_object_or_404(running, network=network, pk=membership)
    if not can_edit_profile(user, found.person):
        raise PermissionDenied
    return found


def get_own_part(user: User, slug: str) -> Membership:
    """Return the user's own running membership.

    Raise 404 when they may not know of the network, 403 when they see it without taking part.
    """
    running = Membership.objects.active_on(timezone.localdate()).filter(network__slug=slug, person__user=user)
    own = running.select_related("network", "person", "engagement__organisation").first()
    if own is None:
        get_visible_network(user, slug)
        raise PermissionDenied
    return own


def get_confided_membership(user: User, slug: str, membership: int) -> Membership:
    """Return a running membership of somebody whose private side the user may see: that person, or a coordinator
    of the network in person.

    Raise 404 when the user may not know of the network or it has no such member, 403 when they may only read it.
    """
    network = get_visible_network(user, slug)
    running = Membership.objects.active_on(timezone.localdate()).with_parties().select_related("network")
    found = get_object_or_404(running, network=network, pk=membership)
    if found.person.user_id != user.pk and not coordinates(user, network):
        raise PermissionDenied
    return found


class VisibleOrganisation(NamedTuple):
    """An organisation, its policy if it has one, who answers for it, and what the reader may do with it."""

    organisation: Organisation
    policy: CollaborationPolicy | None
    stewards: tuple[str, ...]
    answers_for_it: bool  # one of the stewards, who see what its people carry
    may_edit: bool  # one of those, or an administrator


def get_visible_organisation(user: User, slug: str) -> VisibleOrganisation:
    """Return the organisation as the user may see it, or raise 404 when they may not know of it.

    Two queries for those who answer for it, whom nothing is kept from; three for others.
    """
    found = get_object_or_404(Organisation.objects.select_related("policy"), slug=slug)
    names = found.stewardships.order_by("person__name_key").values_list("person__name", "person__user")
    stewards = list(names)
    answers_for_it = any(account == user.pk for _name, account in stewards)
    may_edit = answers_for_it or user.is_superuser
    if not may_edit and not Organisation.objects.visible_to(user).filter(pk=found.pk).exists():
        raise Http404
    policy = getattr(found, "policy", None)
    return VisibleOrganisation(
        found, policy, tuple(name for name, _account in stewards), answers_for_it, may_edit
    )


def get_stewarded_organisation(user: User, slug: str) -> Organisation:
    """Return the organisation, or raise 404 when the user may not know of it, 403 when they may only read of it."""
    organisation = get_object_or_404(Organisation.objects.visible_to(user), slug=slug)
    if not is_steward(user, organisation):
        raise PermissionDenied
    return organisation


def get_stewarded_engagement(user: User, slug: str, engagement: int) -> Engagement:
    """Return a network's engagement for whose organisation the user answers.

    Raise 404 when the user may not know of the network or it has no such engagement, 403 when they may only read.
    """
    network = get_visible_network(user, slug)
    found = get_object_or_404(
        Engagement.objects.select_related("organisation"), network=network, pk=engagement
    )
    found.network = network
    if not is_steward(user, found.organisation):
        raise PermissionDenied
    return found


def may_correct_person(person: Person, network: Network) -> bool:
    """Whether a coordinator of this network may put right how somebody is called and reached.

    Only of somebody who is known nowhere else and has no account: to take over an address is to take over a person.
    """
    elsewhere = (
        person.memberships.exclude(network=network).exists()
        or person.observed.exclude(network=network).exists()
    )
    return person.user_id is None and not elsewhere and not person.stewardships.exists()


@dataclass(frozen=True, slots=True)
class ChangeScope:
    """Which changes a reader may see: all of them, or those about a person and some organisations' mandates."""

    network: Network | None  # None: of all networks
    everything: bool
    person: int | None = None
    organisations: frozenset[int] = frozenset()


def get_change_scope(user: User, network: Network) -> ChangeScope:
    """Return what somebody may see of who changed what; raise 403 for whoever only looks on.

    Coordinators and administrators see everything, a member what is about them, a steward the mandates of their
    organisation's people.
    """
    own = own_membership(user, network)
    if user.is_superuser or (own is not None and own.is_coordinator):
        return ChangeScope(network, everything=True)
    answered_for = frozenset(
        network.engagements.filter(organisation__stewardships__person__user=user).values_list(
            "organisation", flat=True
        )
    )
    if own is None and not answered_for:
        raise PermissionDenied
    person = user.person_or_none
    return ChangeScope(network, False, person.pk if person else None, answered_for)


def get_visible_mandate(user: User, slug: str, mandate: int) -> Mandate:
    """Return a mandate of a network's member, or raise 404 when the user may not know of the network."""
    network = get_visible_network(user, slug)
    return get_object_or_404(Mandate.objects.with_people(), membership__network=network, pk=mandate)


def get_answerable_mandate(user: User, slug: str, mandate: int) -> Mandate:
    """Return the same, or raise 403 when the user does not answer for the organisation that it is from."""
    found = get_visible_mandate(user, slug, mandate)
    if not answers_for(user, found.membership):
        raise PermissionDenied
    return found


def answers_for(user: User, membership: Membership) -> bool:
    """Whether the user grants, declines and withdraws this member's mandates: the steward of their organisation."""
    return membership.organisation is not None and is_steward(user, membership.organisation)


def may_ask_for(user: User, membership: Membership, *, can_coordinate: bool) -> bool:
    """Whether the user may ask for a mandate for this member: themselves, and whoever coordinates the network."""
    if membership.engagement_id is None:
        return False
    return membership.person.user_id == user.pk or can_coordinate


def seats_to_ask_for(user: User, network: Network) -> QuerySet[Membership]:
    """Return the running memberships for which the user may ask for a mandate, by name."""
    seats = _seats_for_organisations(network)
    return seats if can_coordinate(user, network) else seats.filter(person__user=user)


def seats_to_answer_for(user: User, network: Network) -> QuerySet[Membership]:
    """Return the running memberships whose mandates the user grants, by name."""
    seats = _seats_for_organisations(network)
    if user.is_superuser:
        return seats
    return seats.filter(engagement__organisation__in=Organisation.objects.stewarded_by(user))


def _seats_for_organisations(network: Network) -> QuerySet[Membership]:
    running = Membership.objects.active_on(timezone.localdate()).with_parties().select_related("network")
    return running.filter(network=network).exclude(engagement=None)
