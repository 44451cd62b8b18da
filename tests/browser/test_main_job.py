"""The main job, end to end: from a coordinator's spreadsheet to findings they can do something about."""

import io

import openpyxl
import pytest
from playwright.sync_api import expect

from networks.models import Person
from tests.browser.checks import Watch, inaccessible, too_wide
from tests.browser.steps import change_cell, follow
from tests.factories import PersonWithAccountFactory

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
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
# By hand, after the norms: with Els, who began the network, five people, of whom two in their own name.
FINDINGS = [
    "core-cumulation-person",  # Anna: 3 core roles, 1 is the norm
    "core-cumulation-organisation",  # Berkel: 3, 2 is the norm
    "role-overload-person",  # Anna: 5, 4 is the norm
    "role-dominance-organisation",  # Berkel: 6 of 10
    "sole-carrier-organisation",  # Berkel: 6 of 10
    "sole-carrier-person",  # Anna: 5, a third of fifteen is the norm for five people
    "cluster-gap",  # strategic: 0 of 4
    "network-level-vacancy",  # supporter
    "purpose-unclear",  # only the question is there
]


@pytest.fixture
def founder(db):
    return PersonWithAccountFactory(name="Els Maes", user__email="els@example.org")


def fill_in(template):
    """Return the downloaded template with a row for each member."""
    book = openpyxl.load_workbook(io.BytesIO(template.read_bytes()))
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
    follow(page.get_by_role("link", name="Aanmelden").first)
    page.locator("[name=login]").fill("els@example.org")
    page.locator("[name=password]").fill("correct horse battery")
    follow(page.get_by_role("button", name="Aanmelden", exact=True), "**/me/")


def begin_a_network(page, address):
    page.goto(f"{address}/networks/")
    follow(page.locator("main a[href$='/networks/new/']").first)
    page.locator("[name=name]").fill("Samen voor jeugd")
    page.locator("[name=question]").fill("Hoe vangen we jongeren samen op?")
    page.locator("[name=part][value=own]").check()
    follow(page.locator("main form button.primary"), "**/networks/samen-voor-jeugd/**")


def upload(page, name, kind, content):
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": content})
    follow(page.locator("main form:has(input[type=file]) button.primary"))


def upload_the_template(page, address):
    page.goto(f"{address}/networks/samen-voor-jeugd/import/")
    with page.expect_download() as download:
        page.locator("main a[href*='template']").first.click()
    upload(page, "rollen.xlsx", XLSX, fill_in(download.value.path()))


def confirm_the_preview(page):
    """Import what the preview shows; return what it said."""
    said = page.locator("main").inner_text()
    follow(page.locator("main form:has([name=plan]) button.primary"))
    return said


def findings(page, address):
    page.goto(f"{address}/networks/samen-voor-jeugd/")
    return sorted(page.locator(".finding").evaluate_all("found => found.map(it => it.dataset.code)"))


def take_leading_from_anna(page, address, scripts):
    """Return the totals of Anna and of the role before and after, and whether the page stayed where it was."""
    page.goto(f"{address}/networks/samen-voor-jeugd/matrix/")
    row = page.locator("tr", has_text="Anna de Wit")
    held_by = page.locator("#holders-leader")
    before = row.locator("td.total").inner_text().split()[0], held_by.inner_text().split()[0]
    page.evaluate("() => { document.body.dataset.stays = 'yes' }")
    change_cell(row.locator("td > a[href$='/leader/']"), holds="no", scripts=scripts)
    expect(row.locator("td > a.held[href$='/leader/']")).to_have_count(0)
    stays = page.locator("body").get_attribute("data-stays") == "yes"
    after = row.locator("td.total").inner_text().split()[0], held_by.inner_text().split()[0]
    return before, after, stays


def test_from_spreadsheet_to_findings_to_a_changed_matrix(new_context, live_server, founder, scripts):
    context = new_context(java_script_enabled=scripts)
    page, watch = context.new_page(), Watch(context, live_server.url)

    sign_in_through_the_form(page, live_server.url)
    begin_a_network(page, live_server.url)
    upload_the_template(page, live_server.url)
    complaints = inaccessible(page) + too_wide(page) if scripts else []
    preview = confirm_the_preview(page)
    after_import = findings(page, live_server.url)
    cumulation = page.locator("[data-code=core-cumulation-person]").inner_text()
    before, after, stayed = take_leading_from_anna(page, live_server.url, scripts)
    after_change = findings(page, live_server.url)

    assert [member["naam"] for member in MEMBERS if member["naam"] not in preview] == []
    assert after_import == sorted(FINDINGS)
    assert "Anna de Wit draagt de hele cockpit" in cumulation
    assert (before, after, stayed) == (("5", "1"), ("4", "–"), scripts)
    eased = {"core-cumulation-organisation", "role-overload-person"}
    assert after_change == sorted({*FINDINGS, "core-vacancy", "perspective-imbalance"} - eased)
    assert complaints + watch.take() == []


def test_wrong_file_is_refused_whole_with_every_error_in_its_place(new_context, live_server, founder):
    context = new_context()
    page, watch = context.new_page(), Watch(context, live_server.url)
    sign_in_through_the_form(page, live_server.url)
    begin_a_network(page, live_server.url)

    page.goto(f"{live_server.url}/networks/samen-voor-jeugd/import/")
    upload(page, "rollen.csv", "text/csv", b"naam;leider;trekker\nAnna;misschien;x\n;x;x 2026-02-30\n")
    errors = (
        page.locator("section", has=page.locator("#error-title")).locator("tbody tr, li").all_inner_texts()
    )

    assert len(errors) == 3
    assert page.locator("form:has([name=plan])").count() == 0
    assert inaccessible(page) + too_wide(page) + watch.take() == []
    assert not Person.objects.filter(name="Anna").exists()
