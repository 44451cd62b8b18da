"""The first visit: a few questions, one at a time, each kept before the next one comes."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from collab.methods import form_page
from networks.forms.editing import all_hold, part_of
from networks.forms.voices import VoiceForm
from networks.models import Invitation, Network, Organisation, Person
from networks.services.people import mark_introduced
from networks.services.voices import record_balance, record_voice
from roles.forms.motives import MotivesForm
from roles.pages.introduction import ATTENTION, HELLO, ROLES, STANCES, VOICE, Introduction, choose_seat
from roles.pages.profile import all_roles, lanes_of, stances_of
from roles.pages.seats import read_seats
from roles.services.profiles import record_stances
from roles.views.my_part import balance_context, balance_form, own_assignments, save_motives, spoken
from roles.views.profile import stances_form


@form_page
def welcome(request: HttpRequest) -> HttpResponse:
    """Lead to where somebody left off; a POST says that they are through, or want to be asked no more."""
    person = request.user.person_or_none
    if person is None:
        return render(request, "roles/me_nobody.html")
    if request.method == "POST":
        mark_introduced(person=person, day=timezone.localdate())
        if read_seats(request.user, timezone.localdate()):
            messages.success(
                request, _("Fine. You find these questions in your profile, whenever it suits you.")
            )
        return redirect("me")
    introduction = _introduction(request, person)
    step = introduction.next_open if introduction.begun else HELLO
    return redirect(_address(request, step or HELLO))


@form_page
def welcome_step(request: HttpRequest, step: str) -> HttpResponse:
    """One question of the first visit: kept before the next one comes, and to be passed over."""
    person = request.user.person_or_none
    if person is None:
        return render(request, "roles/me_nobody.html")
    introduction = _introduction(request, person)
    if step not in introduction.steps:
        raise Http404
    if step == HELLO:
        return _page(request, introduction, step, _hello(request, introduction))
    with transaction.atomic():
        if request.method == "POST":
            Person.objects.select_for_update().get(pk=person.pk)
            introduction = _introduction(request, person)
        form, keep = QUESTIONS[step](introduction, request.POST or None)
        if request.method == "POST" and all_hold([form]):
            keep()
            return _go_on(request, introduction, step)
    return _page(request, introduction, step, {"form": form} | _picture(step, form))


def _introduction(request: HttpRequest, person: Person) -> Introduction:
    """Return the steps in the network that the address names, else in the one that somebody joined last.

    Raise 404 for a network that they may not know of; one that they only look at asks nothing of them.
    """
    today, slug = timezone.localdate(), request.GET.get("network", "")
    if "\x00" in slug:  # which PostgreSQL cannot look for
        raise Http404
    seat = choose_seat(read_seats(request.user, today), slug)
    if slug and seat is None:
        get_object_or_404(Network.objects.visible_to(request.user), slug=slug)
    return Introduction.of(person, seat, stances=len(stances_of(person)), day=today)


Question = Callable[[Introduction, QueryDict | None], tuple[Any, Callable[[], object]]]


def _ask_motives(introduction: Introduction, data: QueryDict | None) -> tuple[Any, Callable[[], object]]:
    assignments = own_assignments(introduction.seat.membership, timezone.localdate())
    form = MotivesForm(part_of(data, ROLES), prefix=ROLES, assignments=assignments)
    return form, lambda: save_motives(form)


def _ask_stances(introduction: Introduction, data: QueryDict | None) -> tuple[Any, Callable[[], object]]:
    form = stances_form(introduction.person, all_roles(), data)
    return form, lambda: record_stances(person=introduction.person, stances=form.stances)


def _ask_voice(introduction: Introduction, data: QueryDict | None) -> tuple[Any, Callable[[], object]]:
    membership = introduction.seat.membership
    form = VoiceForm(part_of(data, VOICE), prefix=VOICE, instance=membership)
    return form, lambda: record_voice(membership=membership, **spoken(form))


def _ask_attention(introduction: Introduction, data: QueryDict | None) -> tuple[Any, Callable[[], object]]:
    membership, today = introduction.seat.membership, timezone.localdate()
    form = balance_form(membership, data, may_stay=False)
    return form, lambda: record_balance(membership=membership, day=today, **form.shares)


QUESTIONS: dict[str, Question] = {
    ROLES: _ask_motives,
    STANCES: _ask_stances,
    VOICE: _ask_voice,
    ATTENTION: _ask_attention,
}


def _picture(step: str, form: Any) -> dict[str, Any]:
    """Return what a step shows besides its fields."""
    if step == STANCES:
        return {"lanes": lanes_of(form)}
    return balance_context(form) if step == ATTENTION else {}


def _go_on(request: HttpRequest, introduction: Introduction, step: str) -> HttpResponse:
    """Lead to the next step; after the last one, this person is known."""
    following = introduction.after(step)
    if following is not None:
        return redirect(_address(request, following))
    mark_introduced(person=introduction.person, day=timezone.localdate())
    messages.success(
        request,
        _("Thank you, the others know you a little better now. You can change all of it in your profile."),
    )
    return redirect("me")


def _page(
    request: HttpRequest, introduction: Introduction, step: str, content: dict[str, Any]
) -> HttpResponse:
    before, after = introduction.before(step), introduction.after(step)
    return render(
        request,
        f"roles/welcome_{step}.html",
        content
        | {
            "introduction": introduction,
            "membership": introduction.seat.membership if introduction.seat else None,
            "number": introduction.steps.index(step) + 1,
            "total": len(introduction.steps),
            "minutes": introduction.minutes_from(step),
            "back": _address(request, before) if before else "",
            "onward": _address(request, after) if after else "",
        },
    )


def _hello(request: HttpRequest, introduction: Introduction) -> dict[str, Any]:
    """Return what a first page says: who asked me in, and what I can look at."""
    network = introduction.seat.network if introduction.seat else None
    invitations = Invitation.objects.filter(person=introduction.person).order_by("-sent_at", "-pk")
    if network is not None:
        invitations = invitations.filter(network=network)
    invitation = invitations.select_related("invited_by__person", "network").first()
    inviter = invitation.invited_by.person_or_none if invitation and invitation.invited_by else None
    content: dict[str, Any] = {"inviter": inviter, "next_open": introduction.next_open or ""}
    if network is None:
        watched = Network.objects.filter(observers__person=introduction.person).order_by("name")
        answered_for = Organisation.objects.filter(stewardships__person=introduction.person)
        content |= {"watched": watched, "organisations": answered_for.order_by("name_key")}
    return content


def _address(request: HttpRequest, step: str) -> str:
    """Return the address of a step, in the same network as this one."""
    network = request.GET.get("network", "")
    return reverse("welcome_step", args=[step]) + (f"?{urlencode({'network': network})}" if network else "")
