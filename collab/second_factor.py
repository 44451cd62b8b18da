"""A second factor when signing in: offered to everybody, required of administrators."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]

# What an administrator without a second factor may open: what it takes to get one, and the way out.
OPEN = frozenset(
    {
        "account_change_password",
        "account_logout",
        "account_reauthenticate",
        "account_set_password",
        "health",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_index",
        "set_language",
        "set_theme",
    }
)


def with_second_factor(users: QuerySet[Any]) -> QuerySet[Any]:
    """Return accounts with whether each has a second factor, as `has_second_factor`."""
    held = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)
    return users.annotate(has_second_factor=Exists(held))


class SecondFactorMiddleware:
    """Leads an administrator without a second factor to where they get one, before anything else.

    They see everything, on the usual pages too. Costs no query: the account comes along with what it has.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Answer instead of the page when a second factor is missing."""
        match = request.resolver_match
        if (match is not None and match.url_name in OPEN) or not lacks_second_factor(request.user):
            return None
        return redirect("mfa_index")


def lacks_second_factor(user: Any) -> bool:
    """Whether an account, as it came with the request, is an administrator's and misses the second factor."""
    is_administrator = user.is_superuser or user.is_staff
    return settings.SECOND_FACTOR_REQUIRED and is_administrator and not user.has_second_factor


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors in our own words."""

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002  # the name that allauth calls it by
        """Propose a name for a passkey; nothing else has one."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("My passkey") if number == 1 else _("My passkey %(number)s") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return what a device calls the place that a passkey is for."""
        return super().get_public_key_credential_rp_entity() | {"name": "Samenspel"}
