"""How accounts come about, and how they are spoken to."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend as AllauthBackend
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from collab.middleware import chosen_language, remember_language
from networks.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: an account comes with an invitation or from an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail in the language of whoever it goes to."""
        user = context.get("user")
        person = user.person_or_none if isinstance(user, User) else None
        with translation.override(person.language if person else translation.get_language()):
            super().send_mail(template_prefix, email, context)

    def post_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse:
        """Speak somebody's own language after signing in, unless they chose one with the switch."""
        response = super().post_login(request, user, **details)
        if chosen_language(request) is None and user.person_or_none is not None:
            remember_language(response, user.person_or_none.language)
        return response


class AuthenticationBackend(AllauthBackend):
    """Sign in by e-mail; the person behind an account comes along with it, as nearly every page needs both."""

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.select_related("person").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
