"""A check-in with its reminder: from the weekly mail through two questions to one's own line, and thanks."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from networks.models import CheckIn, Thanks
from roles.analysis.months import add_months
from roles.services.reminders import send_reminders
from tests.browser.checks import Watch, inaccessible, too_wide
from tests.browser.steps import follow
from tests.factories import CheckInFactory, MembershipFactory, MemberWithAccountFactory

TODAY = timezone.localdate()


@pytest.fixture
def bram(db):
    """A member without a role, who said seven months ago what they bring, and a colleague."""
    seat = MemberWithAccountFactory(
        network__name="Noord", network__slug="noord", person__name="Bram", joined_on=add_months(TODAY, -24)
    )
    CheckInFactory(network=seat.network, person=seat.person, answered_on=add_months(TODAY, -7)).values.create(
        kind="ideas"
    )
    MembershipFactory(network=seat.network, person__name="Anna")
    return seat


def letters(day):
    """The bodies of the weekly mails of a day."""
    mail.outbox.clear()
    send_reminders(day=day)
    return [each.body for each in mail.outbox]


def test_a_check_in_with_its_reminder(new_context, live_server, settings, sign_in, bram, scripts):
    settings.PUBLIC_ADDRESS = live_server.url
    context = new_context(java_script_enabled=scripts)
    watch = Watch(context, live_server.url)
    sign_in(context, bram.person.user)
    page = context.new_page()

    # The mail leads to the first question, which says who reads the answer before it is asked.
    (letter,) = letters(TODAY)
    page.goto(re.search(r"http\S+/check-in/", letter).group())
    expect(page.get_by_text("Jij en de coördinatoren kunnen je antwoord lezen.")).to_be_visible()
    assert not (scripts and inaccessible(page))
    page.get_by_role("checkbox", name="Contacten").check()
    page.get_by_label("Of in je eigen woorden").fill("Ik ken de wijk.\nEn de wijk kent mij.")
    follow(page.get_by_role("button", name="Ga verder"))

    # Back again, nothing is lost; then the second question.
    page.get_by_role("checkbox", name="Visie").check()
    follow(page.get_by_role("button", name="Terug"))
    expect(page.get_by_role("checkbox", name="Contacten")).to_be_checked()
    follow(page.get_by_role("button", name="Ga verder"))
    expect(page.get_by_role("checkbox", name="Visie")).to_be_checked()
    assert not CheckIn.objects.filter(answered_on=TODAY).exists()
    follow(page.get_by_role("button", name="Bewaar"))

    # My own line has both answers, and the reminder is gone: from the mail and from my page.
    line = page.get_by_role("region", name="Mijn eigen lijn")
    expect(line.get_by_role("img")).to_have_attribute("aria-label", re.compile("2 meerwaardechecks"))
    expect(line.get_by_text("En de wijk kent mij.")).to_be_visible()
    page.set_viewport_size({"width": 320, "height": 700})
    assert not too_wide(page)
    assert all("/check-in/" not in body for body in letters(TODAY + timedelta(days=8)))
    page.goto(f"{live_server.url}/me/")
    expect(page.get_by_text("Wat breng je tegenwoordig in")).to_have_count(0)

    # Thanks to a colleague, and a second thought.
    page.goto(f"{live_server.url}/networks/noord/check-ins/")
    follow(page.get_by_role("link", name="Bedank een collega").first)
    page.get_by_label("Wie wil je bedanken?").select_option(index=1)
    page.get_by_label("Waarvoor?").fill("Je belde de schepen.")
    follow(page.get_by_role("button", name="Bedank"))
    thanks = page.get_by_role("region", name="Bedankjes")
    expect(thanks.get_by_text("Je belde de schepen.").first).to_be_visible()
    thanks.locator("summary").click()
    follow(thanks.get_by_role("button", name="Verwijder dit bedankje"))
    assert not Thanks.objects.exists()
    assert watch.take() == []
