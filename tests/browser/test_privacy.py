"""A member's own data, to the end: read about it, take it away, see who changed it, have it erased."""

import io
import json
from datetime import timedelta

import openpyxl
import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from networks.models import Membership, Person, User
from roles.models import RoleAssignment
from tests import factories as make
from tests.browser.checks import Watch, inaccessible, too_wide
from tests.browser.steps import change_cell, follow

PASSWORD = "correct horse battery"


@pytest.fixture
def house(transactional_db):
    """A network with a coordinator and a member who holds a role and has said something of herself."""
    cache.clear()
    hanne = make.CoordinatorFactory(
        network__name="Huis van het Kind",
        network__slug="huis",
        person__name="Hanne Verlinden",
        person__user__email="hanne@example.org",
        engagement=None,
    )
    yasmina = make.MemberWithAccountFactory(
        network=hanne.network,
        person__name="Yasmina El Amrani",
        person__user__email="yasmina@example.org",
        person__talents="=SOM(1;2) en luisteren",
        engagement=None,
        interests="Dat ouders de weg vinden",
    )
    for slug in ("leader", "diplomat"):
        make.RoleAssignmentFactory(membership=yasmina, role=make.role(slug))
    return hanne.network


@pytest.fixture
def looked_at(scripts):
    """What is wrong with a page; the checks themselves are scripts, so nothing where there are none."""
    return (lambda page: inaccessible(page) + too_wide(page)) if scripts else (lambda page: [])


def sign_in_through_the_form(page, address, email):
    page.goto(f"{address}/accounts/login/")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    follow(page.get_by_role("button", name="Aanmelden", exact=True), "**/me/")


def take_the_role_of_leader_away(page, address, scripts):
    """Let the coordinator end a role on the matrix."""
    page.goto(f"{address}/networks/huis/matrix/")
    row = page.locator("tr", has_text="Yasmina")
    change_cell(row.locator("td > a[href$='/leader/']"), holds="no", scripts=scripts)
    expect(row.locator("td > a.held[href$='/leader/']")).to_have_count(0)


def figures(page, address):
    """What the network's report counts today and yesterday."""
    yesterday = timezone.localdate() - timedelta(days=1)
    report = f"{address}/networks/huis/report.json"
    today, before = (page.request.get(url).json() for url in (report, f"{report}?date={yesterday}"))
    return today["counts"], before["counts"] | before["clusters"]


def read_and_download(page, looked_at):
    """Go from the foot of the page to what is kept about me, and return both files."""
    follow(page.locator("footer").get_by_role("link", name="Privacy"), "**/privacy/")
    complaints = looked_at(page)
    follow(page.get_by_role("link", name="Mijn gegevens", exact=True), "**/me/data/")
    complaints += looked_at(page)
    files = []
    for name in ("Download als JSON", "Download als XLSX"):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        files.append(download.value.path().read_bytes())
    return files, complaints


def see_who_changed_my_role(page, address, looked_at):
    """Go from my own page in the network to what was changed about me."""
    own = Membership.objects.get(person__name="Yasmina El Amrani")
    page.goto(f"{address}/networks/huis/members/{own.pk}/")
    follow(page.get_by_role("link", name="Wie wijzigde wat over mij?"), "**/networks/huis/changes/")
    complaints = looked_at(page)
    return page.locator("ul.changes").first.inner_text(), complaints


def erase(page, address, looked_at):
    """Have everything erased, at the second attempt: the first address is not mine."""
    page.goto(f"{address}/me/data/")
    follow(page.get_by_role("link", name="Laat mijn gegevens wissen"), "**/me/erase/")
    complaints = looked_at(page)
    for email in ("hanne@example.org", "yasmina@example.org"):
        page.locator("[name=email]").fill(email)
        page.locator("[name=password]").fill(PASSWORD)
        follow(page.get_by_role("button", name="Wis mijn gegevens"))
        if email.startswith("hanne"):
            refused = page.locator("main").inner_text()
            assert "Dat is niet het adres van dit account." in refused
            assert Person.objects.filter(name="Yasmina El Amrani").exists()
    return complaints


def test_member_takes_their_data_away_and_has_them_erased(
    new_context, live_server, house, scripts, looked_at
):
    address = live_server.url
    coordinators, members = (
        new_context(java_script_enabled=scripts, accept_downloads=True) for _ in range(2)
    )
    desk, page = coordinators.new_page(), members.new_page()
    watches = [Watch(context, address) for context in (coordinators, members)]
    sign_in_through_the_form(desk, address, "hanne@example.org")
    take_the_role_of_leader_away(desk, address, scripts)
    before = figures(desk, address)

    sign_in_through_the_form(page, address, "yasmina@example.org")
    (as_json, as_book), complaints = read_and_download(page, looked_at)
    changed, more = see_who_changed_my_role(page, address, looked_at)
    complaints += more + erase(page, address, looked_at)

    sections = json.loads(as_json)["sections"]
    assert sections["memberships"]["rows"][0]["interests"] == "Dat ouders de weg vinden"
    assert {row["role"]: row["until"] is None for row in sections["roles"]["rows"]} == {
        "Diplomaat": True,
        "Leider": False,
    }
    assert "Hanne" not in as_json.decode()
    book = openpyxl.load_workbook(io.BytesIO(as_book))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert "=SOM(1;2) en luisteren" in {cell.value for cell in cells}
    assert "Hanne Verlinden beëindigde de rol van leider van Yasmina El Amrani." in changed
    assert "Je gegevens zijn gewist, en je account ook." in page.locator("main").inner_text()
    assert not User.objects.filter(email="yasmina@example.org").exists()
    assert {message.to[0]: message.subject for message in mail.outbox} == {
        "yasmina@example.org": "Je gegevens zijn gewist",
        "hanne@example.org": "Een lid liet de eigen gegevens wissen",
    }
    the_network_remembers_somebody(desk, address, before)
    assert complaints + [each for watch in watches for each in watch.take()] == []


def the_network_remembers_somebody(desk, address, before):
    """The coordinator finds N.N. where Yasmina was, in the figures of yesterday as well as in the lists."""
    desk.goto(f"{address}/networks/huis/members/")
    former = desk.locator("main details", has_text="N.N.")
    former.locator("summary").click()
    expect(former).to_contain_text("N.N.", use_inner_text=True)
    desk.goto(f"{address}/networks/huis/roles/diplomat/")
    assert "N.N." in desk.locator("main").inner_text()
    desk.goto(f"{address}/networks/huis/changes/")
    changes = desk.locator("main").inner_text()
    assert "Iemand liet de eigen gegevens wissen en doet niet meer mee." in changes
    assert "Hanne Verlinden beëindigde de rol van leider van N.N." in changes
    assert "Yasmina" not in changes + desk.content()
    after = figures(desk, address)
    assert (before[0]["people"], after[0]["people"]) == (2, 1)
    assert (before[0]["holdings"], after[0]["holdings"]) == (1, 0)
    assert before[1] == after[1]
    assert after[1]["people"] == 2
    assert RoleAssignment.objects.filter(membership__person__name="N.N.").count() == 2
