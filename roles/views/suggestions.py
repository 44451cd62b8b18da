"""What would clear it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from networks.access import get_editable_network
from networks.pages import network_context
from roles.pages.moving import moving_pages


@require_safe
def suggestions(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the page."""
    network = get_editable_network(request.user, slug)
    page = network_context(network, request.user, "swap_list")
    page["moving"] = moving_pages(request.user, network)
    return render(request, "roles/suggestions.html", page)
