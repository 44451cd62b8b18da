"""Looking back on a network: who held a role before, and how things stood then, with scripts and without."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from roles.analysis.months import add_months
from tests.browser.checks import inaccessible, too_wide
from tests.factories import (
    MembershipFactory,
    NetworkFactory,
    ObserverFactory,
    PersonFactory,
    RoleAssignmentFactory,
    role,
)

TODAY = timezone.localdate()


def ago(months: int) -> date:
    return add_months(TODAY, -months)


@pytest.fixture
def network():
    """The driver's role went from Ans to Bo a year ago; Ans had led as well, and nobody has since."""
    network = NetworkFactory(name="The house", started_on=ago(60))
    ans, bo = (
        MembershipFactory(network=network, person=PersonFactory(name=name), joined_on=ago(50))
        for name in ("Ans Aerts", "Bo Bos")
    )
    RoleAssignmentFactory(membership=ans, role=role("driver"), started_on=ago(50), ended_on=ago(12))
    RoleAssignmentFactory(membership=ans, role=role("leader"), started_on=ago(50), ended_on=ago(12))
    RoleAssignmentFactory(membership=bo, role=role("driver"), started_on=ago(12))
    return network


def test_from_the_timeline_to_the_report_of_a_past_day(new_context, live_server, sign_in, network, scripts):
    context = new_context(java_script_enabled=scripts)
    sign_in(context, ObserverFactory(network=network).person.user)
    context.add_cookies([{"name": "django_language", "value": "en", "url": live_server.url}])
    page = context.new_page()

    page.goto(live_server.url + reverse("timeline", args=[network.slug]))
    expect(page.get_by_role("heading", level=2).first).to_contain_text("a role changed hands once")
    expect(page.get_by_role("img", name="Driver: 2 people in this period")).to_be_visible()
    complaints = inaccessible(page) + too_wide(page) if scripts else []

    page.get_by_label("Role", exact=True).select_option("leader")
    with page.expect_navigation():
        page.get_by_role("button", name="Show", exact=True).click()
    table = page.get_by_role("table")
    expect(table.get_by_role("row")).to_have_count(2)
    expect(table).to_contain_text("Ans Aerts")

    with page.expect_navigation():
        page.get_by_role("link", name="Course of the network").click()
    complaints += inaccessible(page) + too_wide(page) if scripts else []
    with page.expect_navigation():
        page.get_by_role("table").get_by_role("link").first.click()
    expect(page.get_by_label("The network as it was on")).to_have_value(ago(36).isoformat())
    expect(page.get_by_role("main")).to_contain_text("Ans Aerts")
    assert complaints == []


def test_a_phone_opens_the_pictures_at_today(new_context, live_server, sign_in, network):
    context = new_context(viewport={"width": 360, "height": 740})
    sign_in(context, ObserverFactory(network=network).person.user)
    page = context.new_page()

    page.goto(live_server.url + reverse("timeline", args=[network.slug]))
    today = page.locator(".timeline .lanes .today").first.bounding_box()
    page.goto(live_server.url + reverse("timeline_course", args=[network.slug]))
    last_day = page.locator(".course .day").last.bounding_box()

    assert [180 < each["x"] < 360 for each in (today, last_day)] == [True, True]
