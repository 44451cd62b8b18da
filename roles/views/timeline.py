"""Roles over time."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from networks.access import get_visible_network
from networks.pages import network_context


@require_safe
def timeline(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the page."""
    network = get_visible_network(request.user, slug)
    page = network_context(network, request.user, "timeline")
    return render(request, "roles/timeline.html", page)
