"""Meetings on a phone: one recorded in a few taps, and a calendar brought in through its preview."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from networks.models import Consultation
from tests.browser.checks import Watch, inaccessible, too_wide
from tests.browser.steps import follow
from tests.factories import DecisionTopicFactory, MandateFactory, MembershipFactory, MemberWithAccountFactory
from tests.networks.calendars.writing import calendar, event

PHONE = {"width": 360, "height": 740}
TODAY = timezone.localdate()
PLACE = re.compile(r"/consultations/\d+/$")


@pytest.fixture
def anna(db):
    """A member of a network of twelve; Bram is there for De Brug, with a mandate."""
    anna = MemberWithAccountFactory(
        network__name="Noord", network__slug="noord", person__name="Anna", person__user__email="anna@x.be"
    )
    bram = MembershipFactory(
        network=anna.network,
        person__name="Bram",
        person__email="bram@x.be",
        engagement__organisation__name="De Brug",
    )
    MandateFactory(membership=bram, starts_on=TODAY - timedelta(days=30))
    DecisionTopicFactory(network=anna.network, name="Uitgaven")
    MembershipFactory.create_batch(10, network=anna.network)
    return anna


@pytest.fixture
def phone(new_context, live_server, sign_in, anna):
    """Return a function that opens a page on Anna's phone, and what went wrong on it."""

    def open_page(path, *, scripts=True):
        context = new_context(java_script_enabled=scripts, viewport=PHONE)
        sign_in(context, anna.person.user)
        watch = Watch(context, live_server.url)
        page = context.new_page()
        page.goto(f"{live_server.url}/networks/noord/consultations/{path}")
        return page, watch

    return open_page


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_meeting_is_recorded_on_a_phone(phone, scripts):
    page, watch = phone("", scripts=scripts)
    follow(page.get_by_role("link", name="Leg een overleg vast"))
    page.get_by_label("Waarover ging het?").fill("Opening van het huis")
    if scripts:
        page.get_by_label("Zoek op naam of organisatie").fill("brug")
        expect(page.get_by_label("Anna", exact=True)).to_be_hidden()
    page.get_by_label("Bram", exact=True).check()
    if scripts:
        page.get_by_label("Zoek op naam of organisatie").fill("")
    page.get_by_label("Anna", exact=True).check()
    offered = page.get_by_label("Wie zat voor?").locator("option").all_inner_texts()
    page.get_by_label("Wie zat voor?").select_option("Bram")
    page.get_by_text("Is er iets beslist?").click()
    expect(page.get_by_label("Wat is er beslist?").first).to_be_visible()
    page.get_by_label("Wat is er beslist?").first.fill("We kopen een tafel.")
    page.get_by_label("Beslissingsonderwerp").first.select_option("Uitgaven")
    page.get_by_label("Onder wiens mandaat?").first.select_option("Bram")
    complaints = inaccessible(page) + too_wide(page) if scripts else []
    follow(page.locator("main form button.primary"), PLACE)
    text = page.locator("main").inner_text()
    complaints += inaccessible(page) + too_wide(page) if scripts else []

    assert len(offered) == (3 if scripts else 13)
    for part in ("2 mensen zaten aan tafel", "Bram zat voor", "We kopen een tafel.", "mandaat van Bram"):
        assert part in text
    follow(page.get_by_role("link", name="Leg het volgende vast"))
    assert page.locator("[name=people]:checked").count() == 2
    assert complaints + watch.take() == []


def test_calendar_is_imported_through_its_preview(phone, tmp_path):
    invited = ("ATTENDEE:mailto:anna@x.be", "ORGANIZER:mailto:bram@x.be")
    start = f"DTSTART;VALUE=DATE:{TODAY - timedelta(days=14):%Y%m%d}"
    file = tmp_path / "agenda.ics"
    file.write_bytes(
        calendar(
            event("RRULE:FREQ=WEEKLY", *invited, start=start, uid="a", summary="Stuurgroep"),
            event("RRULE:FREQ=WEEKLY", *invited, start=start, uid="b", summary="Lunch"),
            event(*invited, start=start, uid="c", summary="Startdag"),
            event(start=start, uid="d", summary="Tandarts"),
        )
    )

    page, watch = phone("import/")
    complaints = inaccessible(page) + too_wide(page)
    page.get_by_label("Agendabestand").set_input_files(file)
    follow(page.locator("main form button.primary"))
    lead = page.locator("main h2").first.inner_text()
    page.get_by_label("Elke keer ‘Lunch’").uncheck()
    page.get_by_text("Stuurgroep").last.click()
    expect(page.locator(".series details[open]")).to_be_visible()
    page.locator(".series details[open] input").first.uncheck()
    complaints += inaccessible(page) + too_wide(page)
    follow(page.locator("main form button.primary"))

    assert lead == "7 keer overleg kan vastgelegd worden. Er is nog niets vastgelegd."
    expect(page.locator(".message.success")).to_contain_text("3 keer overleg is vastgelegd.")
    assert sorted(Consultation.objects.values_list("topic", flat=True)) == [
        "Startdag",
        "Stuurgroep",
        "Stuurgroep",
    ]
    assert page.locator(".meeting").count() == 3
    assert complaints + watch.take() == []
