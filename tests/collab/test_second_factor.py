"""A second factor: offered to everybody, required of administrators."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from collab.second_factor import OPEN
from networks.models import User
from tests.factories import (
    TOTP_SECRET,
    AdministratorFactory,
    NetworkFactory,
    PersonWithAccountFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"


@pytest.fixture
def visitor():
    visitor = Client()
    visitor.cookies["django_language"] = "en"
    return visitor


def code(secret: str) -> str:
    """Return what an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def sign_in(visitor, email: str):
    return visitor.post(reverse("account_login"), {"login": email, "password": PASSWORD})


def signed_in_as(visitor) -> str | None:
    key = visitor.session.get("_auth_user_id")
    return User.objects.get(pk=key).email if key else None


def set_up_app(visitor) -> str:
    """Set up an authenticator app through the pages; return its secret."""
    secret = visitor.get(reverse("mfa_activate_totp")).context["form"].secret
    visitor.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    return secret


def test_first_administrator_is_led_to_a_second_factor_and_then_everywhere(visitor, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", "--noinput", "--email", "first@example.org", verbosity=0)

    signed_in = sign_in(visitor, "first@example.org")
    led = visitor.get(signed_in.url, follow=True)
    set_up = visitor.post(
        reverse("mfa_activate_totp"),
        {"code": code(visitor.get(reverse("mfa_activate_totp")).context["form"].secret)},
        follow=True,
    )

    assert led.redirect_chain == [(reverse("mfa_index"), 302)]
    assert "You are an administrator and see everything." in led.content.decode()
    assert set_up.redirect_chain == [(reverse("mfa_view_recovery_codes"), 302)]
    assert len(set_up.context["unused_codes"]) == 10
    assert [visitor.get(reverse(name)).status_code for name in ("me", "admin:index", "network_list")] == [
        200
    ] * 3


@pytest.mark.parametrize("role", [{"is_superuser": True}, {"is_staff": True}])
def test_administrator_without_second_factor_opens_nothing_else(visitor, role):
    network = NetworkFactory()
    visitor.force_login(UserFactory(**role))

    pages = [
        reverse("me"),
        reverse("home"),
        reverse("dashboard", args=[network.slug]),
        reverse("report_json", args=[network.slug]),
        reverse("export", args=[network.slug]),
        reverse("admin:index"),
        reverse("catalogue"),
    ]
    answers = {(answer.status_code, answer.get("Location")) for answer in map(visitor.get, pages)}
    posted = visitor.post(reverse("network_create"), {"name": "Mine"})

    assert answers == {(302, reverse("mfa_index"))}
    assert posted.url == reverse("mfa_index")


def test_what_stays_open_are_addresses_that_exist():
    for name in OPEN:
        reverse(name)


def test_others_do_without(visitor):
    visitor.force_login(PersonWithAccountFactory().user)

    assert visitor.get(reverse("me")).status_code == 200
    assert "You are an administrator" not in visitor.get(reverse("mfa_index")).content.decode()


def test_installation_may_leave_it_at_an_offer(visitor, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    visitor.force_login(AdministratorFactory(second_factor=False))

    assert visitor.get(reverse("admin:index")).status_code == 200
    assert "You are an administrator" not in visitor.get(reverse("mfa_index")).content.decode()


def test_second_factor_costs_no_query(client, django_assert_num_queries):
    client.force_login(AdministratorFactory())
    client.get(reverse("mfa_index"))

    with django_assert_num_queries(2):  # the session, and the account with all it has
        assert client.get(reverse("home")).url == reverse("me")


@pytest.mark.parametrize("way", ["password", "code"])
def test_signing_in_asks_for_the_second_factor(visitor, mailoutbox, way):
    administrator = AdministratorFactory()
    if way == "password":
        first = sign_in(visitor, administrator.email)
    else:
        visitor.post(reverse("account_request_login_code"), {"email": administrator.email})
        mailed = re.search(r"^[A-Z]{4}-?[A-Z]{4}$", mailoutbox[0].body, re.MULTILINE)[0]
        first = visitor.post(reverse("account_confirm_login_code"), {"code": mailed})

    between = signed_in_as(visitor)
    wrong = visitor.post(reverse("mfa_authenticate"), {"code": "000000"})
    still = signed_in_as(visitor)
    visitor.post(reverse("mfa_authenticate"), {"code": code(TOTP_SECRET)})

    assert first.url == reverse("mfa_authenticate")
    assert (between, still) == (None, None)
    assert "Incorrect code." in wrong.content.decode()
    assert signed_in_as(visitor) == administrator.email


def test_recovery_code_lets_in_once(visitor):
    user = UserFactory()
    sign_in(visitor, user.email)
    set_up_app(visitor)
    recovery = visitor.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    outcomes = []

    for _ in range(2):
        other = Client()
        sign_in(other, user.email)
        other.post(reverse("mfa_authenticate"), {"code": recovery})
        outcomes.append(signed_in_as(other))

    assert outcomes == [user.email, None]


def test_second_factor_guesses_are_limited(visitor):
    administrator = AdministratorFactory()
    sign_in(visitor, administrator.email)
    for _ in range(5):
        visitor.post(reverse("mfa_authenticate"), {"code": "000000"})

    answer = visitor.post(reverse("mfa_authenticate"), {"code": code(TOTP_SECRET)})

    assert "Too many failed login attempts." in answer.content.decode()
    assert signed_in_as(visitor) is None


def test_change_asks_who_it_is_when_signing_in_was_a_while_ago(visitor):
    user = UserFactory()
    sign_in(visitor, user.email)
    session = visitor.session
    session["account_authentication_methods"] = [
        record | {"at": time.time() - 3600} for record in session["account_authentication_methods"]
    ]
    session.save()

    asked = visitor.get(reverse("mfa_activate_totp"))
    refused = visitor.post(asked.url, {"password": "wrong", "next": reverse("mfa_activate_totp")})
    let_on = visitor.post(asked.url, {"password": PASSWORD, "next": reverse("mfa_activate_totp")})

    assert asked.url == f"{reverse('account_reauthenticate')}?next=%2Faccounts%2Fsafety%2Fapp%2F"
    assert "Incorrect password." in refused.content.decode()
    assert let_on.url == reverse("mfa_activate_totp")


def test_administrator_who_takes_the_second_factor_away_has_to_add_one(visitor):
    administrator = AdministratorFactory()
    sign_in(visitor, administrator.email)
    visitor.post(reverse("mfa_authenticate"), {"code": code(TOTP_SECRET)})

    before = visitor.get(reverse("me")).status_code
    visitor.post(reverse("mfa_deactivate_totp"))
    after = visitor.get(reverse("me"))

    assert before == 200
    assert after.url == reverse("mfa_index")
    assert not Authenticator.objects.exists()


def test_administrator_helps_somebody_who_lost_their_phone(visitor):
    visitor.force_login(AdministratorFactory())
    lost = UserFactory()
    Authenticator.objects.create(user=lost, type=Authenticator.Type.TOTP, data={"secret": TOTP_SECRET})

    answer = visitor.post(
        reverse("admin:networks_user_changelist"),
        {"action": "remove_second_factor", "_selected_action": [lost.pk]},
        follow=True,
    )

    assert "1 account is without a second factor now." in answer.content.decode()
    assert not Authenticator.objects.filter(user=lost).exists()


def test_administration_shows_no_secrets(visitor):
    visitor.force_login(AdministratorFactory())

    assert "authenticator" not in visitor.get(reverse("admin:index")).content.decode().lower()


def test_passkey_of_somebody_else_is_not_removed(visitor):
    mine, theirs = UserFactory(), UserFactory()
    passkey = Authenticator.objects.create(
        user=theirs, type=Authenticator.Type.WEBAUTHN, data={"name": "Theirs"}
    )
    sign_in(visitor, mine.email)

    answer = visitor.post(reverse("mfa_remove_webauthn", args=[passkey.pk]))

    assert answer.status_code == 404
    assert Authenticator.objects.filter(pk=passkey.pk).exists()
