"""Playing a scenario: its board, one step more, one step less, and who may look at it."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from collab.methods import form_page
from collab.search import search_query
from collab.text import fold
from networks.models import Membership, Person
from networks.pages import network_context
from roles.catalogue_names import CatalogueNames
from roles.forms.scenarios import ShareForm, StepForm
from roles.models import Scenario
from roles.pages.moving import with_moving
from roles.pages.reports import ReadReport, read_report
from roles.pages.scenario_board import Chosen, draw_board
from roles.pages.scenarios import Outcome, maker_of, step_lines, work_out
from roles.scenario_access import get_own_scenario, get_visible_scenario
from roles.scenario_ground import Ground, kept_steps
from roles.services.scenarios import add_step, remove_step, share_scenario


@dataclass(frozen=True, slots=True)
class Table:
    """A scenario laid out for one reader."""

    read: ReadReport
    ground: Ground
    outcome: Outcome


def lay_out(request: HttpRequest, scenario: Scenario) -> Table:
    """Play a scenario for whoever looks at it; what they may not know of stances does not count."""
    read = read_report(request.user, scenario.network.slug, timezone.localdate()).without_stances()
    ground = Ground.load(scenario.network, read.snapshot.day)
    steps = kept_steps([scenario.pk])[scenario.pk]
    return Table(read, ground, work_out(read, ground, scenario, steps))


@form_page
def scenario_detail(request: HttpRequest, slug: str, scenario: int) -> HttpResponse:
    """Show the board, with what the steps change; whoever made the scenario plays on.

    `?role=` and `?from=` (a seat) say of which role one has taken hold, where there are no scripts to remember it.
    """
    if request.method == "POST":
        return _play(request, get_own_scenario(request.user, slug, scenario))
    return _show(request, get_visible_scenario(request.user, slug, scenario))


def _play(request: HttpRequest, own: Scenario) -> HttpResponse:
    """Play a step, or say in words why it cannot be."""
    ground = Ground.load(own.network, timezone.localdate())
    data = request.POST.copy()
    if "give-to" in data:
        data["to"] = str(data["give-to"])
    form = StepForm(data, roles=CatalogueNames.load().roles, seats=ground.seats)
    if form.is_valid():
        try:
            add_step(scenario=own, **form.step)
        except ValidationError as error:
            form.refuse(error)
        else:
            return _after(request, own)
    return _show(request, own, form)


def _after(request: HttpRequest, own: Scenario) -> HttpResponse:
    """Show what a deed changed: in the page where it was done, or the whole page anew."""
    return _show(request, own) if request.htmx else redirect(own)


@require_POST
def scenario_step_remove(request: HttpRequest, slug: str, scenario: int, step: int) -> HttpResponse:
    """Leave a step out; the last one is undone that way."""
    own = get_own_scenario(request.user, slug, scenario)
    remove_step(scenario=own, step=step)
    return _after(request, own)


def _show(request: HttpRequest, scenario: Scenario, form: StepForm | None = None) -> HttpResponse:
    table = lay_out(request, scenario)
    chosen = _chosen(request, table)
    if form is None:
        roles = table.read.names.roles
        form = StepForm(
            roles=roles, seats=table.ground.seats, initial={"role": chosen.role, "from": chosen.seat}
        )
    own = scenario.owner_id == request.user.pk
    wanted = search_query(request)
    steps = step_lines(table.read, table.ground, table.outcome)
    page = with_moving(table.read.frame(request.user, "swap_list")) | {
        "scenario": scenario,
        "own": own,
        "maker": maker_of(scenario),
        "outcome": table.outcome,
        "change": table.outcome.change,
        "steps": steps,
        "last_step": steps[-1] if steps else None,
        "board": draw_board(table.read, table.ground, table.outcome, chosen),
        "form": form,
        "query": wanted,
        "wanted": fold(wanted),
        "shares": scenario.shares.select_related("person").order_by("person__name_key") if own else (),
    }
    template = "roles/_scenario_play.html" if request.htmx else "roles/scenario_detail.html"
    return render(request, template, page)


def _chosen(request: HttpRequest, table: Table) -> Chosen:
    """Read of which role somebody has taken hold; of one that is not there, nothing."""
    role, seat = request.GET.get("role", ""), request.GET.get("from", "")
    known = table.read.names.roles.get(role)
    if known is None:
        return Chosen()
    if not seat:
        return Chosen(role)
    holders = {str(holder): holder for holder, held in table.outcome.played.end if held == known.pk}
    return Chosen(role, holders[seat]) if seat in holders else Chosen()


@form_page
def scenario_share(request: HttpRequest, slug: str, scenario: int) -> HttpResponse:
    """Choose which members may look at a scenario; whoever is not ticked any more does so no longer."""
    own = get_own_scenario(request.user, slug, scenario)
    running = Membership.objects.active_on(timezone.localdate()).with_parties().filter(network=own.network)
    members = running.exclude(person__user=None).exclude(person__user=request.user)
    shared = list(own.shares.values_list("person", flat=True))
    form = ShareForm(request.POST if request.method == "POST" else None, members=members, shared=shared)
    if form.is_valid():
        return _share(request, own, form.chosen)
    page = with_moving(network_context(own.network, request.user, "swap_list")) | {
        "scenario": own,
        "form": form,
    }
    return render(request, "roles/scenario_share.html", page)


def _share(request: HttpRequest, own: Scenario, people: list[Person]) -> HttpResponse:
    share_scenario(scenario=own, people=people)
    text = ngettext("%(count)s member can look at it.", "%(count)s members can look at it.", len(people))
    told = text % {"count": len(people)} if people else _("Only you see this scenario now.")
    messages.success(request, told)
    return redirect(own)
