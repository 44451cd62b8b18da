"""From a weekly mail: its link followed, one kind of it stopped, and a calendar made, fetched and renewed."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import expect

from roles.models import ReminderRefusal
from roles.services.reminders import send_reminders
from tests.browser.checks import Watch, inaccessible, too_wide
from tests.browser.steps import follow
from tests.factories import MemberWithAccountFactory, ReminderRefusalFactory, RoleAssignmentFactory, role


@pytest.fixture
def bram(db):
    """A member who leads for two years soon, and has not checked in for months."""
    seat = MemberWithAccountFactory(
        network__name="Noord",
        network__slug="noord",
        person__name="Bram",
        joined_on=timezone.localdate() - timedelta(days=720),
    )
    RoleAssignmentFactory(membership=seat, role=role("leader"), started_on=seat.joined_on)
    ReminderRefusalFactory(person=seat.person, kind="waiting")
    return seat


def address_in(body, after):
    """The first address in a mail after some words."""
    return re.search(r"http\S+", body[body.index(after) :]).group()


def test_from_the_mail_to_the_calendar(page, live_server, settings, sign_in, bram):
    settings.PUBLIC_ADDRESS = live_server.url
    watch = Watch(page.context, live_server.url)
    send_reminders(day=timezone.localdate())
    (letter,) = mail.outbox
    assert letter.subject == "Deze week: 2 dingen voor jou"

    # One kind is enough: stopped from the mail, by somebody who is not signed in.
    page.goto(address_in(letter.body, "– meerwaardechecks waarvoor het tijd is:"))
    assert not inaccessible(page)
    follow(page.get_by_role("button", name="Mail me hierover niet meer"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Het is stopgezet")
    refused = set(ReminderRefusal.objects.values_list("kind", flat=True))
    assert refused == {"waiting", "check-ins"}

    # The check-in itself still waits behind the link in the mail.
    sign_in(page.context, bram.person.user)
    page.goto(address_in(letter.body, "wat is je meerwaarde aan deze tafel?"))
    page.locator("[name=answer]").fill("Ik breng rust.")
    follow(page.get_by_role("button", name="Ga verder"))
    follow(page.get_by_role("button", name="Bewaar"))
    assert bram.network.check_ins.get().answer == "Ik breng rust."

    # What was stopped is not ticked, and a calendar is made on the same page.
    page.goto(f"{live_server.url}/me/reminders/")
    expect(page.get_by_role("checkbox", name="Meerwaardechecks")).not_to_be_checked()
    expect(page.get_by_role("checkbox", name="Rollen waarvan de termijn")).to_be_checked()
    follow(page.get_by_role("button", name="Maak een adres"))
    first = page.get_by_label("Adres van je agenda").input_value()
    assert not inaccessible(page)
    page.set_viewport_size({"width": 320, "height": 700})
    assert not too_wide(page)
    calendar = Calendar.from_ical(page.request.get(first).body())
    assert {str(event["SUMMARY"]) for event in calendar.events} == {
        "Je termijn als leider loopt af",
        "Een moment voor jezelf: wat is je meerwaarde aan deze tafel?",
    }

    # Renewed, the old address is dead and the new one alive.
    follow(page.get_by_role("link", name="Klaar"))
    follow(page.get_by_role("button", name="Maak een ander adres"))
    second = page.get_by_label("Adres van je agenda").input_value()
    assert (page.request.get(first).status, page.request.get(second).status) == (404, 200)
    assert watch.take() == []
