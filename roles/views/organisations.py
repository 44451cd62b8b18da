"""Lists of organisations: those of a network, and all that somebody may see."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from collab.search import FEW, search_query
from collab.text import fold
from networks.access import get_visible_network
from networks.models import Engagement, Membership, Network, Organisation
from networks.pages import network_context
from roles.pages.members import organisation_rows

PER_PAGE = 100


@require_safe
def network_organisations(request: HttpRequest, slug: str) -> HttpResponse:
    """The organisations engaged in a network: what is at stake for them, and who sits there for them."""
    network = get_visible_network(request.user, slug)
    today = timezone.localdate()
    query = search_query(request)
    engagements = Engagement.objects.filter(network=network).select_related("organisation")
    engagements = engagements.order_by("organisation__name_key")
    if query:
        engagements = engagements.filter(organisation__name_key__contains=fold(query))
    page = Paginator(engagements, PER_PAGE).get_page(request.GET.get("page"))
    members = Membership.objects.active_on(today).filter(network=network).with_parties()
    if query or page.has_next():  # those in their own name stand at the very end
        members = members.exclude(engagement=None)
    stewarded = set(Organisation.objects.stewarded_by(request.user).values_list("pk", flat=True))
    if request.user.is_superuser:
        stewarded = {each.organisation_id for each in page}
    return render(
        request,
        "roles/network_organisations.html",
        network_context(network, request.user, "network_organisations")
        | {
            "page": page,
            "rows": organisation_rows(page.object_list, members, today, stewarded),
            "query": query,
            "searchable": bool(query) or page.paginator.count > FEW,
        },
    )


@require_safe
def organisation_list(request: HttpRequest) -> HttpResponse:
    """The organisations that somebody may see, their own first."""
    query = search_query(request)
    running = Q(engagements__network__ended_on=None) | Q(
        engagements__network__ended_on__gt=timezone.localdate()
    )
    visible = Q(engagements__network__in=Network.objects.visible_to(request.user))
    seen = Count("engagements", filter=running & visible)
    organisations = Organisation.objects.filter(
        pk__in=Organisation.objects.visible_to(request.user).values("pk")
    ).annotate(networks_seen=seen)
    mine = list(organisations.stewarded_by(request.user).order_by("name_key"))
    others = organisations.exclude(pk__in=[each.pk for each in mine]).order_by("name_key")
    if query:
        others = others.filter(name_key__contains=fold(query))
    page = Paginator(others, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "roles/organisation_list.html",
        {
            "mine": mine,
            "page": page,
            "query": query,
            "searchable": bool(query) or page.paginator.count > FEW,
        },
    )
