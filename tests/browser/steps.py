"""What somebody does in the browser, each step to its end: what is read after it is what came of it."""

from playwright.sync_api import expect


def follow(locator, to=None):
    """Click what leads to another page, at an address like this, and wait until that page is there in full.

    A click by itself waits for nothing but the click: what is read next may come from the page that one leaves, or
    from the half that has arrived of the one that comes.
    """
    with locator.page.expect_navigation(url=to):
        locator.click()


def settled(page):
    """Wait until the page stands there with the pieces that it fetches by itself; return it."""
    page.wait_for_load_state()
    expect(page.locator(".htmx-request")).to_have_count(0)
    return page


def sign_out(page):
    menu = page.locator("header details.menu")
    menu.locator("summary").first.click()
    follow(menu.get_by_role("button", name="Afmelden"))


def change_cell(cell, holds, scripts):
    """Change who holds what from a cell of the matrix: in a dialog over it, or without scripts on another page."""
    answer = cell.page.locator(f"[name=holds][value={holds}]")
    button = cell.page.locator("form:has([name=holds]) button.primary")
    if scripts:
        cell.click()
        answer.check()
        button.click()
        expect(cell.page.get_by_role("dialog")).to_be_hidden()
        settled(cell.page)
    else:
        follow(cell)
        answer.check()
        follow(button)
