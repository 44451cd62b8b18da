"""Somebody writes what they understood of a colleague, who corrects it, recognises it, and both share it."""

import pytest
from playwright.sync_api import expect

from networks.models import ListeningNote
from tests.browser.checks import Watch, inaccessible, too_wide
from tests.browser.steps import follow
from tests.factories import MembershipFactory, MemberWithAccountFactory, NetworkFactory


@pytest.fixture
def network(db):
    network = NetworkFactory(name="Samen voor jeugd", slug="jeugd")
    for name in ("Anna de Wit", "Bram Claes"):
        MemberWithAccountFactory(network=network, person__name=name, person__language="nl")
    for number in range(3):
        MembershipFactory(network=network, person__name=f"Lid {number}")
    return network


@pytest.fixture
def open_as(new_context, live_server, sign_in, network, scripts):
    """Return a function that opens a browser of somebody's own, at the page about listening."""

    def open_for(name):
        context = new_context(java_script_enabled=scripts)
        watch = Watch(context, live_server.url)
        sign_in(context, network.memberships.get(person__name=name).person.user)
        page = context.new_page()
        page.goto(f"{live_server.url}/networks/jeugd/listening/")
        return page, watch

    return open_for


def look(page, scripts):
    """What is wrong with a page as it stands; nothing can be measured without scripts, and it is the same page."""
    return inaccessible(page) + too_wide(page) if scripts else []


def fields(page):
    return [page.locator(f"textarea[name={name}]") for name in ListeningNote.TEXTS]


def answer(page, words, correction=""):
    page.get_by_label(words).check()
    if correction:
        page.get_by_label("Wat zou je anders zeggen?").fill(correction)
    follow(page.get_by_role("button", name="Geef mijn antwoord"))


def test_note_is_nearly_right_then_recognised_then_shared(open_as, network, scripts):
    anna, her_watch = open_as("Anna de Wit")
    bram, his_watch = open_as("Bram Claes")
    follow(anna.get_by_role("link", name="Schrijf het op voor Bram Claes"))
    expect(anna.locator(".listening-promise")).to_contain_text(
        "Alleen Bram Claes en jij zien dit, verder niemand"
    )
    background, interests, drives = fields(anna)

    # One question at a time; what was typed stays when going back and forth.
    background.fill("Werkte eerst in een school.")
    expect(interests).to_be_hidden()
    follow(anna.get_by_role("link", name="Volgende vraag"), "**/#interests")
    interests.fill("Tijd voor kleuters.")
    expect(background).to_be_hidden()
    complaints = look(anna, scripts)
    with anna.expect_navigation(url="**/listening/*/"):
        anna.go_back()
    expect(background).to_have_value("Werkte eerst in een school.")
    follow(anna.get_by_role("link", name="Volgende vraag"), "**/#interests")
    expect(interests).to_have_value("Tijd voor kleuters.")
    follow(anna.get_by_role("link", name="Volgende vraag"), "**/#drives")
    expect(drives).to_be_visible()
    follow(anna.get_by_role("button", name="Laat het Bram Claes lezen"), "**/listening/notes/*/")

    # Nearly, with a correction that the author takes over.
    bram.goto(bram.url.replace("/networks/jeugd/listening/", "/me/"))
    follow(bram.get_by_role("link", name="Lees het"))
    complaints += look(bram, scripts)
    answer(bram, "Bijna", "Het was een bibliotheek.")
    anna.reload()
    expect(anna.locator(".listening-quote")).to_contain_text("Het was een bibliotheek.")
    follow(anna.get_by_role("link", name="Herschrijf het"))
    fields(anna)[0].fill("Werkte eerst in een bibliotheek.")
    follow(anna.get_by_role("link", name="Volgende vraag"), "**/#interests")
    follow(anna.get_by_role("link", name="Volgende vraag"), "**/#drives")
    follow(anna.get_by_role("button", name="Laat het Bram Claes lezen"), "**/listening/notes/*/")

    # Recognised, and shared once both say so.
    bram.reload()
    answer(bram, "Ja, dat ben ik")
    bram.get_by_label("Wat ik te bieden heb").fill("Een zaal op zaterdag")
    follow(bram.get_by_role("button", name="Ik deel het"))
    anna.reload()
    follow(anna.get_by_role("button", name="Ik deel het"))
    complaints += look(anna, scripts)
    anna.goto(f"{anna.url.split('/notes/')[0]}/common-ground/")
    expect(anna.locator("main")).to_contain_text("Werkte eerst in een bibliotheek.")
    expect(anna.locator("main")).to_contain_text("Een zaal op zaterdag")

    note = ListeningNote.objects.get()
    assert (note.answer, note.correction, note.drives) == ("recognised", "", "")
    assert complaints + her_watch.take() + his_watch.take() == []
