"""Bringing meetings in from a calendar, looking first at what would be recorded."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from networks.consultation_access import get_recording_network
from networks.pages import network_context
from networks.together import with_together


@require_http_methods(["GET", "HEAD", "POST"])
def consultation_import(request: HttpRequest, slug: str) -> HttpResponse:
    """Upload a calendar, look at what would be recorded, and let it be done."""
    network = get_recording_network(request.user, slug)
    frame = with_together(network_context(network, request.user, "purpose"))
    return render(request, "networks/consultation_import.html", frame)
