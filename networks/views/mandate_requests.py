"""Asking an organisation for a mandate."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from collab.methods import form_page
from networks.access import can_coordinate, get_visible_network, seats_to_ask_for
from networks.forms.mandates import AskForm
from networks.models import Mandate
from networks.pages import network_context
from networks.services.mandate_mails import mail_request, who_answers_for
from networks.services.mandate_terms import usual_period
from networks.services.mandates import ask_for_mandate
from networks.views.mandate_answers import asked_seat


@form_page
def mandate_ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a member, or a coordinator for them, ask for a mandate."""
    network = get_visible_network(request.user, slug)
    seats = seats_to_ask_for(request.user, network)
    coordinates = can_coordinate(request.user, network)
    if not coordinates and not seats.exists():
        raise PermissionDenied
    membership = asked_seat(request, seats) or (None if coordinates else seats.get())
    page = network_context(network, request.user, "mandate_table")
    if membership is None:
        return render(request, "networks/mandate_choose.html", page | {"seats": seats, "grants": False})
    waiting = membership.mandates.asked().first()
    if waiting is not None:
        messages.info(request, _("A mandate has been asked for already. It waits for an answer."))
        return redirect("mandate_detail", slug, waiting.pk)
    today = timezone.localdate()
    first, last = usual_period(membership, today)
    form = AskForm(request.POST or None, membership=membership, initial={"starts_on": first, "ends_on": last})
    if request.method == "POST" and form.is_valid():
        try:
            mandate = ask_for_mandate(
                membership=membership,
                asker=request.user.person_or_none,
                terms=form.terms,
                request=form.cleaned_data["request"],
                day=today,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            _tell_asked(request, mandate)
            return redirect(mandate)
    more = {
        "membership": membership,
        "member": membership.person,
        "is_self": membership.person.user_id == request.user.pk,
        "form": form,
        "answerers": who_answers_for(membership.organisation),
    }
    return render(request, "networks/mandate_ask.html", page | more)


def _tell_asked(request: HttpRequest, mandate: Mandate) -> None:
    """Mail whoever can answer, and say to whoever asked what happens next."""
    missed = mail_request(mandate=mandate, address=request.build_absolute_uri(mandate.get_absolute_url()))
    names = ", ".join(person.name for person in missed)
    if names:
        messages.warning(
            request, _("Asked. We could not mail %(names)s: tell them yourself.") % {"names": names}
        )
    else:
        messages.success(request, _("Asked. Whoever answers for the organisation has a mail with a link."))
