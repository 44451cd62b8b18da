"""What a network exists for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from networks.access import get_visible_network
from networks.pages import network_context
from networks.together import with_together


@require_safe
def purpose(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the question, the goal, and what belongs to it and what does not."""
    network = get_visible_network(request.user, slug)
    frame = with_together(network_context(network, request.user, "purpose"))
    return render(request, "networks/purpose.html", frame)
