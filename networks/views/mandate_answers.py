"""What the steward of an organisation does about its members' mandates: grant, renew, decline, withdraw."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from collab.methods import form_page
from networks.access import get_answerable_mandate, get_visible_network, seats_to_answer_for
from networks.decision_words import withdrawal_sentences
from networks.decisions import read_decision_table
from networks.forms.mandates import GrantForm, ReasonForm, RenewForm, initial_terms
from networks.models import Mandate, Membership
from networks.pages import network_context
from networks.services.mandate_mails import Answer, mail_answer
from networks.services.mandate_terms import usual_period, written
from networks.services.mandates import (
    DECIDED,
    decline_mandate,
    give_mandate,
    how_it_stands,
    renew_mandate,
    withdraw_mandate,
)

State = Mandate.State
LONGEST_KEY = 19  # digits that the database numbers with


def asked_seat(request: HttpRequest, seats: QuerySet[Membership]) -> Membership | None:
    """Return the member whom an address names (`?member=`), None for nobody; raise 404 for one not among these."""
    key = request.GET.get("member", "")
    if not key:
        return None
    if not key.isascii() or not key.isdecimal() or len(key) > LONGEST_KEY:
        raise Http404
    return get_object_or_404(seats, pk=int(key))


def refuse(request: HttpRequest, form: Form, error: ValidationError) -> bool:
    """Say what stands in the way: in the form, or, when somebody else decided meanwhile, on the mandate's own page.

    Return whether it is the latter, so that the view leads there.
    """
    if getattr(error, "code", "") == DECIDED:
        messages.error(request, " ".join(error.messages))
        return True
    form.add_error(None, error)
    return False


def tell_granted(request: HttpRequest, mandate: Mandate) -> None:
    """Mail the member what was granted, and say so to whoever did it."""
    _mail(request, mandate, "granted")
    messages.success(
        request,
        _("Granted: %(name)s speaks for %(organisation)s.")
        % {"name": mandate.membership.person.name, "organisation": mandate.membership.organisation},
    )


def _mail(request: HttpRequest, mandate: Mandate, answer: Answer) -> None:
    mail_answer(
        mandate=mandate,
        answer=answer,
        by=request.user.person_or_none,
        address=request.build_absolute_uri(mandate.get_absolute_url()),
    )


@form_page
def mandate_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a steward grant a mandate that nobody asked for."""
    network = get_visible_network(request.user, slug)
    seats = seats_to_answer_for(request.user, network)
    if not seats.exists():
        raise PermissionDenied
    membership = asked_seat(request, seats)
    page = network_context(network, request.user, "mandate_table")
    if membership is None:
        return render(request, "networks/mandate_choose.html", page | {"seats": seats, "grants": True})
    waiting = membership.mandates.asked().first()
    if waiting is not None:
        messages.info(request, _("A mandate has been asked for. You can grant it here, on your own terms."))
        return redirect("mandate_detail", slug, waiting.pk)
    today = timezone.localdate()
    first, last = usual_period(membership, today)
    form = GrantForm(
        request.POST or None,
        membership=membership,
        user=request.user,
        initial={"starts_on": first, "ends_on": last},
    )
    if request.method == "POST" and form.is_valid():
        granter = request.user.person_or_none
        try:
            mandate = give_mandate(membership=membership, granter=granter, terms=form.terms, day=today)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            tell_granted(request, mandate)
            return redirect(mandate)
    return _grant_page(request, page, membership, form, renews=None)


