"""Scenarios: those that somebody may see, several side by side, and making, copying and deleting them."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from collab.methods import form_page
from collab.search import FEW, search_query
from collab.text import fold
from networks.access import get_joined_network
from networks.models import Network
from networks.pages import network_context
from roles.forms.scenarios import ScenarioForm
from roles.models import Scenario
from roles.pages.moving import with_moving
from roles.pages.reports import ReadReport, read_report
from roles.pages.scenario_compare import FEWEST, MOST, score_rows, signal_rows
from roles.pages.scenarios import scenario_lines
from roles.scenario_access import get_own_scenario, get_visible_scenario
from roles.scenario_ground import Ground
from roles.services.scenarios import copy_scenario, delete_scenario, describe_scenario, make_scenario
from roles.texts.scenarios import fewest_signals_sentence


@require_safe
def scenario_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what somebody tried out, and what others let them look at, with what each comes to."""
    network = get_joined_network(request.user, slug)
    read = _read(request, network)
    scenarios = list(_visible(request, network))
    query = search_query(request)
    found = [each for each in scenarios if fold(query) in fold(each.name)]
    page = with_moving(read.frame(request.user, "swap_list")) | {
        "lines": scenario_lines(read, Ground.load(network, read.snapshot.day), found, request.user),
        "total": len(scenarios),
        "query": query,
        "searchable": bool(query) or len(scenarios) > FEW,
        "may_compare": len(found) >= FEWEST,
        "most": MOST,
    }
    return render(request, "roles/scenario_list.html", page)


@require_safe
def scenario_compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Show two to four scenarios side by side (`?scenario=`, once for each)."""
    network = get_joined_network(request.user, slug)
    asked = list(dict.fromkeys(request.GET.getlist("scenario")))
    if not FEWEST <= len(asked) <= MOST:
        messages.error(request, _("Tick two, three or four scenarios to lay side by side."))
        return redirect("scenario_list", slug)
    known = {str(each.pk): each for each in _visible(request, network)}
    if not set(asked) <= set(known):
        raise Http404
    read = _read(request, network)
    ground = Ground.load(network, read.snapshot.day)
    lines = scenario_lines(read, ground, [known[each] for each in asked], request.user)
    outcomes = [line.outcome for line in lines]
    page = with_moving(read.frame(request.user, "swap_list")) | {
        "lines": lines,
        "scores": score_rows(outcomes),
        "signals": signal_rows(read, outcomes),
        "signals_now": len(read.report.findings),
        "lead": fewest_signals_sentence(
            [(each.scenario.name, len(each.report.findings)) for each in outcomes], len(read.report.findings)
        ),
    }
    return render(request, "roles/scenario_compare.html", page)


@form_page
def scenario_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a scenario."""
    network = get_joined_network(request.user, slug)
    form = ScenarioForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = make_scenario(network=network, owner=request.user, **_words(form))
        return redirect(made)
    page = _frame(request, network) | {"form": form}
    return render(request, "roles/scenario_create.html", page)


@form_page
def scenario_edit(request: HttpRequest, slug: str, scenario: int) -> HttpResponse:
    """Call a scenario otherwise, and say anew what it is about."""
    own = get_own_scenario(request.user, slug, scenario)
    form = ScenarioForm(request.POST or None, initial={"name": own.name, "note": own.note})
    if request.method == "POST" and form.is_valid():
        describe_scenario(scenario=own, **_words(form))
        messages.success(request, _("Saved: %(name)s.") % {"name": own.name})
        return redirect(own)
    page = _frame(request, own.network) | {"scenario": own, "form": form}
    return render(request, "roles/scenario_edit.html", page)


@require_POST
def scenario_copy(request: HttpRequest, slug: str, scenario: int) -> HttpResponse:
    """Copy a scenario that one may see, to go on with it oneself."""
    seen = get_visible_scenario(request.user, slug, scenario)
    copy = copy_scenario(scenario=seen, owner=request.user)
    messages.success(request, _("This is your own copy. Nobody else sees it."))
    return redirect(copy)


@form_page
def scenario_delete(request: HttpRequest, slug: str, scenario: int) -> HttpResponse:
    """Delete a scenario, once somebody has read what goes with it."""
    own = get_own_scenario(request.user, slug, scenario)
    if request.method == "POST":
        delete_scenario(scenario=own)
        messages.success(request, _("Deleted: %(name)s.") % {"name": own.name})
        return redirect("scenario_list", slug)
    page = _frame(request, own.network) | {
        "scenario": own,
        "steps": own.moves.count(),
        "shares": own.shares.count(),
    }
    return render(request, "roles/scenario_delete.html", page)


def _visible(request: HttpRequest, network: Network) -> QuerySet[Scenario]:
    """Return the scenarios of a network that somebody may see, the last changed first.

    Each with who made it and how many look at it.
    """
    visible = Scenario.objects.visible_to(request.user).filter(network=network)
    counted = visible.select_related("owner__person", "network").annotate(sharing=Count("shares"))
    return counted.order_by("-changed_at", "-pk")


def _read(request: HttpRequest, network: Network) -> ReadReport:
    return read_report(request.user, network.slug, timezone.localdate()).without_stances()


def _words(form: ScenarioForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("name", "note")}


def _frame(request: HttpRequest, network: Network) -> dict[str, object]:
    return with_moving(network_context(network, request.user, "swap_list"))
