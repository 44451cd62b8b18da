"""A coordinator plays with who carries what, shows it to a colleague, and proposes what it comes to."""

import re

import pytest
from playwright.sync_api import expect

from roles.models import RoleAssignment, RoleSwap, Scenario
from tests.browser.checks import Watch, inaccessible, too_wide
from tests.browser.steps import follow
from tests.factories import (
    CoordinatorFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    RoleAssignmentFactory,
    role,
)


@pytest.fixture
def network(db):
    """Anna carries the whole cockpit; with Cora, who coordinates, twelve others take part."""
    network = NetworkFactory(name="Samen voor jeugd", slug="jeugd", question="?", goal="?", in_scope="?")
    CoordinatorFactory(network=network, person__name="Cora Maes", person__language="nl")
    anna = MembershipFactory(network=network, person__name="Anna de Wit")
    for slug in ("initiator", "leader", "driver"):
        RoleAssignmentFactory(membership=anna, role=role(slug))
    bram = MemberWithAccountFactory(network=network, person__name="Bram Claes", person__language="nl")
    RoleAssignmentFactory(membership=bram, role=role("diplomat"))
    for name in ("Dina El Idrissi", *(f"Lid {number}" for number in range(10))):
        MembershipFactory(network=network, person__name=name)
    return network


def seat(network, name):
    return network.memberships.get(person__name=name)


@pytest.fixture
def open_as(new_context, live_server, sign_in, scripts_on):
    """Return a function that opens a browser of somebody's own, at the network's scenarios."""

    def open_for(network, name):
        context = new_context(java_script_enabled=scripts_on, viewport={"width": 1280, "height": 1000})
        watch = Watch(context, live_server.url)
        sign_in(context, seat(network, name).person.user)
        page = context.new_page()
        page.goto(f"{live_server.url}/networks/jeugd/scenarios/")
        return page, watch

    return open_for


@pytest.fixture
def scripts_on(request):
    return getattr(request, "param", True)


def begin(page, name):
    follow(page.get_by_role("link", name="Nieuw scenario").first)
    page.get_by_label("Naam").fill(name)
    follow(page.get_by_role("button", name="Naar het bord"))


def player(page, name):
    return page.locator(".player").filter(has_text=name)


def chip(page, name, slug):
    return player(page, name).locator(f"[data-chip][data-role={slug}]")


def give(role, button):
    """Take hold of a role, and say who gets it."""
    role.click()
    expect(button).to_be_visible()
    button.click()
    expect(button).to_be_hidden()


def drag(page, moving, place):
    expect(page.locator("[data-board].draggable")).to_be_visible()  # it is attached anew after every step
    moving.scroll_into_view_if_needed()
    start, end = moving.bounding_box(), place.bounding_box()
    page.mouse.move(start["x"] + 12, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 24, start["y"] + 20, steps=4)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 14, steps=12)
    expect(place.locator(".ghost")).to_have_count(1)  # the board looks where the pointer is only now and then
    page.mouse.up()


def steps(page):
    return page.locator(".steps-played > li")


