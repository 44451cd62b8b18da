"""Bringing meetings in from a calendar, looking first at what would be recorded."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from collab.methods import form_page
from networks.access import get_joined_network
from networks.calendar_import import known_in, seal, series_of, unseal
from networks.calendars.lines import UnreadableCalendarError
from networks.calendars.plan import make_plan
from networks.calendars.reading import read_calendar
from networks.forms.calendars import CalendarForm
from networks.models import Network
from networks.services.calendars import record_meetings
from networks.together import together_context


@form_page
def consultation_import(request: HttpRequest, slug: str) -> HttpResponse:
    """Upload a calendar, look at what would be recorded, and let it be done."""
    network = get_joined_network(request.user, slug)
    if "plan" in request.POST:
        return _record(request, network)
    form = CalendarForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _preview(request, network, form)
        except UnreadableCalendarError as error:
            form.add_error("file", str(error))
    return _show(request, network, "networks/consultation_import.html", {"form": form})


def _preview(request: HttpRequest, network: Network, form: CalendarForm) -> HttpResponse:
    """Read the file, which is then forgotten, and show what would be recorded."""
    reading = read_calendar(
        form.cleaned_data["file"].read(),
        first=form.cleaned_data["since"],
        today=timezone.localdate(),
        home=timezone.get_default_timezone(),
    )
    known, names = known_in(network)
    plan = make_plan(reading, known, untitled=pgettext("meeting without a title", "Meeting"))
    context = {
        "plan": plan,
        "reading": reading,
        "series": series_of(plan, names),
        "since": form.cleaned_data["since"],
        "sealed": seal(plan.meetings, network, request.user),
        "renamed": [each for each in plan.recorded if each.called],
    }
    return _show(request, network, "networks/consultation_preview.html", context)


def _record(request: HttpRequest, network: Network) -> HttpResponse:
    """Record what is ticked of what was shown."""
    meetings = unseal(request.POST["plan"], network, request.user)
    if meetings is None:
        messages.warning(
            request,
            _(
                "What you saw is no longer here: it is kept for an hour. "
                "Nothing was recorded; choose the file again."
            ),
        )
        return redirect("consultation_import", network.slug)
    ticked = set(request.POST.getlist("take"))
    chosen = [each for place, each in enumerate(meetings) if str(place) in ticked]
    try:
        total = record_meetings(network=network, meetings=chosen, recorded_by=request.user.person_or_none)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("consultation_import", network.slug)
    if total:
        told = ngettext("%(total)s meeting is recorded.", "%(total)s meetings are recorded.", total)
        messages.success(request, told % {"total": total})
    else:
        messages.warning(request, _("Nothing changed: no meeting was ticked that is not recorded already."))
    return redirect("consultation_list", network.slug)


def _show(request: HttpRequest, network: Network, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, together_context(network, request.user) | context)
