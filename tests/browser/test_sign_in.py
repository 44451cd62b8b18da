"""Passkeys and the authenticator app, with a device that the browser makes up."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from tests.browser.checks import Watch, inaccessible, too_wide
from tests.browser.steps import follow, sign_out
from tests.factories import PersonWithAccountFactory, UserFactory

PASSWORD = "correct horse battery"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def desk(new_context, live_server):
    """A page in a browser whose device knows passkeys, and a watch on it."""
    context = new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return page, Watch(context, live_server.url)


def sign_in_by_password(page, address, email):
    page.goto(f"{address}/accounts/login/")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    follow(page.locator("main form:has([name=password]) button.primary"))


def complaints(page, watch):
    return inaccessible(page) + too_wide(page) + watch.take()


def test_passkey_is_made_used_to_come_in_and_removed(live_server, desk):
    page, watch = desk
    person = PersonWithAccountFactory(name="Anna Maes")
    sign_in_by_password(page, live_server.url, person.email)
    found = []

    page.goto(f"{live_server.url}/accounts/safety/")
    follow(page.get_by_role("link", name="Voeg een passkey toe"))
    page.get_by_label("Naam").fill("Mijn laptop")
    found += complaints(page, watch)
    follow(page.get_by_role("button", name="Maak de passkey"), "**/safety/codes/")
    found += complaints(page, watch)
    sign_out(page)
    page.goto(f"{live_server.url}/accounts/login/?next=/portfolio/")
    found += complaints(page, watch)
    follow(page.get_by_role("button", name="Meld je aan met een passkey"), f"{live_server.url}/portfolio/")
    page.goto(f"{live_server.url}/accounts/safety/")
    listed = page.locator("main").inner_text()
    found += complaints(page, watch)
    follow(page.get_by_role("link", name="Mijn laptop"))
    found += complaints(page, watch)
    follow(page.get_by_role("button", name="Verwijder", exact=True), "**/accounts/safety/")

    assert "Mijn laptop" in listed
    assert "De passkey is verwijderd." in page.locator("main").inner_text()
    assert not Authenticator.objects.exists()
    assert found == []


def test_passkey_is_the_second_step_after_a_password(live_server, desk):
    page, watch = desk
    person = PersonWithAccountFactory()
    sign_in_by_password(page, live_server.url, person.email)
    page.goto(f"{live_server.url}/accounts/safety/passkeys/new/")
    follow(page.get_by_role("button", name="Maak de passkey"), "**/safety/codes/")
    sign_out(page)

    sign_in_by_password(page, live_server.url, person.email)
    asked = page.locator("h1").inner_text()
    found = complaints(page, watch)
    follow(page.get_by_role("button", name="Gebruik mijn passkey"), "**/me/")

    assert asked == "Nog één stap"
    assert found == []


def test_device_that_gives_no_passkey_is_told_kindly(new_context, live_server):
    page = new_context().new_page()
    page.add_init_script("navigator.credentials.get = () => Promise.reject(new Error('no'))")
    page.goto(f"{live_server.url}/accounts/login/")

    page.get_by_role("button", name="Meld je aan met een passkey").click()
    expect(page.get_by_text("dit toestel gaf geen passkey voor Samenspel")).to_be_visible()

    assert page.url == f"{live_server.url}/accounts/login/"


def test_new_administrator_sets_up_an_app_before_anything_else(live_server, desk):
    page, watch = desk
    administrator = UserFactory(is_staff=True, is_superuser=True)
    sign_in_by_password(page, live_server.url, administrator.email)
    led_to, found = page.url, complaints(page, watch)

    follow(page.get_by_role("link", name="Stel in"))
    found += complaints(page, watch)
    page.get_by_text("Of typ de sleutel zelf in").click()
    expect(page.locator("code.secret")).to_be_visible()
    secret = page.locator("code.secret").inner_text()
    page.get_by_label("Code uit de app").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    follow(page.get_by_role("button", name="Neem in gebruik"), "**/safety/codes/")
    found += complaints(page, watch)
    page.goto(f"{live_server.url}/admin/")

    assert led_to == f"{live_server.url}/accounts/safety/"
    expect(page.locator("#site-name")).to_be_visible()
    assert found == []
