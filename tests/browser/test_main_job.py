"""The main job, end to end: from a coordinator's spreadsheet to findings they can do something about."""

import io

import openpyxl
import pytest

from tests.browser.checks import Watch, inaccessible, too_wide
from tests.factories import PersonWithAccountFactory

# Who holds what: Anna carries the whole cockpit and two roles more, three of the four clusters' roles lie open.
MEMBERS = [
    {
        "naam": "Anna de Wit",
        "e-mail": "anna@example.org",
        "organisatie": "Gemeente Berkel",
        "initiatiefnemer": "IN",
        "leider": "N",
        "trekker": "x",
        "uitvoerder": "O 2026-01-15",
        "raadgever": "ja",
    },
    {"naam": "Bram Claes", "organisatie": "Zorg Zuid", "diplomaat": "N", "resultaatsbewaker": "x"},
    {"naam": "Chris Smit", "sfeermaker": "I", "woordvoerder": "I"},
    {"naam": "Dina El Idrissi", "organisatie": "gemeente berkel", "criticus": "x"},
]
FINDINGS = {
    "core-cumulation-person",
    "role-overload-person",
    "sole-carrier-person",
    "cluster-gap",
    "network-level-vacancy",
    "purpose-unclear",
}


@pytest.fixture
def founder(db):
    return PersonWithAccountFactory(name="Els Maes", user__email="els@example.org")


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def browser_page(request, new_context, live_server):
    """A page with scripts or without, and what it complains of."""
    context = new_context(java_script_enabled=request.param, accept_downloads=True)
    return context.new_page(), Watch(context, live_server.url), request.param


def fill_in(template):
    """Return the downloaded template with a row for each member."""
    book = openpyxl.load_workbook(template)
    sheet = book.worksheets[0]
    columns = {str(cell.value).strip().casefold(): cell.column for cell in sheet[1] if cell.value}
    for number, member in enumerate(MEMBERS, start=2):
        for header, value in member.items():
            sheet.cell(number, columns[header], value)
    filled = io.BytesIO()
    book.save(filled)
    return filled.getvalue()


def sign_in_through_the_form(page, address):
    page.goto(address)
    page.get_by_role("link", name="Aanmelden").first.click()
    page.locator("[name=login]").fill("els@example.org")
    page.locator("[name=password]").fill("correct horse battery")
    page.get_by_role("button", name="Aanmelden").click()
    page.wait_for_url("**/me/")


def begin_a_network(page, address):
    page.goto(f"{address}/networks/")
    page.locator("main a[href$='/networks/new/']").first.click()
    page.locator("[name=name]").fill("Samen voor jeugd")
    page.locator("[name=question]").fill("Hoe vangen we jongeren samen op?")
    page.locator("[name=part][value=own]").check()
    page.locator("main form button.primary").click()
    page.wait_for_url("**/networks/samen-voor-jeugd/**")


def upload_the_template(page, address):
    page.goto(f"{address}/networks/samen-voor-jeugd/import/")
    with page.expect_download() as download:
        page.locator("main a[href*='template']").first.click()
    page.locator("input[type=file]").set_input_files(
        {
            "name": "rollen.xlsx",
            "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "buffer": fill_in(download.value.path()),
        }
    )
    page.locator("main form:has(input[type=file]) button.primary").click()


def test_from_spreadsheet_to_findings_to_a_changed_matrix(browser_page, live_server, founder):
    page, watch, scripts = browser_page

    sign_in_through_the_form(page, live_server.url)
    begin_a_network(page, live_server.url)
    upload_the_template(page, live_server.url)
    preview = page.locator("main").inner_text()
    preview_complaints = inaccessible(page) + too_wide(page) if scripts else []
    page.locator("main form button.primary").last.click()
    page.goto(f"{live_server.url}/networks/samen-voor-jeugd/")
    page.wait_for_load_state()
    for more in page.locator(".findings ~ details summary").all():
        more.click()
    codes = (
        page.locator(".finding").evaluate_all("found => found.map(it => it.dataset.code)")
        if scripts
        else None
    )
    cumulation = page.locator(".finding[data-code=core-cumulation-person]").inner_text()

    assert "Anna de Wit" in preview
    assert preview_complaints == []
    assert "Anna de Wit" in cumulation
    if scripts:
        assert set(codes) == FINDINGS
    assert watch.take() == []
