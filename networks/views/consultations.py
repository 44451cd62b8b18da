"""Meetings: the list, one of them, recording one, putting it right and removing it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from collab.methods import form_page
from collab.search import search_query
from collab.text import whole_number
from networks.access import get_joined_network, get_visible_network
from networks.consultation_access import (
    get_editable_consultation,
    get_removable_consultation,
    get_visible_consultation,
    may_remove,
)
from networks.consultation_detail import read_detail
from networks.consultation_draft import like, preset_of
from networks.consultation_list import read_list
from networks.forms.consultations import ConsultationForm, decision_rows, decisions_of
from networks.seating import read_seating
from networks.services.consultations import change_consultation, record_consultation, remove_consultation
from networks.together import together_context


@require_safe
def consultation_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the meetings, newest first; `?q=` searches, `?year=` picks a year."""
    network = get_visible_network(request.user, slug)
    query, chosen = search_query(request), whole_number(request.GET.get("year", ""), digits=4) or None
    found = read_list(
        network, timezone.localdate(), query=query, year=chosen, number=request.GET.get("page", "")
    )
    context = together_context(network, request.user) | {"found": found, "query": query, "year": chosen}
    return render(request, "networks/consultation_list.html", context)


@require_safe
def consultation_detail(request: HttpRequest, slug: str, consultation: int) -> HttpResponse:
    """Show one meeting: who sat there, who chaired, what was decided under whose mandate."""
    found = get_visible_consultation(request.user, slug, consultation)
    context = together_context(found.network, request.user) | {
        "detail": read_detail(found),
        "may_remove": may_remove(request.user, found),
    }
    return render(request, "networks/consultation_detail.html", context)


@form_page
def consultation_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Record a meeting; `?like=<id>` begins with the people and the topic of another one."""
    network = get_joined_network(request.user, slug)
    seating = read_seating(network, timezone.localdate())
    last, initial = like(network, request.GET.get("like", ""), seating)
    form = ConsultationForm(request.POST or None, network=network, seating=seating, initial=initial)
    rows = decision_rows(request.POST or None, network=network, seating=seating)
    if request.method == "POST" and _holds(form, rows):
        try:
            made = record_consultation(
                network=network,
                draft=form.draft(decisions_of(rows)),
                recorded_by=request.user.person_or_none,
            )
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(
                request, _("Recorded: the meeting of %(day)s.") % {"day": date_format(made.held_on, "j F Y")}
            )
            return redirect("consultation_detail", slug, made.pk)
    context = together_context(network, request.user) | {"form": form, "rows": rows, "last": last}
    return render(request, "networks/consultation_form.html", context)


@form_page
def consultation_edit(request: HttpRequest, slug: str, consultation: int) -> HttpResponse:
    """Put right what is recorded of a meeting."""
    found = get_editable_consultation(request.user, slug, consultation)
    network = found.network
    preset = preset_of(found)
    seating = read_seating(network, timezone.localdate(), also=preset.fields["people"])
    form = ConsultationForm(request.POST or None, network=network, seating=seating, initial=preset.fields)
    rows = decision_rows(request.POST or None, network=network, seating=seating, initial=preset.decisions)
    seen = request.POST.get("seen", preset.mark)
    if request.method == "POST" and _holds(form, rows):
        try:
            change_consultation(consultation=found, draft=form.draft(decisions_of(rows)), seen=seen)
        except ValidationError as error:
            form.refuse(error)
            seen = preset.mark  # whoever saves again has been told
        else:
            messages.success(request, _("Saved."))
            return redirect("consultation_detail", slug, found.pk)
    context = together_context(network, request.user) | {
        "form": form,
        "rows": rows,
        "consultation": found,
        "seen": seen,
    }
    return render(request, "networks/consultation_form.html", context)


def _holds(form: ConsultationForm, rows: Any) -> bool:
    """Whether both parts hold; each is looked at, so that every error is shown at once."""
    return all([form.is_valid(), rows.is_valid()])


@form_page
def consultation_remove(request: HttpRequest, slug: str, consultation: int) -> HttpResponse:
    """Remove a meeting, once what goes with it has been read."""
    found = get_removable_consultation(request.user, slug, consultation)
    if request.method == "POST":
        remove_consultation(consultation=found)
        messages.success(
            request, _("Removed: the meeting of %(day)s.") % {"day": date_format(found.held_on, "j F Y")}
        )
        return redirect("consultation_list", slug)
    context = together_context(found.network, request.user) | {"detail": read_detail(found)}
    return render(request, "networks/consultation_remove.html", context)
