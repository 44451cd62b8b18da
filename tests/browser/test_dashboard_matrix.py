"""The matrix at the foot of the dashboard: what somebody changes there shows at once in everything above it."""

from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import CoordinatorFactory, RoleAssignmentFactory, role


def test_a_role_taken_back_on_the_dashboard_changes_its_findings_and_can_be_undone(
    page, live_server, sign_in
):
    anna = CoordinatorFactory(person__name="Anna de Wit")
    RoleAssignmentFactory(membership=anna, role=role("leader"))
    sign_in(page.context, anna.person.user)
    page.goto(live_server.url + reverse("dashboard", args=[anna.network.slug]))
    vacancy = page.locator(".finding[data-code=core-vacancy]")
    expect(vacancy).to_have_count(2)

    page.locator("#overview + section").scroll_into_view_if_needed()
    held = page.locator(f"td > a.held[href='matrix/{anna.pk}/leader/']")
    held.click()
    page.locator("[name=holds][value=no]").check()
    page.locator("#cell-editor button.primary").click()
    expect(page.locator(".finding[data-code=roles-unmapped]")).to_be_visible()
    expect(vacancy).to_have_count(0)
    page.locator("#matrix-saved [name=undo]").click()

    expect(page.locator(".finding[data-code=roles-unmapped]")).to_have_count(0)
    expect(vacancy).to_have_count(2)
    expect(held).to_have_count(1)
    assert page.url.endswith(f"/networks/{anna.network.slug}/")
