"""From a pasted list to somebody who comes in without a password, and comes back by a code from the mail."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from networks.models import Invitation, Membership, User
from tests.browser.checks import Watch, inaccessible, too_wide
from tests.browser.steps import follow, sign_out
from tests.factories import CoordinatorFactory, InvitationFactory, MembershipFactory

PASTED = """Naam\tE-mail\tOrganisatie
Anna Maes\tanna@example.be\tSociaal Huis
Ben\tben@example,be\tSociaal Huis
Anna M.\tanna@example.be\t
Cis\tcis@example.be\t
"""


@pytest.fixture
def coordinator(db):
    membership = CoordinatorFactory(
        network__name="Samen voor jeugd", network__slug="jeugd", person__name="Hanne Verlinden"
    )
    cis = MembershipFactory(network=membership.network, person__name="Cis", person__email="cis@example.be")
    InvitationFactory(network=membership.network, person=cis.person, email="cis@example.be")
    return membership


def complaints(page, watch, scripts=True):
    """What is wrong with a page; axe and measuring need scripts."""
    return (inaccessible(page) + too_wide(page) if scripts else []) + watch.take()


def paste(page, address):
    page.goto(f"{address}/networks/jeugd/members/")
    follow(page.get_by_role("link", name="Uitnodigingen"))
    follow(page.get_by_role("link", name="Nodig mensen uit"))
    page.get_by_label("Wie nodig je uit?").fill(PASTED)
    page.get_by_label("Persoonlijk bericht").fill("Fijn dat je meedoet!")
    follow(page.get_by_role("button", name="Bekijk de lijst"))


def correct(page):
    page.get_by_label("Regel 3").fill("Ben Smet <ben@example.be>")
    page.get_by_label("Regel 4").fill("")
    follow(page.locator("button[name=check]"))


def link_to(email):
    """Return the personal link in the mail to somebody, and the mail."""
    (message,) = [each for each in mail.outbox if each.to == [email]]
    return re.search(r"http://\S+", message.body)[0], message


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_a_pasted_list_to_coming_back_by_a_code(new_context, live_server, sign_in, coordinator, scripts):
    context = new_context(java_script_enabled=scripts)
    sign_in(context, coordinator.person.user)
    page, watch = context.new_page(), Watch(context, live_server.url)
    visitor = new_context(java_script_enabled=scripts)
    invitee, watch_invitee = visitor.new_page(), Watch(visitor, live_server.url)

    paste(page, live_server.url)
    said, found = page.locator("main").inner_text(), complaints(page, watch, scripts)
    correct(page)
    follow(page.get_by_role("button", name="Verstuur 2 uitnodigingen"))
    outcome = page.locator("h2").first.inner_text()
    found += complaints(page, watch, scripts)
    link, message = link_to("anna@example.be")
    invitee.goto(link)
    greeting = invitee.locator("main").inner_text()
    found += complaints(invitee, watch_invitee, scripts)
    follow(invitee.get_by_role("button", name="Kom binnen"), "**/me/welcome/**")
    came_in = invitee.locator("main").inner_text()
    sign_out_and_ask_for_a_code(invitee)
    found += complaints(invitee, watch_invitee, scripts)
    code = re.search(r"^[A-Z]{4}-?[A-Z]{4}$", mail.outbox[-1].body, re.MULTILINE)[0]
    invitee.get_by_label("Code").fill(code)
    follow(invitee.get_by_role("button", name="Kom binnen"), "**/me/")

    assert "‘ben@example,be’ is geen e-mailadres. Bedoel je ben@example.be?" in said
    assert "Dit adres staat al op regel 2." in said
    assert "Is al lid, uitgenodigd op" in said
    assert outcome == "2 uitnodigingen zijn verstuurd."
    assert [each.to for each in mail.outbox[:2]] == [["anna@example.be"], ["ben@example.be"]]
    assert "Fijn dat je meedoet!" in message.body
    assert "Hanne Verlinden nodigt je uit voor ‘Samen voor jeugd’." in greeting
    assert "Welkom, Anna Maes." in came_in
    anna = User.objects.get(email="anna@example.be")
    assert (anna.has_usable_password(), anna.person.name) == (False, "Anna Maes")
    assert Membership.objects.get(person__user=anna).organisation.name == "Sociaal Huis"
    assert Invitation.objects.in_state("accepted").get().person.user == anna
    assert found == []


def sign_out_and_ask_for_a_code(page):
    sign_out(page)
    follow(page.get_by_role("link", name="Aanmelden").first)
    page.get_by_label("E-mail").fill("anna@example.be")
    follow(page.get_by_role("button", name="Mail me een code"), "**/login/code/confirm/**")


def test_a_long_list_sends_itself_on_and_speaks_english(new_context, live_server, sign_in, coordinator):
    context = new_context()
    context.add_cookies([{"name": "django_language", "value": "en", "url": live_server.url}])
    sign_in(context, coordinator.person.user)
    page, watch = context.new_page(), Watch(context, live_server.url)

    page.goto(f"{live_server.url}/networks/jeugd/invitations/new/")
    page.get_by_label("Whom do you invite?").fill("\n".join(f"p{number}@example.be" for number in range(45)))
    follow(page.get_by_role("button", name="Look at the list"))
    follow(page.get_by_role("button", name="Send 45 invitations"))
    expect(page.get_by_role("heading", name="45 invitations are sent.")).to_be_visible()
    found = complaints(page, watch)
    follow(page.get_by_role("link", name="To the invitations"))

    assert len(mail.outbox) == 45
    assert page.locator(".invitations > li").count() == 46
    assert found + complaints(page, watch) == []
