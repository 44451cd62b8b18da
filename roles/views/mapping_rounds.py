"""Roles as we see them: the rounds of a network, opening one, closing it, calling it off."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from collab.methods import form_page
from networks.access import get_editable_network, get_visible_network, own_membership
from networks.models import Network
from networks.together import together_context
from roles.forms.mapping import OpenForm
from roles.models import MappingRound
from roles.pages.mapping_rounds import closed_rounds, read_open_round
from roles.services.mapping_rounds import (
    close_due_mapping_rounds,
    close_round,
    needed_layers,
    open_round,
    withdraw_round,
)

PER_PAGE = 20


@require_safe
def mapping_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the round that runs with how far it is, and those that are over."""
    network = get_visible_network(request.user, slug)
    today = timezone.localdate()
    close_due_mapping_rounds(day=today)
    page = Paginator(closed_rounds(network, request.user), PER_PAGE).get_page(request.GET.get("page"))
    frame = together_context(network, request.user)
    running = read_open_round(network, request.user)
    return render(
        request,
        "roles/mapping_list.html",
        frame
        | {
            "running": running,
            "is_asker": running is not None and _is_asker(request, running.round),
            "page": page,
            "may_open": frame["can_coordinate"] and network.ended_on is None and running is None,
        },
    )


@form_page
def mapping_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a round; what everybody is told about it is read first."""
    network = get_editable_network(request.user, slug)
    today = timezone.localdate()
    close_due_mapping_rounds(day=today)
    running = read_open_round(network, request.user)
    takes_part = own_membership(request.user, network) is not None
    form = OpenForm(request.POST or None, today=today, takes_part=takes_part)
    if request.method == "POST" and form.is_valid():
        try:
            opened = open_round(
                network=network,
                way=form.cleaned_data["way"],
                asked_by=request.user.person_or_none,
                closes_on=form.cleaned_data["closes_on"],
                today=today,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _opened(request, network, opened)
    context = together_context(network, request.user) | {"form": form, "running": running}
    return render(request, "roles/mapping_create.html", context)


def _opened(request: HttpRequest, network: Network, opened: MappingRound) -> HttpResponse:
    if opened.way == MappingRound.Way.COORDINATOR:
        return redirect("mapping_cards", network.slug, opened.pk)
    messages.success(
        request, _("The round is open. Everybody finds it on their own page, and in the weekly mail.")
    )
    return redirect("mapping_list", network.slug)


@form_page
def mapping_close(request: HttpRequest, slug: str, mapping_round: int) -> HttpResponse:
    """Close a round, once what that means has been read."""
    network = get_editable_network(request.user, slug)
    found = _network_round(request, network, mapping_round)
    if found.way == MappingRound.Way.COORDINATOR and not _is_asker(request, found):
        raise PermissionDenied
    if found.closed_on is not None:
        return redirect("mapping_list", network.slug)
    if request.method == "POST":
        close_round(mapping_round=found, day=timezone.localdate())
        if found.counts.exists():
            messages.success(request, _("The round is closed. Look together at what it came to."))
        else:
            messages.info(request, _("The round is closed without a result: too few cards were laid."))
        return redirect("mapping_list", network.slug)
    running = read_open_round(network, request.user)
    context = together_context(network, request.user) | {"running": running, "needed": needed_layers(found)}
    return render(request, "roles/mapping_close.html", context)


@require_POST
def mapping_withdraw(request: HttpRequest, slug: str, mapping_round: int) -> HttpResponse:
    """Call a round off; whatever was laid goes unread."""
    network = get_editable_network(request.user, slug)
    found = _network_round(request, network, mapping_round)
    if found.closed_on is None:
        withdraw_round(mapping_round=found, day=timezone.localdate())
        messages.success(request, _("The round is called off, and every card taken up unread."))
    return redirect("mapping_list", network.slug)


def _network_round(request: HttpRequest, network: Network, mapping_round: int) -> MappingRound:
    close_due_mapping_rounds(day=timezone.localdate())
    rounds = MappingRound.objects.visible_to(request.user).filter(network=network)
    return get_object_or_404(rounds, pk=mapping_round)


def _is_asker(request: HttpRequest, mapping_round: MappingRound) -> bool:
    person = request.user.person_or_none
    return person is not None and mapping_round.asked_by_id == person.pk