@form_page
def mandate_renew(request: HttpRequest, slug: str, mandate: int) -> HttpResponse:
    """Let a steward grant another mandate after an earlier one, or in its place."""
    found = get_answerable_mandate(request.user, slug, mandate)
    today = timezone.localdate()
    if found.granted_on is None:
        messages.info(request, how_it_stands(found))
        return redirect(found)
    first, last = usual_period(found.membership, today)
    initial = initial_terms(found, found.authorities.all()) | {"starts_on": first, "ends_on": last}
    form = RenewForm(request.POST or None, membership=found.membership, user=request.user, initial=initial)
    if found.state_on(today) not in {State.VALID, State.COMING}:
        del form.fields["replaces"]
    if request.method == "POST" and form.is_valid():
        try:
            renewed = renew_mandate(
                mandate=found,
                granter=request.user.person_or_none,
                terms=form.terms,
                day=today,
                replaces=form.cleaned_data.get("replaces", False),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            tell_granted(request, renewed)
            return redirect(renewed)
    page = network_context(found.membership.network, request.user, "mandate_table")
    return _grant_page(request, page, found.membership, form, renews=found)


def _grant_page(
    request: HttpRequest,
    page: dict[str, Any],
    membership: Membership,
    form: GrantForm,
    renews: Mandate | None,
) -> HttpResponse:
    more = {"membership": membership, "member": membership.person, "form": form, "renews": renews}
    return render(request, "networks/mandate_grant.html", page | more)


@form_page
def mandate_decline(request: HttpRequest, slug: str, mandate: int) -> HttpResponse:
    """Let a steward say no to a request, and why."""
    found = get_answerable_mandate(request.user, slug, mandate)
    if found.state_on(timezone.localdate()) != State.ASKED:
        messages.info(request, how_it_stands(found))
        return redirect(found)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            declined = decline_mandate(
                mandate=found,
                decliner=request.user.person_or_none,
                reason=form.cleaned_data["reason"],
                day=timezone.localdate(),
            )
        except ValidationError as error:
            if refuse(request, form, error):
                return redirect(found)
        else:
            _mail(request, declined, "declined")
            messages.success(request, _("Declined. Whoever asked for it gets a mail."))
            return redirect(declined)
    return _reason_page(request, found, form, "networks/mandate_decline.html", follows=[])


@form_page
def mandate_withdraw(request: HttpRequest, slug: str, mandate: int) -> HttpResponse:
    """Let a steward withdraw a mandate from today on, once they have read what follows."""
    found = get_answerable_mandate(request.user, slug, mandate)
    today = timezone.localdate()
    if found.state_on(today) not in {State.VALID, State.COMING}:
        messages.info(request, how_it_stands(found))
        return redirect(found)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdrawn = withdraw_mandate(
                mandate=found,
                withdrawer=request.user.person_or_none,
                reason=form.cleaned_data["reason"],
                day=today,
            )
        except ValidationError as error:
            if refuse(request, form, error):
                return redirect(found)
        else:
            _mail(request, withdrawn, "withdrawn")
            messages.success(
                request,
                _("Withdrawn. From today on the mandate of %(name)s no longer counts.")
                % {"name": found.membership.person.name},
            )
            return redirect(withdrawn)
    follows = _consequences(found, today)
    return _reason_page(request, found, form, "networks/mandate_withdraw.html", follows=follows)


def _consequences(mandate: Mandate, today: date) -> list[str]:
    """Return what follows from withdrawing a mandate today."""
    name, membership = mandate.membership.person.name, mandate.membership
    if mandate.state_on(today) == State.COMING:
        sentences = [_("This mandate has not begun yet; it will not count at all.")]
    else:
        table = read_decision_table(membership.network, today)
        sentences = withdrawal_sentences(table, mandate.pk, name)
    later = membership.mandates.counting_from(today).exclude(pk=mandate.pk).order_by("starts_on").first()
    if later is not None:
        sentences.append(_("Another mandate, from %(day)s on, stays.") % {"day": written(later.starts_on)})
    return sentences


def _reason_page(
    request: HttpRequest, mandate: Mandate, form: Form, template: str, *, follows: list[str]
) -> HttpResponse:
    page = network_context(mandate.membership.network, request.user, "mandate_table")
    more = {"mandate": mandate, "member": mandate.membership.person, "form": form, "follows": follows}
    return render(request, template, page | more)
