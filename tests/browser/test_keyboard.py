"""What a person does without a mouse: pass the menu by, see where they are, open a cell, change it, and go on."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import CoordinatorFactory, RoleAssignmentFactory, role

# How the element with focus differs from the same without it.
FOCUS_IS_VISIBLE = """() => {
  const element = document.activeElement;
  const look = () => {
    const { outlineStyle, outlineWidth, boxShadow, borderColor, textDecorationLine, backgroundColor } =
      getComputedStyle(element);
    const outline = outlineStyle === 'none' || outlineWidth === '0px' ? '' : outlineStyle + outlineWidth;
    return [outline, boxShadow, borderColor, textDecorationLine, backgroundColor].join();
  };
  const focused = look();
  element.blur();
  const without = look();
  element.focus({ focusVisible: true });
  return focused !== without;
}"""
MANY = 80


@pytest.fixture
def coordinator(db):
    return CoordinatorFactory(person__name="Anna de Wit")


@pytest.fixture
def matrix(page, live_server, sign_in, coordinator):
    RoleAssignmentFactory(membership=coordinator, role=role("driver"))
    sign_in(page.context, coordinator.person.user)
    page.goto(live_server.url + reverse("matrix", args=[coordinator.network.slug]))
    return page


def focus(page):
    """A few words on the element with focus, to tell it from others."""
    return page.evaluate("() => document.activeElement.outerHTML.slice(0, 160)")


def test_skip_link_is_the_first_stop_and_leads_to_the_content(matrix):
    matrix.keyboard.press("Tab")
    skip = matrix.locator("a.skip")
    seen = skip.bounding_box()
    matrix.keyboard.press("Enter")

    expect(matrix.locator("#content")).to_be_focused()
    assert seen["x"] >= 0
    assert seen["y"] >= 0


def test_every_stop_on_the_way_through_a_page_is_visible(matrix):
    invisible, stops = [], []

    for _stop in range(MANY):
        matrix.keyboard.press("Tab")
        if matrix.evaluate("() => document.activeElement === document.body"):
            break
        stops.append(focus(matrix))
        if not matrix.evaluate(FOCUS_IS_VISIBLE):
            invisible.append(stops[-1])

    assert len(stops) > 20
    assert invisible == []


def test_a_cell_is_reached_opened_changed_and_left_by_keyboard(matrix, coordinator):
    leader = matrix.locator(f"td > a[href='{coordinator.pk}/leader/']")
    for _stop in range(MANY):
        matrix.keyboard.press("Tab")
        if leader.evaluate("link => link === document.activeElement"):
            break
    dialog = matrix.get_by_role("dialog")
    matrix.keyboard.press("Enter")
    expect(dialog.locator(":focus")).to_have_count(1)
    dialog.get_by_label("N –").focus()
    matrix.keyboard.press("Space")
    matrix.keyboard.press("Enter")

    expect(dialog).to_be_hidden()
    expect(leader).to_be_focused()
    expect(leader).to_have_text("N")
    expect(matrix.locator(f"#total-{coordinator.pk}")).to_have_text(re.compile(r"^\s*2"))


def test_escape_closes_the_editor_and_changes_nothing(matrix, coordinator):
    driver = matrix.locator(f"td > a[href='{coordinator.pk}/driver/']")
    driver.focus()
    dialog = matrix.get_by_role("dialog")
    matrix.keyboard.press("Enter")
    expect(dialog.locator(":focus")).to_have_count(1)
    matrix.keyboard.press("Escape")

    expect(dialog).to_be_hidden()
    expect(driver).to_be_focused()
    assert [held.role.slug for held in coordinator.assignments.all()] == ["driver"]
