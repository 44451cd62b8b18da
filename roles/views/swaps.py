"""Roles that move."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from networks.access import get_visible_network
from networks.pages import network_context
from roles.models import RoleSwap
from roles.pages.moving import moving_pages


@require_safe
def swap_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the page."""
    network = get_visible_network(request.user, slug)
    page = network_context(network, request.user, "swap_list")
    page["moving"] = moving_pages(request.user, network)
    return render(request, "roles/swap_list.html", page)


@require_safe
def swap_detail(request: HttpRequest, slug: str, swap: int) -> HttpResponse:
    """Show a proposal."""
    network = get_visible_network(request.user, slug)
    get_object_or_404(RoleSwap.objects.visible_to(request.user), network=network, pk=swap)
    return redirect("swap_list", slug)
