"""What a personal link opens."""

from allauth.account.adapter import get_adapter
from allauth.core.ratelimit import respond_429
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from collab.limits import unknown_links
from collab.methods import form_page
from collab.middleware import chosen_language, remember_language
from networks.models import Invitation
from networks.services.invitations import (
    accept_invitation,
    create_invited_account,
    find_account,
    find_invitation,
    may_accept,
    note_opened,
)


@login_not_required
@never_cache
@form_page
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Open a personal link: come in with one press, or sign in with the account that is there already."""
    if unknown_links.is_exceeded(request):
        return respond_429(request)
    invitation = find_invitation(token)
    if invitation is None:
        unknown_links.count(request)
        return render(request, "networks/invitation_gone.html", status=404)
    if request.method == "GET":
        note_opened(invitation=invitation)
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
    """Let somebody without an account come in: the link is what they prove themselves with."""
    if request.method == "POST":
        try:
            user = create_invited_account(invitation=invitation)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            get_adapter(request).login(request, user)
            return _welcome(request, invitation)
    return render(request, "networks/invitation_new.html", {"invitation": invitation})


def _welcome(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    messages.success(
        request,
        _("Welcome, %(name)s. You now see “%(network)s”.")
        % {"name": invitation.person.name, "network": invitation.network.name},
    )
    return redirect(reverse("welcome", query={"network": invitation.network.slug}))
