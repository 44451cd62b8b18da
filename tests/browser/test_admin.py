"""The administration in a real browser, where the content security policy holds."""

import re

from playwright.sync_api import expect

from tests.browser.checks import Watch
from tests.factories import AdministratorFactory, MembershipFactory, PersonFactory


def test_administrator_finds_people_as_they_type_and_is_given_an_address(context, live_server, sign_in):
    membership = MembershipFactory()
    PersonFactory(name="Zoë Peeters")
    sign_in(context, AdministratorFactory())
    watch = Watch(context, live_server.url)
    page = context.new_page()

    page.goto(f"{live_server.url}/admin/networks/membership/{membership.pk}/change/")
    page.locator(".field-person .select2-selection").click()
    page.locator(".select2-search__field").press_sequentially("zoe")
    page.get_by_role("option", name="Zoë Peeters").click()
    expect(page.locator(".field-person .select2-selection")).to_contain_text("Zoë Peeters")
    page.locator("#assignments-group .add-row a").click()
    expect(page.locator("#id_assignments-0-role")).to_be_visible()
    page.goto(f"{live_server.url}/admin/networks/network/add/")
    page.locator("#id_name").press_sequentially("Samen één")

    expect(page.locator("#id_slug")).to_have_value(re.compile("^samen-een$"))
    assert watch.complaints == []