def test_scenario_is_played_shown_and_proposed(open_as, network):
    page, watch = open_as(network, "Cora Maes")
    held = RoleAssignment.objects.count()
    begin(page, "Een cockpit van drie")

    # By clicking: take hold of a role, and say who gets it.
    give(chip(page, "Anna", "leader"), player(page, "Bram").get_by_role("button", name="Naar Bram Claes"))
    expect(steps(page)).to_have_text([re.compile("Anna de Wit geeft de rol van leider door aan Bram")])
    expect(chip(page, "Bram", "leader")).to_be_focused()
    # By dragging: from one to another, from all roles to somebody, and back to all roles.
    drag(page, chip(page, "Anna", "driver"), player(page, "Dina").locator("[data-drop]"))
    expect(steps(page)).to_have_count(2)
    drag(
        page,
        page.locator(".play-tray [data-chip][data-role=critic]"),
        player(page, "Bram").locator("[data-drop]"),
    )
    expect(steps(page)).to_have_count(3)
    drag(page, chip(page, "Bram", "diplomat"), page.locator(".play-tray [data-drop]"))
    expect(steps(page)).to_have_count(4)
    expect(page.locator(".play-change [data-code=core-cumulation-person] s")).to_contain_text("Anna de Wit")
    # By keyboard: undo the last, and find somebody among many.
    page.get_by_role("button", name="Maak ongedaan").press("Enter")
    expect(steps(page)).to_have_count(3)
    expect(page.locator("#steps-heading")).to_be_focused()
    page.get_by_label("Zoek op naam of organisatie").fill("dîna")
    expect(page.locator(".player:visible")).to_have_count(1)
    page.get_by_label("Zoek op naam of organisatie").fill("")
    page.get_by_label("Welke rol?").select_option("supporter")
    page.get_by_label("Naar wie?").select_option(label="Lid 3")
    page.get_by_role("button", name="Verschuif").press("Enter")
    expect(steps(page)).to_have_count(4)

    follow(page.get_by_role("link", name="Laat meekijken"))
    page.get_by_label("Bram Claes").check()
    follow(page.get_by_role("button", name="Bewaar"))
    reader, reader_watch = open_as(network, "Bram Claes")
    follow(reader.get_by_role("link", name="Een cockpit van drie"))
    expect(reader.locator(".scenario-seen")).to_contain_text("Cora Maes maakte dit en laat je meekijken.")
    expect(steps(reader)).to_have_count(4)
    assert reader.locator("[data-chip], #step-form, .steps-played button").count() == 0
    follow(reader.get_by_role("button", name="Speel verder in een kopie"))

    follow(page.get_by_role("link", name="Stel dit voor"))
    expect(page.locator("h1").last).to_have_text("‘Een cockpit van drie’ wordt 2 voorstellen")
    reasons = page.get_by_label("Waarom?")
    reasons.first.fill("Anna krijgt lucht.")
    reasons.last.fill("Dina wil graag trekken.")
    complaints = inaccessible(page) + too_wide(page)
    follow(page.get_by_role("button", name="Stel voor"))
    copy = Scenario.objects.get(owner=seat(network, "Bram Claes").person.user)
    reader.goto(
        f"{reader.url.split('scenarios/')[0]}scenarios/compare/?scenario={copy.pk}&scenario={copy.pk - 1}"
    )
    complaints += inaccessible(reader) + too_wide(reader)

    assert not complaints
    expect(page.locator(".messages")).to_contain_text("2 voorstellen zijn gedaan.")
    moves = [
        swap.moves.values_list("role__slug", "receiver__person__name") for swap in RoleSwap.objects.all()
    ]
    assert [list(each) for each in moves] == [
        [("supporter", "Lid 3")],
        [("leader", "Bram Claes"), ("driver", "Dina El Idrissi"), ("critic", "Bram Claes")],
    ]
    assert RoleAssignment.objects.count() == held
    assert Scenario.objects.count() == 2
    assert watch.take() + reader_watch.take() == []


@pytest.mark.parametrize("scripts_on", [False], indirect=True, ids=["without scripts"])
def test_scenario_is_played_and_compared_without_scripts(open_as, network, live_server):
    page, watch = open_as(network, "Cora Maes")
    begin(page, "Met links")

    follow(chip(page, "Anna", "leader"))
    follow(player(page, "Bram").get_by_role("button", name="Naar Bram Claes"))
    page.get_by_label("Welke rol?").select_option("critic")
    page.get_by_label("Naar wie?").select_option(label="Dina El Idrissi")
    follow(page.get_by_role("button", name="Verschuif"))
    expect(steps(page)).to_have_count(2)
    complaints = too_wide(page)
    follow(page.get_by_role("button", name="Maak ongedaan"))
    expect(steps(page)).to_have_count(1)
    follow(page.get_by_role("button", name="Kopieer"))
    page.goto(f"{live_server.url}/networks/jeugd/scenarios/")
    for box in page.get_by_role("checkbox").all():
        box.check()
    follow(page.get_by_role("button", name="Leg naast elkaar"))

    expect(page.locator(".scenario-table thead th")).to_have_text(["Nu", "Kopie van Met links", "Met links"])
    assert complaints + too_wide(page) + watch.take() == []
