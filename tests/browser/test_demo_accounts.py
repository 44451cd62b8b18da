"""The demo's accounts, each opening the application for the first time: what waits for them, and a way to do it."""

import re

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from roles.demo.load import PASSWORD, load
from roles.demo.plan import DOMAIN
from tests.browser.steps import follow, settled

HOUSE, LEIDEN = "Huis van het Kind Wilgenrode", "Gemeente Leiden"
OPEN = "Vraag iemand"  # on the page of open roles
ATTENTION = "De afgelopen 12 maanden vulde je niet in waar je aandacht naartoe gaat."
VALUE = "Wat breng je tegenwoordig in, en wat zou je graag inbrengen?"
# About what, how the sentence begins, what the button says, and what the page behind it offers.
WAITING = {
    "coordinator": [
        (HOUSE, "Katrien Lemmens draagt de hele cockpit.", "Geef een rol door", "Geef deze rol"),
        (HOUSE, "Iemand maakt bezwaar tegen wat je voorstelde", "Bekijk waarom", "Stel iets anders voor"),
        (HOUSE, "Iedereen stemt ermee in", "Voer het door", "Voer het door"),
        (HOUSE, "Wat je van Inge Baert begreep, klopt bijna.", "Bekijk het antwoord", "Herschrijf het"),
        (HOUSE, "Tom Verhaegen heeft naar je geluisterd.", "Lees het", "Geef mijn antwoord"),
        (HOUSE, "Wie zie jij in welke rol?", "Leg mijn kaarten", "Begin met de eerste kaart"),
        (HOUSE, "2 uitnodigingen zijn verlopen", "Bekijk en verstuur opnieuw", "Verstuur opnieuw"),
        ("Onderwijs", ATTENTION, "Verdeel je aandacht", "Bewaar"),
        ("Shared services center", VALUE, "Neem er even tijd voor", "Ga verder"),
        ("Shared services center", ATTENTION, "Verdeel je aandacht", "Bewaar"),
        ("Sociale diensten", VALUE, "Neem er even tijd voor", "Ga verder"),
        ("Sociale diensten", ATTENTION, "Verdeel je aandacht", "Bewaar"),
        ("Shared services center", "Jullie spraken af om opnieuw te kijken", "Kijk nog eens", OPEN),
        (HOUSE, "Eén rol heeft niemand.", "Bekijk de open rollen", OPEN),
        ("Onderwijs", "15 rollen hebben niemand.", "Bekijk de open rollen", OPEN),
        ("Shared services center", "Vier rollen hebben niemand.", "Bekijk de open rollen", OPEN),
        ("Sociale diensten", "Twee rollen hebben niemand.", "Bekijk de open rollen", OPEN),
    ],
    "member": [
        (
            HOUSE,
            "Amina Diallo heeft een voorstel waar jij bij betrokken bent",
            "Geef je antwoord",
            "Ik stem in",
        ),
        (HOUSE, "Je bent jezelf aan het voorstellen", "Ga verder", "Bewaar en ga verder"),
        (HOUSE, "Er wordt je gevraagd hoe jij Katrien", "Zeg hoe jij het ziet", "Geef mijn antwoord door"),
        (HOUSE, "Het doel van dit netwerk is gewijzigd.", "Lees het en antwoord", "Ja, ik sta erachter"),
        (HOUSE, "Katrien Lemmens heeft naar je geluisterd.", "Lees het", "Geef mijn antwoord"),
        (HOUSE, "Wie zie jij in welke rol?", "Leg mijn kaarten", "Begin met de eerste kaart"),
        ("Mijn profiel", "Je hebt jezelf ingeschat op twee van de drie", "Vul aan", "Bewaar"),
        (HOUSE, VALUE, "Neem er even tijd voor", "Ga verder"),
    ],
    "steward": [
        ("Sociale diensten", "Naomi Brandon heeft een mandaat", "Beantwoord de aanvraag", "Geef het mandaat"),
        ("Vuilverwerking", "Tjeerd Hoekstra heeft een mandaat", "Beantwoord de aanvraag", "Geef het mandaat"),
        (LEIDEN, "Eén van de vijf vragen", "Beantwoord de vijf vragen", "Bewaar"),
        (
            LEIDEN,
            "Jullie antwoorden over samenwerken",
            "Kijk of ze nog kloppen",
            "Bevestig dat het nog klopt",
        ),
        (LEIDEN, "Voor vijf netwerken staat er nog niet", "Zeg wat het belang is", "Zeg wat het belang is"),
    ],
    "observer": [],
    "administrator": [
        (HOUSE, "Fatma Yildiz heeft een mandaat", "Beantwoord de aanvraag", "Geef het mandaat"),
        (
            "Kinderopvang De Speelvogel",
            "Deze organisatie heeft geen organisatieverantwoordelijke",
            "Wijs iemand aan",
            "Opslaan",
        ),
        ("Mijn account", "Je ziet alles, en meldt je aan", "Voeg een tweede stap toe", "Stel in"),
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
    follow(page.get_by_role("link", name="Aanmelden").first)
    page.locator("[name=login]").fill(f"{account}@{DOMAIN}")
    page.locator("[name=password]").fill(PASSWORD)
    follow(page.get_by_role("button", name="Aanmelden", exact=True), "**/me/")


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
    """The buttons in sight whose name begins like this, as links or as part of a form."""
    buttons = page.locator("main").locator("a.button, button, input[type=submit]")
    return buttons.filter(has_text=re.compile(rf"^\s*{re.escape(name)}"), visible=True)


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
        assert answer.status == 200, url
        expect(offered(page, offer).first, f"{offer} on {url}").to_be_visible()


def test_observer_finds_the_networks_that_she_looks_on(page, live_server):
    sign_in_through_the_form(page, live_server.url, "observer")

    assert page.locator("h1").inner_text() == "Je kijkt mee met twee netwerken; er wacht niets op je."
    networks = page.locator("section[aria-labelledby=my-networks] h3")
    assert networks.all_inner_texts() == [HOUSE, "Holland Rijnland"]
    assert page.get_by_text("Ik kijk mee").count() == 2
    follow(networks.first.get_by_role("link"))
    assert page.locator("h1").inner_text() == HOUSE
    expect(offered(page, "Kijk wie wat doet").first).to_be_visible()
    expect(offered(settled(page), "Geef een rol door")).to_have_count(0)  # a coordinator can, she cannot


def test_administrator_finds_what_nobody_else_can_change(page, live_server):
    sign_in_through_the_form(page, live_server.url, "administrator")
    card = page.locator("section[aria-labelledby=administration]")

    pages = {link.inner_text(): link.get_attribute("href") for link in card.get_by_role("link").all()}

    assert list(pages) == ["Accounts", "Organisaties", "Bewaartermijnen", "De vijftien rollen", "Alles"]
    statuses = [page.goto(f"{live_server.url}{url}").status for url in pages.values()]
    assert statuses == [200] * 5
