"""A new member introduces herself: stops half-way, comes back, sorts roles and points into the triangle."""

import pytest
from playwright.sync_api import expect

from networks.models import BalanceReading, Person
from roles.models import RoleStance
from tests.browser.checks import Watch, inaccessible, too_wide
from tests.browser.steps import follow
from tests.factories import (
    CoordinatorFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    RoleAssignmentFactory,
    role,
)

NORTH = "/networks/noord/"


@pytest.fixture
def newcomer(db):
    network = NetworkFactory(slug="noord", name="Noord", question="Wie doet open?")
    member = MemberWithAccountFactory(network=network, person__name="Nia Noor")
    RoleAssignmentFactory(membership=member, role=role("critic"))
    return member


@pytest.fixture
def open_as(new_context, sign_in, live_server):
    """Return a function that gives somebody a page of their own, and what watches over it."""

    def open_for(person, **options):
        context = new_context(**options)
        sign_in(context, person.user)
        return context.new_page(), Watch(context, live_server.url)

    return open_for


def go_on(page):
    """Save, and wait for the page that comes then."""
    follow(page.locator("main form button.primary"))


def begin(page, address):
    page.goto(f"{address}/me/")
    follow(page.locator(".finding", has_text="Stel jezelf voor").get_by_role("link", name="Begin"))
    follow(page.get_by_role("link", name="Begin"))


def where(page):
    return page.locator("#welcome-where").inner_text()


def stances(person):
    return dict(RoleStance.objects.filter(person=person).values_list("role__slug", "stance"))


def lane(page, title):
    """The names of the roles in a lane."""
    found = page.locator("[data-lane]", has=page.get_by_role("heading", name=title))
    return found.locator("[data-card] legend")


def said_aloud(page):
    return page.locator("[data-announce]")


def lay_down_by_keyboard(page, name, presses):
    """Choose an answer on a card with the arrow keys; return the card."""
    card = page.locator("[data-card]", has=page.locator("legend", has_text=name))
    card.get_by_role("radio", checked=True).focus()
    for key in presses:
        page.keyboard.press(key)
    return card


def drag(page, name, title):
    """Drag a card by its name to a lane, as a hand does: in steps, and letting go once it lies there."""
    card = page.locator("[data-card] legend", has_text=name)
    card.scroll_into_view_if_needed()
    target = page.locator("[data-lane]", has=page.get_by_role("heading", name=title)).locator("[data-cards]")
    start, end = card.bounding_box(), target.bounding_box()
    page.mouse.move(start["x"] + 12, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 24, start["y"] + 20, steps=4)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 20, steps=12)
    expect(target.locator("[data-card] legend", has_text=name)).to_have_count(1)
    page.mouse.up()


def drag_with_a_finger(page, name, title):
    """Hold a card, which picks it up, and move it to a lane that is in sight."""
    card = page.locator("[data-card] legend", has_text=name)
    target = page.locator("[data-lane]", has=page.get_by_role("heading", name=title)).locator("[data-cards]")
    target.evaluate("lane => lane.scrollIntoView({ block: 'end' })")
    start, end = card.bounding_box(), target.bounding_box()
    finger = page.context.new_cdp_session(page)

    def touch(kind, *points):
        at = [{"x": x, "y": y} for x, y in points]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    x, y = start["x"] + 20, start["y"] + 8
    touch("touchStart", (x, y))
    expect(page.locator(".sortable-chosen")).to_be_visible()
    goal = end["x"] + end["width"] / 2, end["y"] + 20
    for part in range(1, 11):
        touch("touchMove", (x + (goal[0] - x) * part / 10, y + (goal[1] - y) * part / 10))
    expect(target.locator("[data-card] legend", has_text=name)).to_have_count(1)
    touch("touchEnd")


def test_new_member_stops_half_way_comes_back_and_is_known_at_the_end(open_as, live_server, newcomer):
    page, watch = open_as(newcomer.person)

    begin(page, live_server.url)
    first = where(page)
    page.get_by_label("voor mezelf").check()
    complaints = inaccessible(page) + too_wide(page)
    follow(page.get_by_role("link", name="Terug"))
    complaints += inaccessible(page) + too_wide(page)
    follow(page.get_by_role("link", name="Begin"))
    page.get_by_label("voor mezelf").check()
    go_on(page)
    leader = lay_down_by_keyboard(page, "Leider", ["ArrowUp", "ArrowUp"])
    expect(said_aloud(page)).to_have_text("Leider: Bereid")
    expect(leader.locator(":focus")).to_have_count(1)
    drag(page, "Diplomaat", "Liever niet")
    expect(said_aloud(page)).to_have_text("Diplomaat: Liever niet")
    expect(lane(page, "Bereid")).to_have_text(["Leider"])
    expect(lane(page, "Liever niet")).to_have_text(["Diplomaat"])
    complaints += inaccessible(page) + too_wide(page)
    go_on(page)
    follow(page.get_by_role("link", name="Ga later verder"))
    waiting = page.locator(".findings").inner_text()
    follow(page.get_by_role("link", name="Ga verder"))
    third = where(page)
    complaints += inaccessible(page) + too_wide(page)
    page.get_by_label("Mijn belangen").fill("Dat de deur opengaat.")
    go_on(page)
    handle = page.get_by_role("slider")
    expect(handle).to_have_attribute("aria-valuetext", "nog niet aangewezen")
    handle.focus()
    for key in ["ArrowUp", "ArrowUp", "ArrowLeft", "Shift+ArrowRight"]:
        page.keyboard.press(key)
    expect(handle).to_have_attribute("aria-valuetext", "Mijn organisatie 44, Mezelf 32, Het netwerk 24")
    complaints += inaccessible(page) + too_wide(page)
    go_on(page)

    assert first == "Stap 2 van 5, nog ongeveer 3 minuten"
    assert "twee van de vier vragen" in waiting
    assert third == "Stap 4 van 5, nog ongeveer 1 minuut"
    expect(page.get_by_text("Bedankt, de anderen kennen je nu wat beter.")).to_be_visible()
    assert stances(newcomer.person) == {"leader": "willing", "diplomat": "avoids"}
    reading = BalanceReading.objects.get(person=newcomer.person)
    assert (reading.organisation_share, reading.individual_share, reading.network_share) == (44, 32, 24)
    assert Person.objects.get(pk=newcomer.person_id).introduced_on is not None
    assert complaints + watch.take() == []


