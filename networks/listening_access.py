"""Who may write a listening note, and for whom one is. An administrator may no more than anybody else."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from networks.access import get_own_part, get_visible_network
from networks.models import ListeningNote, Membership, User


def get_colleagues(user: User, slug: str, membership: int) -> tuple[Membership, Membership]:
    """Return the user's own running membership, and that of the other member whom they listened to.

    Raise 404 when the user may not know of the network or it has no such other member, 403 when they do not take
    part in it.
    """
    network = get_visible_network(user, slug)
    running = Membership.objects.active_on(timezone.localdate()).with_parties()
    about = get_object_or_404(running, network=network, pk=membership)
    own = get_own_part(user, slug)
    if about.person_id == own.person_id:
        raise Http404
    return own, about


def get_own_note(user: User, slug: str, note: int) -> ListeningNote:
    """Return a note that the user wrote or that is about them, or raise 404, whoever else asks for it."""
    network = get_visible_network(user, slug)
    notes = ListeningNote.objects.between(user).select_related("author", "about")
    found = get_object_or_404(notes, network=network, pk=note)
    found.network = network
    return found
