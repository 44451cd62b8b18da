"""Roles as we see them, end to end: four people lay cards, one of them by a link, and the round closes.

Then a coordinator leads the conversation about what came of a round, and carries a result over.
"""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from roles.models import MappingCount, MappingMark, MappingRound, RoleSwap
from tests.browser.checks import Watch, inaccessible, too_wide
from tests.browser.steps import follow
from tests.factories import (
    CoordinatorFactory,
    MappingCountFactory,
    MappingRoundFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    RoleAssignmentFactory,
    role,
)

NAMES = ("Anna Smit", "Bram Claes", "Chris Visser")


@pytest.fixture
def network(db):
    return NetworkFactory(name="Samen voor jeugd", slug="samen")


@pytest.fixture
def people(network):
    """A coordinator and two members, and Dina, who has no account."""
    leading = CoordinatorFactory(network=network, person__name=NAMES[0]).person
    members = [MemberWithAccountFactory(network=network, person__name=name).person for name in NAMES[1:]]
    MembershipFactory(network=network, person__name="Dina Haddad")
    return [leading, *members]


def open_round(leading, live_server):
    leading.goto(f"{live_server.url}/networks/samen/mapping/")
    follow(leading.get_by_role("link", name="Open de eerste ronde"))
    follow(leading.get_by_role("button", name="Open de ronde"), "**/mapping/")


def make_link(leading):
    """Make a link for Dina, and return it."""
    follow(leading.get_by_role("link", name="Links voor leden zonder account"))
    follow(leading.get_by_role("button", name="Maak een link"))
    return leading.get_by_label("Persoonlijke link").input_value()


def lay_two_cards(page, with_whom):
    """Lay the first card with somebody and the second with nobody, and stop."""
    follow(page.get_by_role("link", name="Begin met de eerste kaart"))
    page.get_by_role("checkbox", name=with_whom).check()
    follow(page.get_by_role("button", name="Leg neer, volgende kaart"))
    page.get_by_label("Ik zie hier niemand in").check()
    follow(page.get_by_role("button", name="Leg neer en stop voorlopig"))
    return page.locator(".lead-line h2").inner_text()


def lay_my_cards(page, live_server, with_whom):
    page.goto(f"{live_server.url}/me/")
    follow(page.get_by_role("link", name="Leg mijn kaarten"))
    return lay_two_cards(page, with_whom)


def test_mapping_round_with_four_people_of_whom_one_by_a_link(browse, live_server, network, people, scripts):
    leading = browse(people[0])
    open_round(leading, live_server)
    link = make_link(leading)

    laid = [lay_my_cards(browse(person), live_server, "Anna Smit") for person in people[1:]]
    guest, stranger = browse(), browse(refused=True)
    guest.goto(link)
    promised = guest.locator("main").inner_text()
    laid.append(lay_two_cards(guest, "Dina Haddad"))
    complaints = inaccessible(guest) + too_wide(guest) if scripts else []
    stranger.goto(link)
    refused = stranger.locator("main").inner_text()

    leading.goto(f"{live_server.url}/networks/samen/mapping/")
    progress = leading.locator("main").inner_text()
    laid.append(lay_my_cards(leading, live_server, "Anna Smit"))
    leading.goto(f"{live_server.url}/networks/samen/mapping/")
    follow(leading.get_by_role("link", name="Sluit de ronde"))
    asked = leading.locator("main").inner_text()
    follow(leading.get_by_role("button", name="Ja, sluit de ronde"), "**/mapping/")
    guest_after = browse(refused=True)
    guest_after.goto(link)

    assert laid == ["Je hebt 2 van de 15 kaarten gelegd"] * 4
    assert "geen lid, geen coördinator, geen beheerder" in promised
    assert "in gebruik in een andere browser" in refused
    assert "Samen voor jeugd" not in refused
    assert "3 van de 4 hebben kaarten gelegd." in progress
    assert "4 van de 4 hebben kaarten gelegd." in asked
    expect(leading.locator("main")).to_contain_text("4 leden legden de kaarten.")
    assert "Deze ronde is gesloten" in guest_after.locator("main").inner_text()
    assert complaints == []
    assert MappingRound.objects.get().answered_by == 4
    assert not MappingMark.objects.exists()
    assert set(MappingCount.objects.values_list("role__slug", "person__name", "seen_by")) == {
        ("initiator", "Anna Smit", 3),
        ("initiator", "Dina Haddad", 1),
        ("leader", None, 4),
    }


