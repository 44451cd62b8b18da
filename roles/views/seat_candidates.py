"""Whom an organisation sends to a network: its people side by side, and proposing one of them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from collab.methods import form_page
from collab.search import FEW, search_query
from collab.text import fold
from networks.access import get_stewarded_engagement, is_steward_in_person
from networks.forms.proposals import ProposalForm
from networks.models import Person
from networks.pages import network_context
from networks.services.proposals import coordinators_to_ask, propose
from roles.pages.candidates import COMPARED_AT_ONCE
from roles.pages.reports import read_report
from roles.pages.seat_candidate_table import arrange_seats, own_members, seat_lead, seat_rows
from roles.pages.seat_candidates import SeatChoice, read_seat_candidates
from roles.pages.sorting import changed_query
from roles.texts.base import listed

PER_PAGE = 10


@require_safe
def seat_candidates(request: HttpRequest, slug: str, engagement: int) -> HttpResponse:
    """Compare the people whom an organisation could send to a network."""
    found = get_stewarded_engagement(request.user, slug, engagement)
    read = read_report(request.user, slug, timezone.localdate())
    choice = SeatChoice(read, found, is_steward_in_person(request.user, found.organisation))
    everybody = read_seat_candidates(choice)
    query = search_query(request)
    arranged = arrange_seats(choice, [each for each in everybody if fold(query) in each.person.name_key])
    page = Paginator(arranged, PER_PAGE).get_page(request.GET.get("page"))
    context = read.frame(request.user, "network_organisations") | {
        "engagement": found,
        "organisation": found.organisation,
        "in_person": choice.in_person,
        "active": read.snapshot.active,
        "lead": seat_lead(choice, everybody, arranged),
        "own_members": own_members(choice),
        "empty_roles": choice.roles(choice.empty),
        "everybody": len(everybody),
        "query": query,
        "searchable": bool(query) or len(everybody) > FEW,
        "page": page,
        "rows": seat_rows(choice, list(page)),
        "too_many": len(arranged) > COMPARED_AT_ONCE,
        "page_query": changed_query(request.GET, page=None),
    }
    return render(request, "roles/seat_candidates.html", context)


@form_page
def seat_propose(request: HttpRequest, slug: str, engagement: int, person: int) -> HttpResponse:
    """Propose somebody of one's organisation to the coordinators of a network, by mail."""
    found = get_stewarded_engagement(request.user, slug, engagement)
    today = timezone.localdate()
    sent = get_object_or_404(Person.objects.to_send(found, today), pk=person)
    form = ProposalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = propose(
                engagement=found,
                person=sent,
                reason=form.cleaned_data["reason"],
                proposer=request.user,
                link=request.build_absolute_uri(reverse("member_create", args=[slug])),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            names = listed([each.name for each in asked], _("%(first)s and %(last)s"))
            messages.success(
                request,
                _("Your proposal to let %(name)s join is on its way to %(coordinators)s.")
                % {"name": sent.name, "coordinators": names},
            )
            return redirect("seat_candidates", slug, found.pk)
    page = network_context(found.network, request.user, "network_organisations")
    context = {"engagement": found, "person": sent, "form": form, "asked": coordinators_to_ask(found)}
    return render(request, "roles/seat_propose.html", page | context)
