"""What would clear it: the suggestion, proposing it, and keeping it as a scenario."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from networks.models import User
from roles.analysis.suggestions import SuggestedMove, findings_to_clear, shortcomings
from roles.forms.suggestions import ProposeForm, read_moves, sign_moves
from roles.pages.before_after import effect_of
from roles.pages.moving import with_moving
from roles.pages.reports import ReadReport, read_report
from roles.pages.suggestions import Plan, groups, hindrances, plan, titles_to_clear
from roles.services.scenarios import make_scenario
from roles.services.swaps_together import ProposalsError, propose_together
from roles.suggestions import Outcome, suggest
from roles.texts.suggestions import (
    lead_sentence,
    no_way_sentence,
    nothing_sentence,
    out_of_time_sentence,
    proposed_message,
    reason_text,
    scenario_name,
)

AT_ONCE = 200  # members; with more the page comes first, and the outcome when it is there
SECONDS = 10
SECONDS_OF_PATIENCE = 30  # for those who see that something is being looked for


@require_safe
def suggestions(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the fewest moves that clear what is critical or cumulated, or what stands in the way of any.

    In a large network the page comes at once and fetches the outcome by itself; `?now=yes` waits for it.
    """
    read = _read(request.user, slug)
    waits = "now" in request.GET or request.htmx
    many = read.report.counts.people > AT_ONCE
    if many and not waits and findings_to_clear(read.report):
        page = {"searching": True, "total": read.report.counts.people, "seconds": SECONDS_OF_PATIENCE}
        return _show(request, read, page)
    seconds = SECONDS_OF_PATIENCE if many else SECONDS
    outcome = suggest(read.snapshot, seconds=seconds)
    return _show(request, read, _page(read, outcome, seconds))


@require_POST
def suggestions_propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose the chosen moves, each group as a proposal of its own, if they still clear everything."""
    read = _read(request.user, slug)
    moves = _still_good(request, read)
    if moves is None:
        return redirect("suggestions", slug)
    planned = plan(read, moves)
    form = ProposeForm(request.POST, choices=groups(planned), today=timezone.localdate())
    if form.is_valid():
        try:
            made = propose_together(
                network=read.network,
                proposer=request.user.person_or_none,
                plans=form.plans,
                coordinates=read.reader.can_coordinate,
            )
        except ProposalsError as refusal:
            form.add_error(None, next(iter(refusal.errors.values())))
        else:
            messages.success(request, proposed_message(len(made)))
            return redirect("swap_list", slug)
    return _show(request, read, _found(planned, Outcome(tuple(moves), proved=True), form))


@require_POST
def suggestions_try(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the moves as a scenario of the reader's own."""
    read = _read(request.user, slug)
    moves = _still_good(request, read)
    if moves is None:
        return redirect("suggestions", slug)
    scenario = make_scenario(
        network=read.network,
        owner=request.user,
        name=scenario_name(read.snapshot.day),
        note=_("Begun from what was suggested on that day."),
        moves=plan(read, moves).moves,
    )
    messages.success(request, _("Kept as a scenario of yours, which nobody else sees."))
    return redirect("scenario_detail", slug, scenario.pk)


def _read(user: User, slug: str) -> ReadReport:
    """Return today's report for whoever coordinates; 404 for who may not know of the network, 403 for others."""
    read = read_report(user, slug, timezone.localdate())
    if not read.reader.can_coordinate:
        raise PermissionDenied
    return read.without_stances()


def _still_good(request: HttpRequest, read: ReadReport) -> list[SuggestedMove] | None:
    """Return the moves that were sent; None, with a message, when they would not do any more."""
    moves = read_moves(read.network.pk, request.POST.get("moves", ""))
    if moves and not shortcomings(read.snapshot, moves):
        return moves
    messages.warning(
        request, _("Something has changed meanwhile, so this was worked out anew. Nothing has been proposed.")
    )
    return None


def _page(read: ReadReport, outcome: Outcome, seconds: int) -> dict[str, object]:
    counts, signals = read.report.counts, len(findings_to_clear(read.report))
    if outcome.moves:
        planned = plan(read, outcome.moves)
        return _found(planned, outcome, None)
    if not signals:
        return {"lead": nothing_sentence(holdings=counts.holdings, people=counts.people), "nothing": True}
    page: dict[str, object] = {"titles": titles_to_clear(read)}
    if not outcome.proved:
        return page | {"lead": out_of_time_sentence(seconds), "out_of_time": True}
    return page | {
        "lead": no_way_sentence(signals),
        "blocked": True,
        "hindrances": hindrances(read, outcome.ways_out),
    }


def _found(planned: Plan, outcome: Outcome, form: ProposeForm | None) -> dict[str, object]:
    read, found, titles = planned.read, groups(planned), titles_to_clear(planned.read)
    initial = {"reason": reason_text(titles)}
    return {
        "lead": lead_sentence(len(planned.moves), len(titles)),
        "titles": titles,
        "groups": found,
        "proved": outcome.proved,
        "effect": effect_of(read, planned.moves),
        "moves": sign_moves(read.network.pk, planned.suggested),
        "form": form or ProposeForm(choices=found, today=timezone.localdate(), initial=initial),
    }


def _show(request: HttpRequest, read: ReadReport, page: dict[str, object]) -> HttpResponse:
    if request.htmx:
        return render(
            request, "roles/_suggestion.html", page | {"network": read.network, "reader": read.reader}
        )
    page |= with_moving(read.frame(request.user, "swap_list")) | {"reader": read.reader}
    return render(request, "roles/suggestions.html", page)
