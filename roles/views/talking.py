"""Who talks with whom: in one network, and over all networks of an organisation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from networks.access import get_visible_network, get_visible_organisation
from networks.models import Network
from networks.talking.sittings import read_sittings
from networks.together import together_context
from roles.pages.talking.asked import read_asked
from roles.pages.talking.page import talking_page


@require_safe
def talking_graph(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who met whom at the meetings of a network: a picture, a matrix, and measures in words and figures."""
    network = get_visible_network(request.user, slug)
    today = timezone.localdate()
    asked = read_asked(request, today)
    period = asked.period
    sittings = read_sittings([network.pk], period.first, period.last, min(period.last, today))
    frame = together_context(network, request.user)
    return render(request, "roles/talking_graph.html", frame | talking_page(request, sittings, asked))


@require_safe
def organisation_talking(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the same over all networks of an organisation, as far as the reader may see them."""
    visible = get_visible_organisation(request.user, slug)
    today = timezone.localdate()
    asked = read_asked(request, today)
    period = asked.period
    networks = Network.objects.visible_to(request.user).filter(engagements__organisation=visible.organisation)
    names = dict(networks.order_by("name").values_list("pk", "name"))
    sittings = read_sittings(list(names), period.first, period.last, min(period.last, today))
    return render(
        request,
        "roles/organisation_talking.html",
        {
            "organisation": visible.organisation,
            "stewards": ", ".join(visible.stewards),
            "may_edit": visible.may_edit,
            "networks": list(names.values()),
            **talking_page(request, sittings, asked, visible.organisation.pk if names else None),
        },
    )
