"""A steward's story: from what waits to an answer that shows on a dashboard, and to who sits where, as a file."""

from io import BytesIO

import openpyxl
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from networks.models import CollaborationPolicy
from tests.browser.checks import Watch, inaccessible, too_wide
from tests.browser.steps import follow, settled
from tests.factories import (
    CollaborationPolicyFactory,
    EngagementFactory,
    MandateFactory,
    MembershipFactory,
    NetworkFactory,
    PersonFactory,
    RoleAssignmentFactory,
    StewardshipFactory,
    role,
)

TODAY = timezone.localdate()
INDICATOR = "Beleid rond samenwerken"


@pytest.fixture
def director(db):
    """Answers for De Brug, which has eleven seats, two without a mandate, and has answered no question."""
    stewardship = StewardshipFactory(
        organisation__name="De Brug",
        organisation__slug="de-brug",
        person__name="Dirk Directeur",
        person__user__email="dirk@example.org",
    )
    north, south = NetworkFactory(name="Noord", slug="noord"), NetworkFactory(name="Zuid", slug="zuid")
    for number in range(11):
        network = south if number == 10 else north
        engagement, _new = network.engagements.get_or_create(
            organisation=stewardship.organisation, defaults={"stake": "Veel."}
        )
        person = PersonFactory(name=f"Medewerker {number:02}")
        seat = MembershipFactory(network=network, engagement=engagement, person=person)
        RoleAssignmentFactory(membership=seat, role=role("implementer"))
        if number < 9:
            MandateFactory(membership=seat, starts_on=TODAY, hours_per_month=4)
    partner = EngagementFactory(network=north, organisation__name="De Zon")
    MembershipFactory(network=north, engagement=partner)
    CollaborationPolicyFactory(organisation=partner.organisation, vision="Samen.")
    return stewardship.person


def sign_in_through_the_form(page, address):
    page.goto(f"{address}/accounts/login/")
    page.locator("[name=login]").fill("dirk@example.org")
    page.locator("[name=password]").fill("correct horse battery")
    follow(page.get_by_role("button", name="Aanmelden", exact=True), "**/me/")


def policy_on_the_dashboard(page, address):
    page.goto(f"{address}/networks/noord/")
    return page.locator(".indicators div", has_text=INDICATOR).locator("dd").inner_text().strip()


def answer_what_waits(page):
    """Follow the task about the five questions, answer one; return what the tasks said."""
    tasks = page.locator(".findings .task-sentence").all_inner_texts()
    follow(page.locator(".finding", has_text="vijf vragen").get_by_role("link"))
    page.get_by_label("Hoe kijken we naar samenwerken?").fill("Alleen gaan we sneller, samen verder.")
    hints = page.locator("#hints-vision").inner_text()
    follow(page.get_by_role("button", name="Bewaar"), "**/organisations/de-brug/")
    return tasks, hints


def filter_on_those_without_a_mandate(page):
    page.get_by_label("Mandaat", exact=True).select_option(label="Zonder geldig mandaat")
    follow(page.locator("#seats").get_by_role("button", name="Filter"), "**/seats/?**mandate=without**")
    expect(settled(page).get_by_text("2 plekken aan tafel")).to_be_visible()
    return page.locator("#seats tbody th").all_inner_texts()


def download(page, name):
    with page.expect_download() as download:
        page.locator("#seats").get_by_role("link", name=name).click()
    sheet = openpyxl.load_workbook(BytesIO(download.value.path().read_bytes())).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_from_what_waits_to_who_sits_where(new_context, live_server, director, scripts):
    context = new_context(java_script_enabled=scripts)
    page, watch = context.new_page(), Watch(context, live_server.url)
    sign_in_through_the_form(page, live_server.url)
    before = policy_on_the_dashboard(page, live_server.url)

    page.goto(f"{live_server.url}/me/")
    card = page.locator("section", has=page.locator("#my-organisations")).inner_text()
    tasks, hints = answer_what_waits(page)
    after = policy_on_the_dashboard(page, live_server.url)
    follow(page.get_by_role("link", name="Organisaties").first)
    follow(page.get_by_role("link", name="De Brug"))
    lead = page.locator(".lead-line h2").inner_text()
    complaints = inaccessible(page) + too_wide(page) if scripts else []
    without = filter_on_those_without_a_mandate(page)
    rows = download(page, "XLSX")

    sentence = (
        "Elf mensen van De Brug zitten in twee netwerken, samen 36 uur per maand; "
        "twee van hen zitten ergens zonder geldig mandaat."
    )
    assert sentence in card
    assert lead == sentence
    assert tasks == [
        "Medewerker 09 heeft geen geldig mandaat.",
        "Vijf van de vijf vragen over samenwerken hebben nog geen antwoord.",
    ]
    assert "wat je alleen niet bereikt" in hints
    # De Zon answered one of five; with De Brug's first answer the mean goes from a tenth to a fifth.
    assert (before, after) == ("10", "20")
    assert CollaborationPolicy.objects.get(organisation__slug="de-brug").reviewed_on == TODAY
    assert without == ["Medewerker 09", "Medewerker 10"]
    assert [row[:2] + row[7:11] for row in rows[1:]] == [
        ["Medewerker 09", "Noord", "geen", None, None, 1],
        ["Medewerker 10", "Zuid", "geen", None, None, 1],
    ]
    assert complaints + watch.take() == []


def test_answers_that_still_hold_are_confirmed_with_one_click(new_context, live_server, director):
    CollaborationPolicyFactory(
        organisation=director.stewardships.get().organisation,
        reviewed_on=TODAY.replace(year=TODAY.year - 2, day=1),
        **dict.fromkeys(CollaborationPolicy.QUESTIONS, "Zeker."),
    )
    page = new_context().new_page()
    sign_in_through_the_form(page, live_server.url)

    follow(page.get_by_role("link", name="Kijk of ze nog kloppen"))
    follow(page.get_by_role("button", name="Bevestig dat het nog klopt"))
    said = page.locator(".messages").inner_text()
    page.goto(f"{live_server.url}/me/")

    assert "Genoteerd: vandaag nagekeken, en het klopt nog." in said
    tasks = page.locator(".findings .task-sentence").all_inner_texts()
    assert tasks == ["Medewerker 09 heeft geen geldig mandaat."]
    assert CollaborationPolicy.objects.get(organisation__slug="de-brug").reviewed_on == TODAY
