"""Invitations: sending, withdrawing, and what their link opens."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from collab.middleware import chosen_language, remember_language
from networks.access import get_editable_network
from networks.forms.accounts import FirstPasswordForm
from networks.models import Invitation, Membership, Network, Observer, Person
from networks.services.invitations import (
    accept_invitation,
    create_invited_account,
    find_account,
    find_invitation,
    invite,
    may_accept,
    withdraw_invitation,
)


@require_POST
def invitation_send(request: HttpRequest, slug: str, person: int) -> HttpResponse:
    """Mail a member or observer a personal link, again if need be."""
    network = get_editable_network(request.user, slug)
    members = Membership.objects.active_on(timezone.localdate()).filter(network=network)
    observers = Observer.objects.filter(network=network)
    involved = Q(pk__in=members.values("person")) | Q(pk__in=observers.values("person"))
    invited = get_object_or_404(Person.objects.filter(involved), pk=person)
    try:
        invitation = invite(
            network=network,
            person=invited,
            inviter=request.user,
            link=lambda token: request.build_absolute_uri(reverse("invitation_accept", args=[token])),
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request,
            _("A mail to %(email)s is on its way. The link in it works for %(days)s days.")
            % {"email": invitation.email, "days": Invitation.VALID_FOR.days},
        )
    return _back_to(network, invited)


@require_POST
def invitation_withdraw(request: HttpRequest, slug: str, invitation: int) -> HttpResponse:
    """Let a link that was mailed stop working."""
    network = get_editable_network(request.user, slug)
    found = get_object_or_404(
        Invitation.objects.visible_to(request.user).select_related("person"), network=network, pk=invitation
    )
    withdraw_invitation(invitation=found)
    messages.success(
        request, _("The link that %(name)s was sent no longer works.") % {"name": found.person.name}
    )
    return _back_to(network, found.person)


def _back_to(network: Network, person: Person) -> HttpResponse:
    """Lead to the page with the button: a member's own, or the list where an observer stands."""
    seats = Membership.objects.active_on(timezone.localdate())
    seat = seats.filter(network=network, person=person).values_list("pk", flat=True).first()
    if seat is None:
        return redirect("member_list", network.slug)
    return redirect("member_detail", network.slug, seat)


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Open a personal link: choose a password, or sign in with the account that is there already."""
    invitation = find_invitation(token)
    if invitation is None:
        return render(request, "networks/invitation_gone.html", status=404)
    language = chosen_language(request) or invitation.person.language
    with translation.override(language):
        request.LANGUAGE_CODE = language
        if request.user.is_authenticated:
            response = _accept_signed_in(request, invitation)
        elif find_account(invitation) is not None:
            response = render(request, "networks/invitation_sign_in.html", {"invitation": invitation})
        else:
            response = _accept_new(request, invitation)
    remember_language(response, language)
    return response


def _accept_signed_in(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Tie the account in use to the invited person, once its owner says so."""
    allowed = may_accept(invitation, request.user)
    if request.method == "POST" and allowed:
        try:
            accept_invitation(invitation=invitation, user=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            return _welcome(request, invitation)
    return render(request, "networks/invitation_accept.html", {"invitation": invitation, "allowed": allowed})


def _accept_new(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Let somebody without an account choose a password."""
    form = FirstPasswordForm(request.POST or None, email=invitation.email)
    if request.method == "POST" and form.is_valid():
        try:
            user = create_invited_account(invitation=invitation, password=form.cleaned_data["password1"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            get_adapter(request).login(request, user)
            return _welcome(request, invitation)
    return render(request, "networks/invitation_new.html", {"invitation": invitation, "form": form})


def _welcome(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    messages.success(
        request,
        _("Welcome, %(name)s. You now see “%(network)s”.")
        % {"name": invitation.person.name, "network": invitation.network.name},
    )
    return redirect("me")
