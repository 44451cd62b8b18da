"""Who may see and do what. Sight is a queryset (`visible_to` on each model); deeds are the predicates below."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone

from networks.models import Membership, Network, Organisation, Person, User


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
