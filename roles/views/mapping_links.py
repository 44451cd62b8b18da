"""Personal links for members without an account: made by a coordinator, opened without signing in."""

from allauth.core.ratelimit import respond_429
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from collab.limits import Limit
from collab.search import FEW, search_query
from collab.text import fold
from networks.access import get_editable_network
from networks.models import Network
from networks.together import together_context
from roles.models import MappingPart, MappingRound
from roles.services.mapping_links import mail_link, make_link, parts_without_account, withdraw_link
from roles.services.mapping_rounds import close_due_mapping_rounds

link_mails = Limit("mapping_link_mail", "100/h/ip")
PER_PAGE = 50


@require_safe
def mapping_links(request: HttpRequest, slug: str, mapping_round: int) -> HttpResponse:
    """Show who cannot sign in, and whether they have a link: not whether they used it."""
    network = get_editable_network(request.user, slug)
    found = _round(request, network, mapping_round)
    if found.closed_on is not None:
        messages.info(request, _("This round is closed, so nobody needs a link any more."))
        return redirect("mapping_list", network.slug)
    query = search_query(request)
    parts = parts_without_account(found)
    total = parts.count()
    if query:
        parts = parts.filter(person__name_key__contains=fold(query))
    page = Paginator(parts, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "roles/mapping_links.html",
        together_context(network, request.user)
        | {"round": found, "page": page, "total": total, "query": query, "searchable": total > FEW},
    )


@never_cache
@require_POST
def mapping_link_make(request: HttpRequest, slug: str, mapping_round: int, person: int) -> HttpResponse:
    """Make a link and show it this once, or mail it."""
    network = get_editable_network(request.user, slug)
    part = _part(request, network, mapping_round, person)
    back = redirect("mapping_links", network.slug, part.round_id)
    today = timezone.localdate()

    def full_address(token: str) -> str:
        return request.build_absolute_uri(reverse("mapping_link", args=[token]))

    try:
        if "mail" not in request.POST:
            address = full_address(make_link(part=part, day=today))
            context = together_context(network, request.user) | {
                "part": part,
                "round": part.round,
                "address": address,
            }
            return render(request, "roles/mapping_link_made.html", context)
        if link_mails.is_exceeded(request):
            return respond_429(request)
        mail_link(part=part, day=today, link=full_address)
        link_mails.count(request)
        messages.success(
            request, _("A mail with the link is on its way to %(name)s.") % {"name": part.person.name}
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return back


@require_POST
def mapping_link_withdraw(request: HttpRequest, slug: str, mapping_round: int, person: int) -> HttpResponse:
    """Let a link stop working."""
    network = get_editable_network(request.user, slug)
    part = _part(request, network, mapping_round, person)
    try:
        withdraw_link(part=part, day=timezone.localdate())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The link of %(name)s no longer works.") % {"name": part.person.name})
    return redirect("mapping_links", network.slug, part.round_id)


def _round(request: HttpRequest, network: Network, mapping_round: int) -> MappingRound:
    """Return a round in which everyone lays cards; 404 without it."""
    close_due_mapping_rounds(day=timezone.localdate())
    rounds = MappingRound.objects.visible_to(request.user).filter(
        network=network, way=MappingRound.Way.EVERYONE
    )
    return get_object_or_404(rounds, pk=mapping_round)


def _part(request: HttpRequest, network: Network, mapping_round: int, person: int) -> MappingPart:
    """Return the part of somebody who was asked when the round opened; 404 without it."""
    found = _round(request, network, mapping_round)
    return get_object_or_404(found.parts.select_related("person", "round__network"), person=person)
