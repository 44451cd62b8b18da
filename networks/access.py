"""Who may see and do what. Sight is a queryset (`visible_to` on each model); deeds are the predicates below."""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from networks.models import CollaborationPolicy, Membership, Network, Organisation, Person, User


def own_membership(user: User, network: Network) -> Membership | None:
    """Return the user's running membership of a network."""
    return (
        Membership.objects.active_on(timezone.localdate()).filter(network=network, person__user=user).first()
    )


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
    return user.is_superuser or organisation.stewardships.filter(person__user=user).exists()


def get_visible_network(user: User, slug: str) -> Network:
    """Return the network, or raise 404 when the user may not know of it."""
    return get_object_or_404(Network.objects.visible_to(user), slug=slug)


def get_editable_network(user: User, slug: str) -> Network:
    """Return the network, or raise 404 when the user may not know of it, 403 when they may only read it."""
    network = get_visible_network(user, slug)
    if not can_coordinate(user, network):
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


def may_correct_person(person: Person, network: Network) -> bool:
    """Whether a coordinator of this network may put right how somebody is called and reached.

    Only of somebody who is known nowhere else and has no account: to take over an address is to take over a person.
    """
    elsewhere = (
        person.memberships.exclude(network=network).exists()
        or person.observed.exclude(network=network).exists()
    )
    return person.user_id is None and not elsewhere and not person.stewardships.exists()
