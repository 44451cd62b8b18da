"""Turning a scenario into proposals."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from collab.methods import form_page
from roles.forms.scenarios import ProposalForm
from roles.models import Scenario
from roles.pages.moving import with_moving
from roles.pages.scenario_proposals import Proposal, proposals_of
from roles.scenario_access import get_own_scenario
from roles.services.swaps import SwapPlan
from roles.services.swaps_together import ProposalsError, propose_together
from roles.views.scenario_board import Table, lay_out

Asked = list[tuple[Proposal, ProposalForm]]


@form_page
def scenario_propose(request: HttpRequest, slug: str, scenario: int) -> HttpResponse:
    """Show what would be proposed of a scenario, ask why and when, and propose it: all of it, or nothing."""
    own = get_own_scenario(request.user, slug, scenario)
    table = lay_out(request, own)
    proposals = proposals_of(table.read, table.ground, table.outcome)
    seen = "|".join(each.key for each in proposals)
    asked = [(each, _form(request, own, each)) for each in proposals]
    refused = ""
    if request.method == "POST":
        refused = _refusal(request, asked, seen)
        if not refused and _propose(request, table, asked):
            return redirect("swap_list", slug)
        refused = refused or _("Nothing is proposed yet: something stands in the way, as it says below.")
    page = with_moving(table.read.frame(request.user, "swap_list")) | {
        "scenario": own,
        "asked": asked,
        "seen": seen,
        "refused": refused,
        "left_out": table.outcome.stumbling,
    }
    return render(request, "roles/scenario_propose.html", page)


def _form(request: HttpRequest, own: Scenario, proposal: Proposal) -> ProposalForm:
    """Return the form of a proposal, with what was typed for the same moves."""
    sent = request.POST if f"{proposal.key}-reason" in request.POST else None
    return ProposalForm(sent, prefix=proposal.key, today=timezone.localdate(), reason=own.note)


def _refusal(request: HttpRequest, asked: Asked, seen: str) -> str:
    """Return why nothing can be proposed as it was sent; empty when it can."""
    if request.POST.get("seen", "") != seen:
        return _(
            "Meanwhile something has moved, and with it what would be proposed. Look again; what you wrote for the "
            "same moves is still there."
        )
    answers = [form.is_valid() for _proposal, form in asked if form.is_bound]
    if not all(answers):
        return _("Nothing is proposed yet: something is missing below.")
    if not any(form.cleaned_data["wanted"] for _proposal, form in asked):
        return _("Tick at least one to propose.")
    return ""


def _propose(request: HttpRequest, table: Table, asked: Asked) -> bool:
    """Make the proposals that are ticked, or say in their forms what stands in the way."""
    wanted = [(each, form) for each, form in asked if form.cleaned_data["wanted"]]
    plans = [
        SwapPlan(
            moves=proposal.moves,
            **{name: form.cleaned_data[name] for name in ("reason", "planned_on", "look_back_on")},
        )
        for proposal, form in wanted
    ]
    try:
        made = propose_together(
            network=table.read.network,
            proposer=request.user.person_or_none,
            plans=plans,
            coordinates=table.read.reader.can_coordinate,
        )
    except ProposalsError as refusal:
        for place, error in refusal.errors.items():
            wanted[place][1].add_error(None, error)
        return False
    text = ngettext("%(count)s proposal is made.", "%(count)s proposals are made.", len(made))
    told = _("Everyone whom it touches can now say yes or no. Your scenario stays.")
    messages.success(request, f"{text % {'count': len(made)}} {told}")
    return True
