"""How others see somebody in the cockpit: asking, answering, closing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from collab.methods import form_page
from collab.search import FEW
from networks.access import get_confided_membership, get_visible_network
from networks.models import Membership
from networks.pages import network_context
from roles.forms.ratings import AnswerForm, AskForm
from roles.models import RatingRequest, RatingRound
from roles.pages.ratings import rounds_about
from roles.services.rating_answers import answer_request, decline_request
from roles.services.rating_rounds import (
    ask_colleagues,
    asked_competences,
    close_due_rounds,
    close_early,
    cockpit_roles,
    colleagues_of,
    enough_colleagues,
    next_round_from,
    withdraw_round,
)
from roles.texts.base import inside_sentence, listed


@form_page
def rating_ask(request: HttpRequest, slug: str, membership: int) -> HttpResponse:
    """Ask colleagues how they see a member in the cockpit, or show how far that question is."""
    today = timezone.localdate()
    about = get_confided_membership(request.user, slug, membership)
    close_due_rounds(day=today)
    network, person = about.network, about.person
    colleagues = list(colleagues_of(network=network, person=person, day=today))
    form = AskForm(request.POST or None, members=colleagues, today=today)
    if request.method == "POST" and form.is_valid() and _ask(request, about, form):
        return redirect(f"{about.get_absolute_url()}#others")
    roles = cockpit_roles(network=network, person=person, day=today)
    open_round = rounds_about(request.user, network, person).filter(closed_on=None).first()
    return render(
        request,
        "roles/rating_ask.html",
        network_context(network, request.user, "member_list")
        | {
            "membership": about,
            "person": person,
            "is_self": person.user_id == request.user.pk,
            "form": form,
            "roles": listed([inside_sentence(each.name) for each in roles], _("%(first)s and %(last)s")),
            "open_round": open_round,
            "may_close": open_round is not None and open_round.asked_by == request.user.person_or_none,
            "again_from": next_round_from(network=network, person=person, today=today),
            "enough": enough_colleagues(colleagues),
            "searchable": len(colleagues) > FEW,
        },
    )


def _ask(request: HttpRequest, about: Membership, form: AskForm) -> bool:
    """Open the round and say so, or say in the form what stands in the way."""
    asker = request.user.person_or_none
    try:
        ask_colleagues(
            network=about.network,
            person=about.person,
            asked_by=asker,
            raters=form.raters,
            closes_on=form.cleaned_data["closes_on"],
            today=timezone.localdate(),
            answer_page=lambda opened: request.build_absolute_uri(
                reverse("rating_answer", args=[about.network.slug, opened.pk])
            ),
            person_page=request.build_absolute_uri(about.get_absolute_url()),
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    asked = len(form.raters)
    text = ngettext("%(count)s colleague is asked.", "%(count)s colleagues are asked.", asked)
    told = "" if about.person == asker else _("%(name)s is told too.") % {"name": about.person.name}
    messages.success(request, f"{text % {'count': asked}} {told}".strip())
    return True


@form_page
def rating_answer(request: HttpRequest, slug: str, rating_round: int) -> HttpResponse:
    """Let a colleague who was asked say how they see somebody, until the round closes."""
    today = timezone.localdate()
    network = get_visible_network(request.user, slug)
    close_due_rounds(day=today)
    requests = RatingRequest.objects.visible_to(request.user).select_related(
        "round__person", "round__asked_by"
    )
    asked = get_object_or_404(requests, round__network=network, round__pk=rating_round)
    competences = asked_competences(network=network, person=asked.round.person, day=today)
    given = dict(asked.answers.values_list("competence", "score")) if asked.answered_on else None
    if "decline" in request.POST:
        return _decline(request, asked)
    form = AnswerForm(request.POST or None, competences=competences, given=given or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_request(asked=asked, scores=form.scores, day=today)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Thank you. Nobody sees what you answered."))
            return redirect("me")
    context = {
        "round": asked.round,
        "person": asked.round.person,
        "form": form,
        "responded": asked.answered_on is not None,
        "declined": given == {},
    }
    return render(
        request,
        "roles/rating_answer.html",
        network_context(network, request.user, "member_list") | context,
    )


def _decline(request: HttpRequest, asked: RatingRequest) -> HttpResponse:
    try:
        decline_request(asked=asked, day=timezone.localdate())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("That is all right. Nobody sees that you would rather not answer."))
    return redirect("me")


@require_POST
def rating_close(request: HttpRequest, slug: str, rating_round: int) -> HttpResponse:
    """Close a round before its last day, by whoever asked."""
    found = _own_round(request, slug, rating_round)
    try:
        close_early(rating_round=found, day=timezone.localdate())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The question is closed. What can be shown, stands below."))
    return _back_to(found)


@require_POST
def rating_withdraw(request: HttpRequest, slug: str, rating_round: int) -> HttpResponse:
    """Take a question back, by whoever asked it; what was answered is thrown away unread."""
    found = _own_round(request, slug, rating_round)
    withdraw_round(rating_round=found, day=timezone.localdate())
    messages.success(request, _("The question is withdrawn, and every answer thrown away unread."))
    return _back_to(found)


def _own_round(request: HttpRequest, slug: str, rating_round: int) -> RatingRound:
    """Return an open round that the user asked for; 404 when they may not know of it, 403 when it is another's."""
    network = get_visible_network(request.user, slug)
    rounds = RatingRound.objects.visible_to(request.user).filter(network=network, closed_on=None)
    found = get_object_or_404(rounds.select_related("network", "person"), pk=rating_round)
    person = request.user.person_or_none
    if person is None or found.asked_by_id != person.pk:
        raise PermissionDenied
    return found


def _back_to(rating_round: RatingRound) -> HttpResponse:
    """Lead to where the result stands."""
    page = reverse("network_person", args=[rating_round.network.slug, rating_round.person_id])
    return redirect(f"{page}#others")