def test_coordinator_marks_the_matrix_alone(new_context, live_server, sign_in, network, people):
    context = new_context()
    sign_in(context, people[0].user)
    leading, watch = context.new_page(), Watch(context, live_server.url)
    leading.goto(f"{live_server.url}/networks/samen/mapping/new/")
    leading.get_by_label("Ik: ik vul de matrix alleen in").check()
    follow(leading.get_by_role("button", name="Open de ronde"), "**/cards/")
    complaints = inaccessible(leading) + too_wide(leading)

    leading.get_by_label("Trekker: Bram Claes").check()
    leading.get_by_label("Criticus: niemand").check()
    follow(leading.get_by_role("button", name="Bewaar en sluit de ronde"), "**/close/")
    follow(leading.get_by_role("button", name="Ja, sluit de ronde"), "**/mapping/")

    expect(leading.locator("main")).to_contain_text("Een coördinator vulde de matrix in.")
    assert complaints + watch.take() == []
    assert set(MappingCount.objects.values_list("role__slug", "person__name", "seen_by")) == {
        ("driver", "Bram Claes", 1),
        ("critic", None, 1),
    }


@pytest.fixture
def outcome(network, people):
    """A round of nine: most see Chris as leader, where Bram was agreed; some see Chris as critic, too."""
    RoleAssignmentFactory(membership=people[1].memberships.get(), role=role("leader"))
    closed = MappingRoundFactory(network=network, closed_on=timezone.localdate(), answered_by=9)
    for slug, person, seen_by in (("leader", 2, 7), ("leader", 1, 2), ("critic", 2, 4)):
        MappingCountFactory(round=closed, role=role(slug), person=people[person], seen_by=seen_by)
    return closed


def test_results_are_talked_over_and_one_is_carried_over(browse, live_server, outcome, people, scripts):
    page = browse(people[0])
    page.goto(f"{live_server.url}/networks/samen/mapping/")
    follow(page.get_by_role("link", name="Bekijk wat eruit kwam"))
    lead = page.locator(".lead-line h1").inner_text()
    complaints = inaccessible(page) + too_wide(page) if scripts else []

    follow(page.get_by_role("link", name="Leid het gesprek"))
    said = [page.locator(".talk header").inner_text()]
    if scripts:
        with page.expect_navigation():
            page.keyboard.press("ArrowRight")
    else:
        follow(page.get_by_role("link", name="Volgende"))
    said.append(page.locator(".talk header").inner_text())
    follow(page.get_by_role("link", name="Alle resultaten"))

    follow(page.locator("main a", has_text="Chris Visser, Leider"))
    promised = page.locator("main").inner_text()
    follow(page.get_by_role("link", name="Stel voor dat Bram Claes de rol doorgeeft aan Chris Visser"))
    page.locator("[name=plan-reason]").fill("Zo zien de meesten het al.")
    follow(page.get_by_role("button", name="Bekijk wat het zou brengen"))
    follow(page.get_by_role("button", name="Verstuur het voorstel"))

    move = RoleSwap.objects.get().moves.get()
    assert (
        lead == "Negen mensen legden kaarten; bij 14 van de 15 rollen ziet de meerderheid wat is afgesproken."
    )
    assert said[0].startswith("Leider")
    assert "Zeven van de negen zien Chris Visser als leider." in said[0]
    assert said[1].startswith("Criticus")
    assert "Vier van de negen zien Chris Visser als criticus." in said[1]
    assert "Als Chris Visser leider wordt in plaats van Bram Claes" in promised
    assert complaints == []
    assert (move.role.slug, move.giver.person, move.receiver.person) == ("leader", people[1], people[2])


def test_searching_narrows_the_people_and_nobody_excludes_them(
    new_context, live_server, sign_in, network, people
):
    for number in range(9):
        MembershipFactory(network=network, person__name=f"Lid {number}")
    context = new_context()
    sign_in(context, people[0].user)
    page, watch = context.new_page(), Watch(context, live_server.url)
    open_round(page, live_server)
    follow(page.get_by_role("link", name="Leg mijn kaarten"))
    follow(page.get_by_role("link", name="Begin met de eerste kaart"))

    page.get_by_label("Zoek op naam of organisatie").fill("dína")
    expect(page.locator("[data-name]:visible")).to_have_count(1)
    page.get_by_label("Dina Haddad").check()
    page.get_by_label("Ik zie hier niemand in").check()
    expect(page.get_by_label("Dina Haddad")).not_to_be_checked()
    page.get_by_label("Dina Haddad").check()
    expect(page.get_by_label("Ik zie hier niemand in")).not_to_be_checked()
    page.get_by_label("Zoek op naam of organisatie").fill("niemand")
    expect(page.locator("[data-none]")).to_be_visible()

    assert inaccessible(page) + too_wide(page) + watch.take() == []