def test_what_was_said_shows_on_the_dashboard_and_to_the_coordinator(open_as, live_server, newcomer):
    page, _watch = open_as(newcomer.person)
    coordinator = CoordinatorFactory(network=newcomer.network, person__name="Cas Cool").person
    theirs, _their_watch = open_as(coordinator)

    page.goto(f"{live_server.url}{NORTH}")
    dots = page.locator(".triangle .dot").count()
    page.goto(f"{live_server.url}{NORTH}my-part/")
    triangle = page.locator("[data-picker] svg")
    size = triangle.bounding_box()
    triangle.click(position={"x": size["width"] / 2, "y": size["height"] * 0.25})
    expect(page.locator("[data-unsaved]")).to_have_text("Nog niet bewaard.", use_inner_text=True)
    chosen = [page.locator("[data-share]").nth(index).input_value() for index in range(3)]
    go_on(page)
    page.goto(f"{live_server.url}/me/profile/")
    page.locator("[data-card]", has=page.locator("legend", has_text="Criticus")).get_by_label(
        "Liever niet"
    ).check()
    go_on(page)
    page.goto(f"{live_server.url}{NORTH}")
    theirs.goto(f"{live_server.url}{NORTH}")

    assert (dots, page.locator(".triangle .dot").count()) == (0, 1)
    assert (sum(map(int, chosen)), int(chosen[0]) > 60) == (100, True)
    assert page.locator("[data-code=role-against-preference]").count() == 1
    assert theirs.locator("[data-code=role-against-preference]").count() == 1


def test_cards_are_dragged_with_a_finger_too(open_as, live_server, newcomer):
    page, watch = open_as(newcomer.person, has_touch=True, viewport={"width": 1000, "height": 900})
    page.goto(f"{live_server.url}/me/profile/")

    drag_with_a_finger(page, "Supporter", "Graag")
    expect(said_aloud(page)).to_have_text("Supporter: Graag")
    expect(lane(page, "Graag")).to_have_text(["Supporter"])
    go_on(page)

    assert stances(newcomer.person) == {"supporter": "prefers"}
    assert watch.take() == []


def test_number_fields_say_what_is_left_and_move_the_handle(open_as, live_server, newcomer):
    page, _watch = open_as(newcomer.person)
    page.goto(f"{live_server.url}{NORTH}my-part/")
    line, fields = page.locator("[data-left-line]"), page.locator("[data-share]")
    fill = [
        (0, "60", "Nog te verdelen: 40"),
        (1, "20", "Nog te verdelen: 20"),
        (2, "30", "Te veel: 10"),
        (2, "20", "Samen precies 100."),
    ]

    for place, share, said in fill:
        fields.nth(place).fill(share)
        expect(line).to_have_text(said, use_inner_text=True)

    handle = page.get_by_role("slider")
    expect(handle).to_have_attribute("aria-valuetext", "Mijn organisatie 60, Mezelf 20, Het netwerk 20")


def test_without_scripts_the_plain_forms_do_the_same(open_as, live_server, newcomer):
    page, watch = open_as(newcomer.person, java_script_enabled=False)

    begin(page, live_server.url)
    page.get_by_label("voor het netwerk").check()
    go_on(page)
    page.locator("[data-card]", has=page.locator("legend", has_text="Leider")).get_by_label("Graag").check()
    go_on(page)
    follow(page.get_by_role("link", name="Terug"))
    laid = lane(page, "Graag").all_inner_texts()
    go_on(page)
    follow(page.get_by_role("link", name="Sla over"))
    sliders = page.get_by_role("slider").count()
    for label, share in (("Mijn organisatie", "10"), ("Mezelf", "20"), ("Het netwerk", "60")):
        page.get_by_label(label).fill(share)
    go_on(page)
    refused = page.locator(".invalid-feedback").all_inner_texts()
    page.get_by_label("Het netwerk").fill("70")
    go_on(page)

    assert laid == ["Leider"]
    assert sliders == 0
    assert refused == ["De drie moeten samen 100 zijn. Nu zijn ze samen 90: er ontbreekt nog 10."]
    assert page.url == f"{live_server.url}/me/"
    assert stances(newcomer.person) == {"leader": "prefers"}
    assert BalanceReading.objects.get(person=newcomer.person).network_share == 70
    assert watch.take() == []
