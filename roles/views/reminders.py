"""What somebody is mailed about, and their private calendars."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from collab.methods import form_page
from networks.models import Membership, Person
from networks.services.mails import address_of
from roles.formats.calendar import as_calendar
from roles.forms.reminders import RemindersForm
from roles.models import ReminderRefusal
from roles.pages.calendar_events import calendar_events
from roles.reminder_links import read_stop
from roles.services.calendar_feeds import find_calendar, make_calendar, stop_calendar
from roles.services.reminder_choices import allow_reminders, choose_reminders, refuse_reminders

UNDO = "undo"  # the name of the button


@form_page
def my_reminders(request: HttpRequest) -> HttpResponse:
    """Let somebody choose what they are mailed about, and make or stop their calendars."""
    person = request.user.person_or_none
    if person is None:
        return render(request, "roles/me_nobody.html")
    refusals = ReminderRefusal.objects.filter(person=person)
    sent = request.POST if "seen" in request.POST else None  # without it, no box would be ticked
    form = RemindersForm(sent, refused=refusals.values_list("kind", flat=True))
    if form.is_valid():
        choose_reminders(person=person, kinds=form.kinds)
        messages.success(request, _saved(len(form.kinds)))
        return redirect("my_reminders")
    return render(request, "roles/my_reminders.html", reminders_context(person, form))


def reminders_context(person: Person, form: RemindersForm) -> dict[str, object]:
    """Return what the page about reminders shows. Three queries."""
    running = Membership.objects.running_on(timezone.localdate()).filter(person=person)
    seats = running.select_related("network", "calendar_feed").order_by("network__name", "pk")
    last = person.digests.exclude(sent_at=None).order_by("-sent_at").first()
    return {"form": form, "seats": seats, "last": last, "address": address_of(person)}


def _saved(count: int) -> str:
    return _("Saved.") if count else _("Saved. You get no weekly mail any more.")


@never_cache
@require_POST
def calendar_make(request: HttpRequest, membership: int) -> HttpResponse:
    """Make the address of a calendar, or another one instead, and show it this once."""
    seat = _own_seat(request, membership)
    token = make_calendar(membership=seat)
    address = request.build_absolute_uri(reverse("calendar_feed", args=[token]))
    return render(
        request,
        "roles/calendar_made.html",
        {"membership": seat, "address": address, "webcal": f"webcal:{address.partition(':')[2]}"},
    )


@require_POST
def calendar_stop(request: HttpRequest, membership: int) -> HttpResponse:
    """Let the address of a calendar stop working."""
    seat = _own_seat(request, membership)
    stop_calendar(membership=seat)
    messages.success(request, _("The calendar of “%(network)s” is stopped.") % {"network": seat.network.name})
    return redirect(f"{reverse('my_reminders')}#calendars")


def _own_seat(request: HttpRequest, membership: int) -> Membership:
    """Return the reader's own running membership, or raise 404."""
    own = Membership.objects.running_on(timezone.localdate()).filter(person__user=request.user)
    return get_object_or_404(own.select_related("network"), pk=membership)


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """A member's calendar, for a program: whoever has the address has the calendar, as long as they take part."""
    feed = find_calendar(token, timezone.localdate())
    if feed is None:
        raise Http404
    seat = feed.membership
    with translation.override(seat.person.language):
        events = calendar_events(seat, timezone.localdate())
        content = as_calendar(
            events,
            name=f"Samenspel · {seat.network.name}",
            language=seat.person.language,
            now=timezone.now(),
        )
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={
            "Cache-Control": "private, max-age=3600",
            "Content-Disposition": 'inline; filename="samenspel.ics"',
            "Content-Language": seat.person.language,
            "X-Robots-Tag": "noindex",
        },
    )


@login_not_required
@csrf_exempt  # a mail program presses the button without ever having seen the page (RFC 8058); the link is the key
@never_cache
@form_page
def reminder_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Let whoever has the mail stop what it is about, without signing in; opening the link alone stops nothing."""
    stop = read_stop(token)
    if stop is None:
        return render(request, "roles/reminder_gone.html", status=404)
    person, kinds = stop
    if request.method == "POST":
        change = allow_reminders if UNDO in request.POST else refuse_reminders
        change(person=person, kinds=kinds)
    refused = ReminderRefusal.objects.filter(person=person, kind__in=kinds).count() == len(kinds)
    with translation.override(person.language):
        request.LANGUAGE_CODE = person.language
        return render(
            request,
            "roles/reminder_stop.html",
            {
                "stopped": refused,
                "undone": UNDO in request.POST,
                "kind": kinds[0].label if len(kinds) == 1 else "",
                "person": person,
            },
        )
