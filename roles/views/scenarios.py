"""Scenarios."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from networks.access import get_visible_network, takes_part
from networks.pages import network_context
from roles.pages.moving import moving_pages


@require_safe
def scenario_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the page."""
    network = get_visible_network(request.user, slug)
    if not takes_part(request.user, network):
        raise PermissionDenied
    page = network_context(network, request.user, "swap_list")
    page["moving"] = moving_pages(request.user, network)
    return render(request, "roles/scenario_list.html", page)
