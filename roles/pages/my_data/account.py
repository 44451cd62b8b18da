"""My account, and who I am."""

from collections.abc import Iterator

from allauth.account.models import EmailAddress
from django.apps import apps
from django.utils.translation import gettext as _

from networks.models import Person, User
from roles.pages.my_data.section import Section, Value, section

COVERS = (
    "networks.person.user",
    "account.emailaddress.user",
    "mfa.authenticator.user",
)


def account_sections(user: User) -> Iterator[Section]:
    """What is kept to let somebody sign in: facts, never a password or a key."""
    yield section(
        "account",
        _("My account"),
        _("You and the administrators. Coordinators see the address of members whom they invite."),
        [
            ("email", _("E-mail")),
            ("opened", _("Opened")),
            ("last_signed_in", _("Last signed in")),
            ("password", _("Has a password")),
            ("administrator", _("Administrator")),
        ],
        [[user.email, user.date_joined, user.last_login, user.has_usable_password(), user.is_superuser]],
    )
    yield section(
        "addresses",
        _("Addresses with which I sign in"),
        _("You and the administrators."),
        [("email", _("E-mail")), ("confirmed", _("Confirmed"))],
        EmailAddress.objects.filter(user=user).values_list("email", "verified"),
    )
    yield section(
        "second_factor",
        _("My second factor and passkeys"),
        _("Nobody. We show that they exist, never what they hold."),
        [("kind", _("Kind")), ("since", _("Since")), ("last_used", _("Last used"))],
        _second_factors(user),
    )


def _second_factors(user: User) -> list[tuple[Value, ...]]:
    if not apps.is_installed("allauth.mfa"):
        return []
    from allauth.mfa.models import Authenticator

    return list(Authenticator.objects.filter(user=user).values_list("type", "created_at", "last_used_at"))


def person_sections(person: Person) -> Iterator[Section]:
    """Who somebody is, in general."""
    yield section(
        "person",
        _("Who I am"),
        _(
            "Everybody in your networks sees your name and talents. Your address is seen by coordinators and "
            "administrators."
        ),
        [
            ("name", _("Name")),
            ("email", _("E-mail")),
            ("language", _("Language")),
            ("talents", _("Talents")),
            ("introduced_on", _("First questions answered on")),
        ],
        [
            [
                person.name,
                person.email,
                person.get_language_display(),
                person.talents,
                person.introduced_on,
            ]
        ],
    )
