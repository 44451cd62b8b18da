"""How others see it, end to end: asked by mail, answered under seal, shown as a mean to two people only."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from networks.models import Membership
from roles.models import Competence, SelfAssessment
from tests.browser.checks import Watch, inaccessible, too_wide
from tests.browser.steps import follow
from tests.factories import (
    CoordinatorFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    RoleAssignmentFactory,
    role,
)

# What the three who answer say of coordinating, stimulating and acting flexibly; - is: I cannot say.
ANSWERS = [("2", "4", "-"), ("3", "4", "5"), ("2", "5", "4")]


@pytest.fixture
def network(db):
    return NetworkFactory(name="Samen voor jeugd", slug="samen")


@pytest.fixture
def katrien(network):
    seat = MemberWithAccountFactory(network=network, person__name="Katrien Maes")
    RoleAssignmentFactory(membership=seat, role=role("driver"))
    SelfAssessment.objects.create(
        person=seat.person, competence=Competence.objects.get(slug="coordinating"), score=4
    )
    return seat.person


@pytest.fixture
def colleagues(network):
    names = ["Anna Smit", "Bram Claes", "Chris Visser", "Dina Haddad"]
    return [MemberWithAccountFactory(network=network, person__name=name).person for name in names]


def member_page(live_server, person):
    return f"{live_server.url}/networks/samen/members/{Membership.objects.get(person=person).pk}/"


def ask(page, live_server, katrien, names):
    """Ask these colleagues, from one's own page."""
    page.goto(member_page(live_server, katrien))
    follow(page.get_by_role("link", name="Vraag hoe anderen het zien"))
    for name in names:
        page.get_by_label(name).check()
    follow(page.get_by_role("button", name="Stel de vraag"), "**/members/*/#others")


def link_in_mail(person):
    letter = next(each for each in mail.outbox if each.to == [person.email])
    return re.search(r"https?://\S+/ratings/\d+/", letter.body).group()


def answer(page, address, scores):
    """Follow the link of a mail, and answer; return what was said before the first question."""
    page.goto(address)
    promised = page.locator("main").inner_text().split("Coördineren")[0]
    for question, score in zip(page.locator("fieldset").all(), scores, strict=True):
        question.locator(f"input[value='{score}']").check()
    follow(page.get_by_role("button", name="Geef mijn antwoord door"), "**/me/")
    return promised


def result(page, live_server, katrien):
    """The rows of the table, as somebody sees them; none when there is nothing to see."""
    page.goto(member_page(live_server, katrien))
    rows = page.locator("#others tbody tr:has(td)").all()
    return [[" ".join(cell.inner_text().split()) for cell in row.locator("th, td").all()] for row in rows]


def test_colleagues_answer_under_seal_and_two_people_see_the_mean(
    browse, live_server, network, katrien, colleagues, scripts
):
    coordinator = CoordinatorFactory(network=network, person__name="Hanne Peeters").person
    own, leading, other = browse(katrien), browse(coordinator), browse(colleagues[3])

    ask(own, live_server, katrien, [each.name for each in colleagues])
    promises = [
        answer(browse(person), link_in_mail(person), scores)
        for person, scores in zip(colleagues, ANSWERS, strict=False)
    ]
    before = [result(page, live_server, katrien) for page in (own, leading, other)]
    own.goto(f"{member_page(live_server, katrien)}ratings/")
    progress = own.locator("main").inner_text()
    follow(own.get_by_role("button", name="Sluit nu en bekijk het resultaat"), "**/members/*/#others")
    after = [result(page, live_server, katrien) for page in (own, leading, other)]
    other.goto(f"{live_server.url}/me/")

    assert len(mail.outbox) == 4
    assert all("Niemand ziet wat jij antwoordt: Katrien Maes niet" in promise for promise in promises)
    assert before == [[], [], []]
    assert "3 van de 4 hebben gereageerd." in progress
    shown = [
        ["Coördineren", "4", "2,3 van 3 collega’s"],
        ["Stimuleren", "– niet ingevuld", "4,3 van 3 collega’s"],
        ["Flexibel handelen te weinig antwoorden om te tonen", "– niet ingevuld", "–"],
    ]
    assert after == [shown, shown, []]
    assert "Hoe anderen het zien" not in other.locator("main").inner_text()
    own.goto(member_page(live_server, katrien))
    assert own.locator("[data-code=competence-gap]").count() == 1
    if scripts:
        assert inaccessible(own) + too_wide(own) == []


def test_declining_shows_nowhere_and_the_coordinator_can_ask_too(
    browse, live_server, network, katrien, colleagues
):
    coordinator = CoordinatorFactory(network=network, person__name="Hanne Peeters").person
    leading = browse(coordinator)

    ask(leading, live_server, katrien, [each.name for each in colleagues])
    told = [each.subject for each in mail.outbox if each.to == [katrien.email]]
    silent = browse(colleagues[0])
    silent.goto(f"{live_server.url}/me/")
    follow(silent.get_by_role("link", name="Zeg hoe jij het ziet"))
    follow(silent.get_by_role("button", name="Liever niet"), "**/me/")
    thanked = silent.locator("main").inner_text()
    answer(browse(colleagues[1]), link_in_mail(colleagues[1]), ANSWERS[0])
    own = browse(katrien)
    own.goto(member_page(live_server, katrien))

    assert told == ["Aan collega’s is gevraagd hoe ze jou zien in ‘Samen voor jeugd’"]
    assert "Niemand ziet dat je liever niet antwoordt." in thanked
    assert "2 van de 4 hebben gereageerd." in own.locator("#others").inner_text()
    assert "Anna" not in own.locator("#others").inner_text()


def test_choosing_everybody_puts_the_list_aside_and_searching_narrows_it(
    new_context, live_server, sign_in, network, katrien, colleagues
):
    for number in range(8):
        MemberWithAccountFactory(network=network, person__name=f"Lid {number}")
    context = new_context()
    sign_in(context, katrien.user)
    page, watch = context.new_page(), Watch(context, live_server.url)
    page.goto(f"{member_page(live_server, katrien)}ratings/")
    complaints = inaccessible(page) + too_wide(page)

    page.get_by_label("Zoek op naam of organisatie").fill("dína")
    expect(page.locator("[data-name]:visible")).to_have_text(["Dina Haddad"])
    page.get_by_label("Zoek op naam of organisatie").fill("niemand")
    expect(page.locator("[data-none]")).to_have_text("Zo heet hier niemand.", use_inner_text=True)
    page.get_by_label("Iedereen in dit netwerk (12)").check()
    expect(page.locator("[data-colleagues]")).to_be_hidden()
    follow(page.get_by_role("button", name="Stel de vraag"), "**/members/*/#others")

    assert "De vraag is gesteld aan 12 collega’s." in page.locator("main").inner_text()
    assert complaints + watch.take() == []
