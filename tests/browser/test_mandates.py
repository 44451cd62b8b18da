"""A mandate from the question to its end: asked for by the coordinator, granted from a mail, withdrawn later."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.checks import Watch, inaccessible, too_wide
from tests.browser.steps import follow
from tests.factories import (
    CoordinatorFactory,
    DecisionTopicFactory,
    MandateFactory,
    MembershipFactory,
    RoleAssignmentFactory,
    StewardshipFactory,
    role,
)

pytestmark = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


@pytest.fixture
def table(db):
    """A coordinator, Bram for De Brug without a mandate, Anna for De Zon with one, and De Brug's steward."""
    cora = CoordinatorFactory(
        network__name="Noord", network__slug="noord", engagement=None, person__name="Cora"
    )
    network = cora.network
    bram = MembershipFactory(
        network=network,
        person__name="Bram",
        person__email="bram@example.org",
        engagement__organisation__name="De Brug",
    )
    anna = MembershipFactory(network=network, person__name="Anna", engagement__organisation__name="De Zon")
    for member in (bram, anna):
        RoleAssignmentFactory(membership=member, role=role("implementer"))
    for name in ("Uitgaven", "Personeel"):
        DecisionTopicFactory(network=network, name=name)
    today = timezone.localdate()
    MandateFactory(membership=anna, starts_on=today, ends_on=today + timedelta(days=300))
    sara = StewardshipFactory(organisation=bram.organisation, person__name="Sara").person
    return cora.person, bram, sara


def codes(page, server):
    page.goto(f"{server.url}/networks/noord/")
    return page.locator(".finding").evaluate_all(
        "all => all.map(it => it.dataset.code).filter(code => code.startsWith('mandate'))"
    )


def bram_in_the_table(page, server):
    """What the table says of Bram on each topic, as a screen reader says it; nothing when he is not in it."""
    page.goto(f"{server.url}/networks/noord/mandates/")
    names = page.locator(".decisions thead a").all_inner_texts()
    place = next((number for number, name in enumerate(names) if name.startswith("Bram")), None)
    if place is None:
        return []
    rows = page.locator(".decisions tbody tr").all()
    return [
        (
            row.locator("th").inner_text(),
            row.locator("td").nth(place + 1).locator(".visually-hidden").text_content(),
        )
        for row in rows
    ]


def ask_for_bram(page):
    """Ask from the finding on the dashboard; return what the page says then."""
    page.locator("details:has([data-code=mandate-missing]) > summary").click()
    follow(page.locator("[data-code=mandate-missing] a.button"))
    page.locator("[name=request]").fill("Bram trekt de voormiddagen.")
    page.get_by_label("Uitgaven").select_option("decides")
    follow(page.locator("main form button.primary"), re.compile(r"/mandates/\d+/$"))
    return page.locator("main").inner_text()


def grant_from_the_mail(page, letter, check):
    page.goto(re.search(r"http://\S+", letter.body)[0])
    check(page)
    page.get_by_label("Personeel").select_option("refers")
    page.locator("[name=hours_per_month]").fill("8")
    follow(page.locator("main form button.primary"))
    expect(page.locator(".message.success")).to_be_visible()
    check(page)


def withdraw(page, check):
    """Withdraw the mandate on whose page the steward is; return what was said to follow."""
    follow(page.get_by_role("link", name="Trek in", exact=True))
    follows = page.locator(".message.warning li").all_inner_texts()
    check(page)
    page.locator("[name=reason]").fill("Bram krijgt ander werk.")
    follow(page.locator("main form button.danger"))
    expect(page.locator(".message.success")).to_be_visible()
    return follows


def test_mandate_is_asked_for_granted_from_the_mail_and_withdrawn(
    new_context, live_server, sign_in, table, scripts
):
    cora, _bram, sara = table
    pages, watches, complaints = {}, [], []
    for person in (cora, sara):
        context = new_context(java_script_enabled=scripts)
        sign_in(context, person.user)
        watches.append(Watch(context, live_server.url))
        pages[person] = context.new_page()
    hers, stewards = pages[cora], pages[sara]

    def check(page):
        complaints.extend(inaccessible(page) + too_wide(page) if scripts else [])

    before = codes(hers, live_server)
    asked = ask_for_bram(hers)
    stewards.goto(live_server.url + reverse("me"))
    waits = stewards.locator(".finding", has_text="Bram heeft een mandaat van De Brug nodig").count()
    grant_from_the_mail(stewards, mail.outbox[0], check)
    after, shown = codes(hers, live_server), bram_in_the_table(hers, live_server)
    lead = hers.locator("main h2").first.inner_text()
    check(hers)
    follows = withdraw(stewards, check)

    request, granted, granted_to_asker, withdrawn, withdrawn_to_asker = mail.outbox
    assert before == ["mandate-missing"]
    assert "Aangevraagd. De organisatieverantwoordelijke krijgt een mail met een link." in asked
    assert (request.to, waits) == ([sara.email], 1)
    assert "Bram trekt de voormiddagen." in request.body
    assert (granted.to, "8 uur per maand" in granted.body) == (["bram@example.org"], True)
    assert granted_to_asker.to == withdrawn_to_asker.to == [cora.email]
    assert "Bram krijgt ander werk." not in withdrawn_to_asker.body
    assert after == []
    assert shown == [("Personeel", "koppelt terug"), ("Uitgaven", "beslist")]
    assert lead == (
        "Vandaag kan deze tafel beslissen over 1 van de 2 onderwerpen; over ‘Personeel’ beslist niemand."
    )
    assert follows == [
        "Bram beslist dan nergens meer over.",
        "Niemand aan tafel mag dan nog beslissen over ‘Uitgaven’.",
    ]
    assert bram_in_the_table(hers, live_server) == []
    assert codes(hers, live_server) == ["mandate-missing"]
    assert (withdrawn.to, "Bram krijgt ander werk." in withdrawn.body) == (["bram@example.org"], True)
    assert complaints + [each for watch in watches for each in watch.take()] == []


def test_wrong_period_is_said_at_its_field_on_a_phone_too(new_context, live_server, sign_in, table, scripts):
    _cora, bram, sara = table
    context = new_context(java_script_enabled=scripts, viewport={"width": 360, "height": 740})
    sign_in(context, sara.user)
    page, watch = context.new_page(), Watch(context, live_server.url)

    page.goto(f"{live_server.url}/networks/noord/mandates/new/?member={bram.pk}")
    page.locator("[name=starts_on]").fill("2030-05-01")
    page.locator("[name=ends_on]").fill("2030-04-30")
    follow(page.locator("main form button.primary"))
    said = page.locator("#div_id_ends_on .invalid-feedback").inner_text()
    kept = page.locator("[name=starts_on]").input_value(), page.locator("[name=ends_on]").input_value()

    assert said == "Een mandaat kan niet eindigen voordat het begint. Kies 1 mei 2030 of een latere dag."
    assert kept == ("2030-05-01", "2030-04-30")
    assert (inaccessible(page) + too_wide(page) if scripts else []) + watch.take() == []


def test_table_is_a_list_for_each_topic_on_a_phone(new_context, live_server, sign_in, table, scripts):
    cora, _bram, _sara = table
    context = new_context(java_script_enabled=scripts, viewport={"width": 360, "height": 740})
    sign_in(context, cora.user)
    page = context.new_page()

    page.goto(f"{live_server.url}/networks/noord/mandates/")

    assert page.locator(".decision-list h3").all_inner_texts() == ["Personeel", "Uitgaven"]
    expect(page.locator(".decision-list")).to_be_visible()
    expect(page.locator(".decision-scroll")).to_be_hidden()
