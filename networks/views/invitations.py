"""Invitations, as a coordinator sees and sends them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from collab.search import FEW, search_query
from networks.access import get_editable_network
from networks.invitees import standing
from networks.models import Invitation, Membership, Network, Person
from networks.pages import network_context
from networks.services.invitations import invite, withdraw_invitation
from networks.views.invitation_rounds import link_maker

PER_PAGE = 100


@require_safe
def invitation_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every invitation to a network and how it stands, and who was not invited yet."""
    network = get_editable_network(request.user, slug)
    query = search_query(request)
    filters = standing.state_filters(network)
    total = sum(each.count for each in filters)
    chosen = next((each for each in filters if each.state == request.GET.get("state")), None)
    invitations = standing.network_invitations(network)
    if query:
        invitations = standing.search(invitations, query)
    if chosen:
        invitations = invitations.in_state(chosen.state)
    page = Paginator(invitations, PER_PAGE).get_page(request.GET.get("page"))
    waiting = list(standing.never_invited(network, request.user))
    return render(
        request,
        "networks/invitation_list.html",
        network_context(network, request.user, "member_list")
        | {
            "page": page,
            "rows": standing.invitation_rows(page.object_list),
            "filters": filters,
            "chosen": chosen,
            "total": total,
            "lead": _lead(filters),
            "query": query,
            "searchable": bool(query) or total > FEW,
            "not_invited": len(waiting),
            "waiting": [person for person in waiting if person.email],
            "unreachable": [person for person in waiting if not person.email],
        },
    )


def _lead(filters: list[standing.StateFilter]) -> str:
    """Return the sentence on top: how many came in, of how many invitations that still count."""
    counts = {each.state: each.count for each in filters}
    accepted = counts.get(Invitation.State.ACCEPTED, 0)
    running = sum(counts.values()) - counts.get(Invitation.State.WITHDRAWN, 0)
    if not running:
        return _("Nobody is invited at the moment.")
    return ngettext(
        "%(accepted)s of %(running)s invitation was accepted.",
        "%(accepted)s of %(running)s invitations were accepted.",
        running,
    ) % {"accepted": accepted, "running": running}


@require_POST
def invitation_send(request: HttpRequest, slug: str, person: int) -> HttpResponse:
    """Mail a member or observer a personal link, again if need be, then with the same words."""
    network = get_editable_network(request.user, slug)
    invited = get_object_or_404(Person.objects.involved_in(network), pk=person)
    earlier = Invitation.objects.filter(network=network, person=invited).last_of_each().first()
    try:
        invitation = invite(
            network=network,
            person=invited,
            inviter=request.user,
            link=link_maker(request),
            message=earlier.message if earlier else "",
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        _tell(request, invitation)
    return _back_to(request, network, invited)


def _tell(request: HttpRequest, invitation: Invitation) -> None:
    if invitation.bounced_at:
        messages.error(
            request,
            _("The mail server refused %(email)s. Does this address still exist?")
            % {"email": invitation.email},
        )
        return
    messages.success(
        request,
        _("A mail to %(email)s is on its way. The link in it works for %(days)s days.")
        % {"email": invitation.email, "days": Invitation.VALID_FOR.days},
    )


@require_POST
def invitation_withdraw(request: HttpRequest, slug: str, invitation: int) -> HttpResponse:
    """Let a link that was mailed stop working."""
    network = get_editable_network(request.user, slug)
    found = get_object_or_404(
        Invitation.objects.visible_to(request.user).select_related("person"), network=network, pk=invitation
    )
    withdraw_invitation(invitation=found)
    messages.success(
        request, _("The link that %(name)s was sent no longer works.") % {"name": found.person.name}
    )
    return _back_to(request, network, found.person)


def _back_to(request: HttpRequest, network: Network, person: Person) -> HttpResponse:
    """Lead to the page with the button: the list of invitations, a member's own, or where an observer stands."""
    if "list" in request.POST:
        return redirect("invitation_list", network.slug)
    seats = Membership.objects.active_on(timezone.localdate())
    seat = seats.filter(network=network, person=person).values_list("pk", flat=True).first()
    if seat is None:
        return redirect("member_list", network.slug)
    return redirect("member_detail", network.slug, seat)
