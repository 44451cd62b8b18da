"""One mandate with its history, and the way to what can be done about somebody's."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from collab.addresses import address
from collab.methods import form_page
from networks.access import answers_for, can_coordinate, get_visible_mandate, get_visible_network, may_ask_for
from networks.forms.mandates import GrantForm, initial_terms
from networks.mandate_history import MandateReader, mandate_rows, mandates_of, next_step
from networks.models import Authority, Mandate, Membership, Person
from networks.pages import network_context
from networks.pictures.decision_table import level_words
from networks.services.mandate_mails import Answerers, who_answers_for
from networks.services.mandates import grant_mandate
from networks.views.mandate_answers import refuse, tell_granted

State = Mandate.State


@form_page
def mandate_detail(request: HttpRequest, slug: str, mandate: int) -> HttpResponse:
    """Show one mandate and what came before it; its organisation's steward grants here what was asked for."""
    found = get_visible_mandate(request.user, slug, mandate)
    answers = answers_for(request.user, found.membership)
    if request.method == "POST" and not answers:
        raise PermissionDenied
    authorities = list(found.authorities.select_related("topic").order_by("topic__name", "topic__pk"))
    form = GrantForm(
        request.POST or None,
        membership=found.membership,
        user=request.user,
        initial=initial_terms(found, authorities),
    )
    if request.method == "POST" and form.is_valid():
        try:
            granted = grant_mandate(
                mandate=found,
                granter=request.user.person_or_none,
                terms=form.terms,
                day=timezone.localdate(),
            )
        except ValidationError as error:
            if refuse(request, form, error):
                return redirect(found)
        else:
            tell_granted(request, granted)
            return redirect(granted)
    return _page(request, found, authorities, form if answers else None)


def _page(
    request: HttpRequest, mandate: Mandate, authorities: list[Authority], form: GrantForm | None
) -> HttpResponse:
    network, member = mandate.membership.network, mandate.membership.person
    today = timezone.localdate()
    state = mandate.state_on(today)
    reader = MandateReader.of(request.user, network)
    words = level_words()
    frame = network_context(network, request.user, "mandate_table")
    left_on = mandate.membership.left_on
    over = left_on is not None and left_on <= today
    waits = form is None and state == State.ASKED and not over  # for somebody else than the reader
    page: dict[str, Any] = {
        "mandate": mandate,
        "member": member,
        "state": state,
        "authorities": [(each.topic, words[Authority.Level(each.level)]) for each in authorities],
        "history": mandate_rows(mandates_of(mandate.membership), today, mandate.pk),
        "reads_reason": reader.reads_reason(mandate),
        "reads_request": reader.reads_request(mandate),
        "over": over,  # the membership under it: then the mandate counts no longer, whatever its period
        "form": form if state == State.ASKED and not over else None,
        "answers": form is not None and not over,
        "answerers": _answerers(mandate) if waits and reader.reads_request(mandate) else None,
        "counts_still": state in {State.VALID, State.COMING},
        "asks_again": form is None
        and not over
        and state not in {State.ASKED, State.COMING}
        and may_ask_for(request.user, mandate.membership, can_coordinate=frame["can_coordinate"]),
    }
    return render(request, "networks/mandate_detail.html", frame | page)


def _answerers(mandate: Mandate) -> Answerers | None:
    organisation = mandate.membership.organisation
    return who_answers_for(organisation) if organisation else None


@require_safe
def mandate_person(request: HttpRequest, slug: str, person: int) -> HttpResponse:
    """Lead to where the reader can do something about somebody's mandate, or else to that member."""
    network = get_visible_network(request.user, slug)
    today = timezone.localdate()
    who = Person.objects.filter(pk=person)
    seats = (
        Membership.objects.filter(network=network, person__in=who).select_related("network").with_parties()
    )
    running = seats.active_on(today).first()
    if running is not None:
        may = can_coordinate(request.user, network)
        step = next_step(request.user, running, mandates_of(running), today, can_coordinate=may)
        if step is not None:
            return redirect(step.url)
    seat = running or get_object_or_404(seats.order_by("-joined_on", "-pk")[:1])
    return redirect(f"{address('member_detail', network.slug, seat.pk)}#mandates")
