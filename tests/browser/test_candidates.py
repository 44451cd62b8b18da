"""Choosing people, end to end: a coordinator with an empty role, and a steward who has somebody to send."""

import re
from datetime import date

import pytest
from django.core import mail

from roles.models import RoleAssignment
from tests.browser.checks import Watch, inaccessible, too_wide
from tests.browser.steps import follow
from tests.factories import (
    CoordinatorFactory,
    EngagementFactory,
    MembershipFactory,
    NetworkFactory,
    RoleAssignmentFactory,
    RoleStanceFactory,
    StewardshipFactory,
    role,
)

# Who holds what: everything but the critic lies with somebody.
HELD = {
    "Ans": ("initiator", "implementer", "diplomat", "innovator"),
    "Bo": ("leader", "adviser", "mood-maker", "fundraiser"),
    "Cas": ("driver", "results-guardian", "spokesperson", "negotiator"),
}


@pytest.fixture
def coordinator(db):
    purpose = dict.fromkeys(("question", "goal", "in_scope", "out_of_scope"), "Samen.")
    network = NetworkFactory(slug="noord", name="Noord", **purpose)
    seat = CoordinatorFactory(network=network, engagement=None, person__name="Cora Maes")
    RoleAssignmentFactory(membership=seat, role=role("supporter"))
    for name, slugs in HELD.items():
        member = MembershipFactory(network=network, person__name=name)
        for slug in slugs:
            RoleAssignmentFactory(membership=member, role=role(slug))
    lieve = MembershipFactory(network=network, person__name="Lieve Cools", engagement=None)
    RoleAssignmentFactory(membership=lieve, role=role("support-builder"))
    RoleStanceFactory(person=lieve.person, role=role("critic"), stance="prefers")
    return seat


@pytest.fixture
def steward(coordinator):
    engagement = EngagementFactory(network=coordinator.network, organisation__name="De Zon")
    elsewhere = EngagementFactory(organisation=engagement.organisation, network__name="Zuid")
    seat = MembershipFactory(
        network=elsewhere.network,
        engagement=elsewhere,
        person__name="Lotte Smit",
        person__email="lotte@example.org",
    )
    RoleStanceFactory(person=seat.person, role=role("critic"), stance="prefers")
    return StewardshipFactory(organisation=engagement.organisation, person__name="Stella Blom").person


@pytest.fixture
def visit(new_context, live_server, sign_in, scripts):
    """Return a function that opens a context of somebody's own, signed in, with a watch over it."""

    def visit_as(person):
        context = new_context(java_script_enabled=scripts)
        sign_in(context, person.user)
        return context.new_page(), Watch(context, live_server.url)

    return visit_as


def findings(page):
    return set(page.locator(".finding").evaluate_all("found => found.map(it => it.dataset.code)"))


def score(page, perspective):
    return page.locator(f".score.{perspective} .figure").inner_text().strip()


def promised(row):
    """What a candidate's row promises: the signed figures, and the signals that go and come."""
    return {
        "gains": row.locator(".gain strong").all_inner_texts(),
        "gone": row.locator(".signal.gone").all_inner_texts(),
        "come": row.locator(".signal.come").all_inner_texts(),
    }


def test_from_an_empty_role_to_somebody_who_fits_and_a_dashboard_that_keeps_its_promise(
    live_server, coordinator, visit, scripts
):
    page, watch = visit(coordinator.person)
    page.goto(f"{live_server.url}/networks/noord/")
    before = findings(page)

    follow(page.locator("[data-code=network-level-vacancy] a.button"), "**/roles/critic/candidates/")
    lead, first = page.locator("h1").inner_text(), page.locator(".compare tbody tr").first
    promise, name = promised(first), first.locator("th a").inner_text()
    complaints = inaccessible(page) + too_wide(page) if scripts else []
    follow(first.get_by_role("link", name="Geef deze rol"))
    follow(page.locator("form:has([name=holds]) button.primary"), "**/matrix/#cell")
    page.goto(f"{live_server.url}/networks/noord/")

    assert (name, lead) == (
        "Lieve Cools",
        "Eén lid ziet deze rol zitten; met Lieve Cools valt het signaal ‘Het netwerk heeft geen criticus’ weg.",
    )
    assert promise["gone"] == ["valt weg: Het netwerk heeft geen criticus"]
    assert promise["come"] == []
    assert promise["gains"][2].startswith("+")
    assert before - findings(page) == {"network-level-vacancy"}
    assert findings(page) <= before
    held = RoleAssignment.objects.get(role__slug="critic")
    assert (held.membership.person.name, held.started_on, held.start_known) == (
        "Lieve Cools",
        date.today(),
        True,
    )
    assert complaints + watch.take() == []


def test_steward_proposes_somebody_and_the_coordinator_adds_them(
    live_server, coordinator, steward, visit, scripts
):
    page, watch = visit(steward)
    page.goto(f"{live_server.url}/networks/noord/organisations/")

    follow(page.get_by_role("link", name="Wie sturen we?"))
    lead = page.locator("h1").inner_text()
    complaints = inaccessible(page) + too_wide(page) if scripts else []
    row = page.locator(".compare tbody tr", has_text="Lotte Smit")
    wishes = row.locator(".wishes").inner_text()
    follow(row.get_by_role("link", name="Stel voor aan de coördinator"))
    page.locator("[name=reason]").fill("Lotte stelt de vraag die anderen inslikken.")
    follow(page.get_by_role("button", name="Verstuur het voorstel"), re.compile(r"/candidates/$"))
    said = page.locator(".message.success").inner_text()

    assert lead.startswith("Eén collega ziet een open rol zitten; met Lotte Smit valt het signaal")
    assert wishes == "Criticus · graag"
    assert said.strip() == "Je voorstel om Lotte Smit te laten aansluiten is onderweg naar Cora Maes."
    (sent,) = mail.outbox
    assert (sent.to, sent.reply_to) == ([coordinator.person.email], [steward.user.email])
    assert "Stella Blom stelt voor dat Lotte Smit namens De Zon aansluit bij ‘Noord’." in sent.body
    assert "Lotte stelt de vraag die anderen inslikken." in sent.body
    assert complaints + watch.take() == []

    link = re.search(r"http\S+/members/new/", sent.body)[0]
    page, watch = visit(coordinator.person)
    page.goto(link)
    page.locator("[name=name]").fill("Lotte Smit")
    page.locator("[name=email]").fill("lotte@example.org")
    page.locator("[name=organisation]").fill("De Zon")
    follow(page.locator("main form button.primary").first, re.compile(r"/members/(?!new/)"))

    assert "Lotte Smit" in page.locator("main").inner_text()
    assert coordinator.network.memberships.filter(person__email="lotte@example.org").count() == 1
    assert watch.take() == []
