"""Who talks with whom, end to end: a meeting is recorded, and is a line in the picture and a figure below it."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.checks import Watch, inaccessible, too_wide
from tests.browser.steps import follow
from tests.factories import (
    AttendanceFactory,
    ConsultationFactory,
    EngagementFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
)


@pytest.fixture
def network(db):
    return NetworkFactory(name="Samen voor jeugd", slug="samen")


@pytest.fixture
def anna(network):
    return MemberWithAccountFactory(network=network, engagement=None, person__name="Anna Smit").person


@pytest.fixture
def colleagues(network):
    """Two who met already, and one who never came."""
    names = {"Bram Claes": "CLB", "Chris Visser": "OCMW", "Dina Haddad": "Bibliotheek"}
    people = [
        MembershipFactory(
            network=network,
            person__name=name,
            engagement=EngagementFactory(network=network, organisation__name=organisation),
        ).person
        for name, organisation in names.items()
    ]
    meeting = ConsultationFactory(network=network, held_on=timezone.localdate())
    for person in people[:2]:
        AttendanceFactory(consultation=meeting, person=person)
    return people


@pytest.fixture
def page_of_anna(new_context, live_server, sign_in, scripts, anna):
    context = new_context(java_script_enabled=scripts)
    sign_in(context, anna.user)
    watch = Watch(context, live_server.url)
    page = context.new_page()
    page.goto(f"{live_server.url}/networks/samen/consultations/")
    yield page
    assert watch.take() == []


def record_meeting(page, topic, people):
    """Record a meeting of today from the list of meetings, the first of these in the chair."""
    follow(page.locator("main a[href$='/consultations/new/']").first)
    page.locator("[name=topic]").fill(topic)
    for person in people:
        page.locator(f"#person-{person.pk}").check()
    page.locator("[name=chair]").select_option(str(people[0].pk))
    follow(page.locator("form.record button.primary"))


def enlarge(page, scripts):
    """Enlarge the picture twice: where it stands, or without scripts on a page of its own."""
    link = page.get_by_role("link", name="Vergroot 2×")
    if scripts:
        link.click()
        expect(link).to_have_attribute("aria-current", "true")
    else:
        follow(link, "**/?*zoom=2*")
    expect(page.locator("svg.talk-graph.zoom-2")).to_be_visible()


def test_meeting_that_a_member_records_is_seen_in_the_picture(page_of_anna, anna, colleagues, scripts):
    page = page_of_anna
    bram = colleagues[0]
    graph = page.locator("svg.talk-graph")

    record_meeting(page, "Kennismaken", [bram, anna])
    follow(page.locator("nav.moving a[href$='/consultations/']"))
    follow(page.get_by_role("link", name="Wie spreekt met wie?"))
    follow(page.get_by_role("link", name="Mensen", exact=True), "**/?by=people")

    expect(page.get_by_role("heading", level=2).first).to_have_text(
        "Niet alle mensen spreken elkaar: van de 6 duo’s zaten er 2 samen aan tafel."
    )
    expect(graph.locator("line")).to_have_count(2)
    expect(graph.get_by_role("link", name="Bram Claes, CLB, 2 keer overleg")).to_be_visible()
    expect(page.get_by_text("Zonder Bram Claes zou Chris Visser de rest niet ontmoeten.")).to_be_visible()
    expect(page.locator(".talk-chairs")).to_contain_text("Bram Claes")

    if scripts:
        assert inaccessible(page) + too_wide(page) == []
        graph.get_by_role("link", name="Anna Smit").hover()
        expect(graph.locator(".spot.near")).to_have_count(2)
        expect(graph.locator("line.near")).to_have_count(1)
    enlarge(page, scripts)
    follow(graph.get_by_role("link", name="Anna Smit"), "**/?*around=*")

    expect(page.get_by_role("heading", level=2).first).to_have_text(
        "Anna Smit zat met 1 van de 3 anderen aan tafel."
    )
    expect(graph.locator("line")).to_have_count(1)
    follow(page.get_by_role("link", name="Toon iedereen").first)
    expect(graph.locator("line")).to_have_count(2)
