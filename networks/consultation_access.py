"""Who may record meetings: everybody who takes part, so that it is not the coordinator's task alone."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from networks.access import can_coordinate, get_visible_network, joins_in
from networks.models import Consultation, User


def get_visible_consultation(user: User, slug: str, consultation: int) -> Consultation:
    """Return a meeting of the network, or raise 404 when the user may not know of it."""
    network = get_visible_network(user, slug)
    found = get_object_or_404(
        Consultation.objects.select_related("recorded_by"), network=network, pk=consultation
    )
    found.network = network
    return found


def get_editable_consultation(user: User, slug: str, consultation: int) -> Consultation:
    """Return the same, or raise 403 for whoever only looks on."""
    found = get_visible_consultation(user, slug, consultation)
    if not joins_in(user, found.network):
        raise PermissionDenied
    return found


def get_removable_consultation(user: User, slug: str, consultation: int) -> Consultation:
    """Return the same, or raise 403 when the user neither recorded it nor coordinates the network."""
    found = get_visible_consultation(user, slug, consultation)
    if not may_remove(user, found):
        raise PermissionDenied
    return found


def may_remove(user: User, consultation: Consultation) -> bool:
    """Whether the user may remove a meeting: who recorded it and still takes part, and whoever coordinates."""
    recorder = consultation.recorded_by
    own = recorder is not None and recorder.user_id == user.pk and joins_in(user, consultation.network)
    return own or can_coordinate(user, consultation.network)
