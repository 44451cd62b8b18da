"""A purpose end to end: changed, agreed to, said how clear it is, changed again and asked again."""

import pytest

from networks.models import PurposeVersion
from tests.browser.checks import inaccessible, too_wide
from tests.browser.steps import follow
from tests.factories import (
    CoordinatorFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    PurposeVersionFactory,
)

TEXTS = {"question": "Hoe vinden gezinnen ons?", "goal": "Eén deur."}


@pytest.fixture
def network(db):
    network = NetworkFactory(name="Samen voor jeugd", slug="samen", **TEXTS)
    PurposeVersionFactory(network=network, **TEXTS)
    return network


def change(page, live_server, goal):
    """Put the goal anew, and return what the page then says."""
    page.goto(f"{live_server.url}/networks/samen/purpose/")
    follow(page.get_by_role("link", name="Wijzig het doel"))
    page.get_by_label("Wat is het gedeelde doel?").fill(goal)
    follow(page.get_by_role("button", name="Bewaar"), "**/purpose/")
    return page.locator("main").inner_text()


def invited_to(page, live_server):
    """What a member is asked, coming from what waits on their own page."""
    page.goto(f"{live_server.url}/me/")
    follow(page.get_by_role("link", name="Lees het en antwoord"), "**/purpose/")
    return page.locator("#invitation").inner_text()


def test_a_changed_purpose_asks_anew_who_stands_behind_it_and_how_clear_it_is(
    browse, live_server, network, scripts
):
    hanne = CoordinatorFactory(network=network, person__name="Hanne Peeters").person
    bram = MemberWithAccountFactory(network=network, person__name="Bram Claes").person
    leading, own = browse(hanne), browse(bram)

    saved = change(leading, live_server, "Eén deur voor elk gezin.")
    first = invited_to(own, live_server)
    follow(own.get_by_role("button", name="Ja, ik sta erachter"), "**/purpose/")
    second = own.locator("#invitation").inner_text()
    follow(own.get_by_role("link", name="Zeg hoe duidelijk het is"))
    promised = own.locator("main").inner_text()
    complaints = inaccessible(own) + too_wide(own) if scripts else []
    own.get_by_label("nauwelijks").check()
    own.get_by_label("In één woord").fill("mistig")
    follow(own.get_by_role("button", name="Zeg het"), "**/purpose/")
    answered = own.locator("main").inner_text()
    leading.goto(f"{live_server.url}/networks/samen/purpose/")
    seen = leading.locator("main").inner_text()
    change(leading, live_server, "Eén deur voor elk gezin, ook ’s avonds.")
    again = invited_to(own, live_server)
    follow(own.get_by_role("button", name="Ja, ik sta erachter"), "**/purpose/")
    once_more = own.locator("#invitation").inner_text()

    assert "De leden krijgen de vraag of ze ermee instemmen." in saved
    assert (first, second) == ("Kun jij hierachter staan?", "Hoe duidelijk is dit voor jou?")
    assert "Niemand ziet welk antwoord van jou is." in promised
    assert "Jij zei: nauwelijks, ‘mistig’." in answered
    assert "Iedereen die deelneemt." in seen
    assert "mistig" not in seen
    assert (again, once_more) == (first, second)
    assert PurposeVersion.objects.count() == 3
    assert complaints == []
