"""An open role, end to end: a member applies for it; another one is left empty on purpose."""

import pytest
from playwright.sync_api import expect

from roles.models import Role, RoleAssignment, RoleSwap
from roles.services.swaps import carry_out_swap
from tests.browser.checks import Watch, inaccessible, too_wide
from tests.factories import (
    CoordinatorFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    RoleAssignmentFactory,
)

OPEN = {"driver", "fundraiser"}
NAME = "samen"


@pytest.fixture
def network(db):
    return NetworkFactory(
        slug=NAME, name="Samen", question="Wie?", goal="Dat.", in_scope="Dit.", out_of_scope="Niet dat."
    )


@pytest.fixture
def hanne(network):
    """Who coordinates, and holds every role but two."""
    coordinator = CoordinatorFactory(network=network, person__name="Hanne Verlinden")
    RoleAssignment.objects.bulk_create(
        RoleAssignmentFactory.build(membership=coordinator, role=each)
        for each in Role.objects.exclude(slug__in=OPEN)
    )
    return coordinator


@pytest.fixture
def bram(network, hanne):
    return MemberWithAccountFactory(network=network, person__name="Bram Claes")


@pytest.fixture
def opened(new_context, live_server, sign_in, scripts):
    """Return a function that opens a page of the network for a member, in a browser of their own."""

    def open_for(membership):
        context = new_context(java_script_enabled=scripts)
        sign_in(context, membership.person.user)
        page = context.new_page()
        page.goto(f"{live_server.url}/networks/{NAME}/vacancies/")
        return page, Watch(context, live_server.url)

    return open_for


def follow(page, locator):
    with page.expect_navigation():
        locator.click()


def findings(page, address):
    page.goto(f"{address}/networks/{NAME}/report/")
    return page.locator(".finding").evaluate_all("found => found.map(it => it.dataset.code)")


def test_member_applies_for_an_open_role_and_gets_it(live_server, hanne, bram, opened, scripts):
    page, watch = opened(bram)
    expect(page.get_by_role("heading", level=1)).to_have_text("Twee rollen hebben niemand.")
    follow(page, page.locator("#driver").get_by_role("link", name="Ik wil deze rol graag"))
    complaints = inaccessible(page) + too_wide(page) if scripts else []
    page.get_by_label("Waarom wil je deze rol graag?").fill("Ik hou van aanpakken.")
    follow(page, page.get_by_role("button", name="Stel je kandidaat"))
    expect(page.locator("#driver")).to_contain_text("Je hebt je kandidaat gesteld")
    expect(page.locator("#driver").get_by_role("link", name="Ik wil deze rol graag")).to_have_count(0)

    hers, her_watch = opened(hanne)
    expect(hers.locator("#driver")).to_contain_text("Bram Claes heeft zich kandidaat gesteld")
    expect(hers.locator("#driver")).to_contain_text("Ik hou van aanpakken.")
    before = findings(hers, live_server.url)
    carry_out_swap(swap=RoleSwap.objects.get(), person=hanne.person)
    after = findings(hers, live_server.url)
    hers.goto(f"{live_server.url}/networks/{NAME}/vacancies/")

    assert "core-vacancy" in before
    assert "core-vacancy" not in after
    expect(hers.get_by_role("heading", level=1)).to_have_text("Eén rol heeft niemand.")
    assert complaints + watch.take() + her_watch.take() == []


def test_role_left_empty_on_purpose_drops_to_the_end_until_decided_otherwise(
    live_server, hanne, bram, opened, scripts
):
    page, watch = opened(hanne)
    before = findings(page, live_server.url)
    page.go_back()
    follow(page, page.locator("#driver").get_by_role("link", name="Laat de rol met opzet open"))
    complaints = inaccessible(page) + too_wide(page) if scripts else []
    page.get_by_label("Waarom laten jullie de rol open?").fill("Eerst het plan.")
    follow(page, page.get_by_role("button", name="Laat de rol open"))
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Eén rol heeft niemand, en één blijft met opzet open."
    )
    expect(page.locator("#driver")).to_contain_text("Eerst het plan.")
    complaints += inaccessible(page) + too_wide(page) if scripts else []
    left = findings(page, live_server.url)
    title = page.locator(".finding h3").last.inner_text()
    follow(page, page.locator(".finding").last.get_by_role("link"))
    expect(page.locator("#driver")).to_be_visible()
    follow(page, page.locator("#driver").get_by_role("link", name="Beslis anders"))
    follow(page, page.get_by_role("button", name="Zoek weer iemand"))

    assert title.startswith("Trekker: met opzet open tot ")
    assert (before.index("core-vacancy"), left.index("core-vacancy")) == (0, len(left) - 1)
    assert sorted(left) == sorted(before)
    assert findings(page, live_server.url) == before
    assert complaints + watch.take() == []
