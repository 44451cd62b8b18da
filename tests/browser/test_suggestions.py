"""A suggestion from the dashboard to roles that have moved, and a report that agrees."""

import pytest
from playwright.sync_api import expect

from roles.models import RoleSwap
from roles.services.swaps import answer_swap, carry_out_swap
from tests.browser.checks import Watch, inaccessible, too_wide
from tests.browser.steps import follow, settled
from tests.factories import CoordinatorFactory, MembershipFactory, RoleAssignmentFactory, role

CLEARED = {"core-cumulation-person", "core-vacancy"}


@pytest.fixture
def coordinator(db):
    """Anna leads and drives, nobody takes the initiative; Bo and Chris carry nothing yet."""
    coordinator = CoordinatorFactory(person__name="Els Maes")
    anna = MembershipFactory(network=coordinator.network, person__name="Anna de Wit")
    for slug in ("leader", "driver"):
        RoleAssignmentFactory(membership=anna, role=role(slug))
    for name in ("Bo Claes", "Chris Smit"):
        MembershipFactory(network=coordinator.network, person__name=name)
    return coordinator


def findings(page, network):
    report = page.context.request.get(f"/networks/{network.slug}/report.json").json()
    return {finding["code"] for finding in report["findings"]} & CLEARED


def test_suggestion_is_proposed_and_carried_out(live_server, sign_in, coordinator, scripts, browser):
    context = browser.new_context(
        java_script_enabled=scripts, base_url=live_server.url, reduced_motion="reduce"
    )
    sign_in(context, coordinator.person.user)
    watch, page, network = Watch(context, live_server.url), context.new_page(), coordinator.network
    page.goto(f"/networks/{network.slug}/")
    assert findings(page, network) == CLEARED

    follow(page.get_by_role("link", name="Bekijk wat dit zou oplossen"))
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Met twee wissels verdwijnen de twee signalen die het zwaarst wegen."
    )
    expect(page.locator(".move-words")).to_have_count(2)
    if scripts:
        assert (inaccessible(page), too_wide(page)) == ([], [])
    follow(page.get_by_role("button", name="Stel deze wissels voor"), to="**/swaps/")
    expect(page.get_by_role("main")).to_contain_text("Twee voorstellen staan klaar.")
    page.goto(f"/networks/{network.slug}/suggestions/")
    expect(page.get_by_role("main")).to_contain_text("Dit is allemaal voorgesteld.")
    page.goto("about:blank")

    for swap in RoleSwap.objects.all():
        for answer in swap.answers.all():
            answer_swap(swap=swap, person=answer.person, consents=True)
        RoleSwap.objects.filter(pk=swap.pk).update(planned_on=swap.proposed_at.date())
        carry_out_swap(swap=swap, person=coordinator.person)

    page.goto(f"/networks/{network.slug}/suggestions/")
    expect(settled(page).get_by_role("heading", level=1)).to_have_text(
        "Er hoeft niets te veranderen: niemand draagt te veel, en de cockpit is bezet."
    )
    assert findings(page, network) == set()
    assert watch.take() == []
    context.close()


def test_large_network_shows_that_it_is_searching(
    page, context, sign_in, live_server, coordinator, monkeypatch
):
    monkeypatch.setattr("roles.views.suggestions.AT_ONCE", 3)
    sign_in(context, coordinator.person.user)

    page.goto(f"{live_server.url}/networks/{coordinator.network.slug}/suggestions/", wait_until="commit")

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Met twee wissels verdwijnen de twee signalen die het zwaarst wegen."
    )
    expect(page.locator("progress")).to_have_count(0)
    expect(page.get_by_role("button", name="Stel deze wissels voor")).to_be_visible()
