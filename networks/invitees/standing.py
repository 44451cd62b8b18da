"""How the invitations of a network stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from collab.text import fold
from networks.models import Invitation, Network, Person, User
from networks.models.invitations import InvitationQuerySet

ICONS = {
    Invitation.State.SENT: "envelope",
    Invitation.State.OPENED: "eye",
    Invitation.State.ACCEPTED: "check-circle-fill",
    Invitation.State.EXPIRED: "clock-history",
    Invitation.State.WITHDRAWN: "x-lg",
    Invitation.State.BOUNCED: "exclamation-triangle-fill",
}
LOOKS = {
    Invitation.State.ACCEPTED: "good",
    Invitation.State.EXPIRED: "warning",
    Invitation.State.BOUNCED: "critical",
}


@dataclass(frozen=True, slots=True)
class StateFilter:
    """A choice above the list: a state (empty: all of them) and how many there are."""

    state: str
    label: str
    icon: str
    count: int


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation in the list, and what can be done about it."""

    invitation: Invitation
    label: str
    icon: str
    look: str
    is_open: bool
    can_send_again: bool


def network_invitations(network: Network) -> InvitationQuerySet:
    """Return the invitations to a network, newest first, with what their row needs."""
    invitations = Invitation.objects.filter(network=network).with_state().with_latest().with_involved()
    return invitations.select_related("person", "invited_by__person")


def search(invitations: InvitationQuerySet, query: str) -> InvitationQuerySet:
    """Return those whose person or address has these letters."""
    return invitations.filter(Q(person__name_key__contains=fold(query)) | Q(email__icontains=query))


def state_filters(network: Network) -> list[StateFilter]:
    """Return the choices above the list: all, and the states that occur. One query."""
    invitations: Any = Invitation.objects.filter(network=network).with_state().order_by()
    counts = dict(invitations.values_list("state").annotate(Count("pk")))
    return [
        StateFilter(state.value, str(state.label), ICONS[state], counts[state.value])
        for state in Invitation.State
        if state.value in counts
    ]


def invitation_rows(invitations: Iterable[Invitation]) -> list[InvitationRow]:
    """Return invitations with their state in words and what can be done about them."""
    rows = []
    for each in invitations:
        state = Invitation.State(each.state)
        latest = each.is_latest and each.is_involved and state != Invitation.State.ACCEPTED
        rows.append(
            InvitationRow(
                each,
                str(state.label),
                ICONS[state],
                LOOKS.get(state, ""),
                is_open=each.is_open,
                can_send_again=latest and bool(each.person.email),
            )
        )
    return rows


def never_invited(network: Network, reader: User) -> QuerySet[Person]:
    """Return who is involved in a network, the reader aside, and was never sent an invitation to it, by name.

    Whether they have an account plays no part in it: a coordinator is not to learn that.
    """
    sent = Invitation.objects.filter(network=network)
    return Person.objects.involved_in(network).exclude(pk__in=sent.values("person")).exclude(user=reader)
