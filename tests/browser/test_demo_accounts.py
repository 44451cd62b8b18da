"""The demo's accounts, each opening the application for the first time: what waits for them, and a way to do it."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from roles.demo.load import PASSWORD, load
from roles.demo.plan import DOMAIN

HOUSE, LEIDEN = "Huis van het Kind Wilgenrode", "Gemeente Leiden"
MATRIX = "Toon als lijst"
ATTENTION = "Je hebt de voorbije 12 maanden niet gezegd waar je aandacht naartoe gaat."
# About what, how the sentence begins, what the button says, and what the page behind it offers.
WAITING = {
    "coordinator": [
        (HOUSE, "Katrien Lemmens draagt de hele cockpit.", "Geef een rol door", "Geef deze rol"),
        (HOUSE, "2 uitnodigingen zijn verlopen", "Kijk en verstuur opnieuw", "Opnieuw versturen"),
        ("Onderwijs", ATTENTION, "Verdeel je aandacht", "Bewaren"),
        ("Shared services center", ATTENTION, "Verdeel je aandacht", "Bewaren"),
        ("Sociale diensten", "Het is een tijd geleden dat", "Beantwoord dat nu", "Bewaren"),
        ("Sociale diensten", ATTENTION, "Verdeel je aandacht", "Bewaren"),
        (HOUSE, "Eén rol heeft niemand.", "Kijk in de matrix", MATRIX),
        ("Onderwijs", "15 rollen hebben niemand.", "Kijk in de matrix", MATRIX),
        ("Shared services center", "Vier rollen hebben niemand.", "Kijk in de matrix", MATRIX),
        ("Sociale diensten", "Drie rollen hebben niemand.", "Kijk in de matrix", MATRIX),
    ],
    "member": [
        (HOUSE, "Je hebt jezelf al voor een stuk voorgesteld", "Ga verder", "Bewaar en ga verder"),
        (HOUSE, "Er wordt je gevraagd hoe jij Katrien", "Zeg hoe jij het ziet", "Geef mijn antwoord door"),
        ("Mijn profiel", "Je hebt jezelf ingeschat op twee van de drie", "Vul aan", "Bewaren"),
    ],
    "steward": [
        ("Sociale diensten", "Naomi Brandon heeft een mandaat", "Beantwoord de aanvraag", "Geef het mandaat"),
        ("Vuilverwerking", "Tjeerd Hoekstra heeft een mandaat", "Beantwoord de aanvraag", "Geef het mandaat"),
        (LEIDEN, "Eén van de vijf vragen", "Beantwoord de vijf vragen", "Bewaren"),
        (LEIDEN, "Jullie antwoorden over samenwerken", "Kijk of ze nog kloppen", "Nagekeken, klopt nog"),
        (LEIDEN, "Voor vijf netwerken heb je nog niet", "Zeg wat het belang is", "Zeg wat het belang is"),
    ],
    "observer": [],
    "administrator": [
        (HOUSE, "Fatma Yildiz heeft een mandaat", "Beantwoord de aanvraag", "Geef het mandaat"),
        ("Kinderopvang De Speelvogel", "Niemand is verantwoordelijk", "Wijs iemand aan", "Opslaan"),
        ("Mijn account", "Je ziet alles, en meldt je aan", "Voeg een tweede stap toe", "Instellen"),
    ],
}


@pytest.fixture(autouse=True)
def _demo(settings):
    """The demo as `make demo` serves it: a second factor is on offer, and required of nobody."""
    settings.SECOND_FACTOR_REQUIRED = False
    cache.clear()
    load(timezone.localdate())


def sign_in_through_the_form(page, address, account):
    page.goto(address)
    page.get_by_role("link", name="Aanmelden").first.click()
    page.locator("[name=login]").fill(f"{account}@{DOMAIN}")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Aanmelden", exact=True).click()
    page.wait_for_url("**/me/")


def read_tasks(page):
    """Return what waits: about what, the sentence, the button, and where it leads."""
    return page.locator("section[aria-labelledby=tasks] .finding").evaluate_all(
        """rows => rows.map(row => {
            const button = row.querySelector("a.button");
            return [row.querySelector(".task-network").textContent, row.querySelector(".task-sentence").textContent,
                    button.firstChild.textContent, button.href];
        })"""
    )


def offered(page, name):
    """Return the buttons in sight whose name begins like this, as links or as part of a form."""
    buttons = page.locator("main").locator("a.button, button, input[type=submit]")
    return [
        words
        for each in buttons.all()
        if each.is_visible()
        and (words := (each.get_attribute("value") or each.text_content()).strip()).startswith(name)
    ]


@pytest.mark.parametrize("account", WAITING)
def test_account_finds_what_waits_and_a_way_to_do_it(page, live_server, account):
    sign_in_through_the_form(page, live_server.url, account)

    found = read_tasks(page)

    expected = WAITING[account]
    assert [(about, button) for about, _said, button, _url in found] == [
        (about, button) for about, _said, button, _offer in expected
    ]
    begun = [
        said.startswith(words) for (_a, said, _b, _u), (_c, words, *_d) in zip(found, expected, strict=True)
    ]
    assert all(begun)
    for (*_task, url), (*_words, offer) in zip(found, expected, strict=True):
        page.goto("about:blank")  # an address that differs only after the # would not be asked for again
        answer = page.goto(url)
        assert (answer.status, bool(offered(page, offer))) == (200, True), (url, offer)


def test_observer_finds_the_networks_that_she_looks_on(page, live_server):
    sign_in_through_the_form(page, live_server.url, "observer")

    assert page.locator("h1").inner_text() == "Je kijkt mee met twee netwerken; er wacht niets op je."
    networks = page.locator("section[aria-labelledby=my-networks] h3")
    assert networks.all_inner_texts() == [HOUSE, "Holland Rijnland"]
    assert page.get_by_text("Ik kijk mee").count() == 2
    networks.first.get_by_role("link").click()
    assert page.locator("h1").inner_text() == HOUSE
    assert offered(page, "Geef een rol door") == []  # a coordinator can, she cannot
    assert offered(page, "Kijk wie wat doet") != []


def test_administrator_finds_what_nobody_else_can_change(page, live_server):
    sign_in_through_the_form(page, live_server.url, "administrator")
    card = page.locator("section[aria-labelledby=administration]")

    pages = {link.inner_text(): link.get_attribute("href") for link in card.get_by_role("link").all()}

    assert list(pages) == ["Accounts", "Organisaties", "Bewaartermijnen", "De vijftien rollen", "Alles"]
    statuses = [page.goto(f"{live_server.url}{url}").status for url in pages.values()]
    assert statuses == [200] * 5
