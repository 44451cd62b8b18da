"""How accounts come about, how they are spoken to, and how they are kept safe."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend as AllauthBackend
from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from collab.middleware import chosen_language, remember_language
from collab.second_factor import with_second_factor
from collab.sign_in import KEEP_SIGNED_IN
from networks.models import Person, User


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: an account comes with an invitation or from an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail in the language of whoever it goes to."""
        user = context.get("user")
        if isinstance(user, User):
            owner = user.person_or_none
        else:
            owner = Person.objects.filter(user__email__iexact=email).first()
        with translation.override(owner.language if owner else translation.get_language()):
            super().send_mail(template_prefix, email, context)

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in, after a code from the mail for as long as was asked for with it."""
        keep = request.session.pop(KEEP_SIGNED_IN, None)
        super().login(request, user)
        if keep is not None:
            request.session.set_expiry(app_settings.SESSION_COOKIE_AGE if keep else 0)

    def post_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse:
        """Speak somebody's own language after signing in, unless they chose one with the switch."""
        response = super().post_login(request, user, **details)
        if chosen_language(request) is None and user.person_or_none is not None:
            remember_language(response, user.person_or_none.language)
        return response

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        """Whether to ask once more who it is: not right after signing in."""
        records = get_authentication_records(self.request, self.request.user)
        if records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return super().is_reauthentication_required(app=app, **options)


class AuthenticationBackend(AllauthBackend):
    """Sign in by e-mail; the person behind an account comes along with it, as nearly every page needs both.

    So does whether it has a second factor, of which every page asks an administrator.
    """

    def get_user(self, user_id: int) -> User | None:
        user = with_second_factor(User.objects.select_related("person")).filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
