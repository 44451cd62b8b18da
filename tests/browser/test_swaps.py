"""A role that moves, end to end: proposed, objected to, proposed otherwise, consented to, carried out."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from roles.models import RoleAssignment, RoleSwap
from tests.browser.checks import Watch, inaccessible, too_wide
from tests.browser.steps import follow
from tests.factories import (
    CoordinatorFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    RoleAssignmentFactory,
    role,
)

TODAY = timezone.localdate()
# Who holds what; nobody is supporter. Ann carries two of the three cockpit roles, and nobody carries too much else.
HELD = {
    "Ann Aerts": ("leader", "driver", "adviser", "diplomat"),
    "Bo Baert": ("initiator", "implementer", "mood-maker", "innovator"),
    "Cas Claes": ("results-guardian", "spokesperson", "critic"),
}


@pytest.fixture
def people(db):
    purpose = dict.fromkeys(("question", "goal", "in_scope", "out_of_scope"), "Samen.")
    network = NetworkFactory(slug="noord", name="Noord", phase="shape", **purpose)
    seats = {
        name: MemberWithAccountFactory(network=network, person__name=name, engagement=None) for name in HELD
    }
    for name, slugs in HELD.items():
        for slug in slugs:
            RoleAssignmentFactory(membership=seats[name], role=role(slug))
    seats["Cora Maes"] = CoordinatorFactory(network=network, engagement=None, person__name="Cora Maes")
    return seats


@pytest.fixture
def visit(new_context, live_server, sign_in, scripts, people):
    """Return a function that opens a page in somebody's own context; each keeps theirs."""
    opened = {}

    def visit_as(name, path=""):
        if name not in opened:
            context = new_context(java_script_enabled=scripts)
            sign_in(context, people[name].person.user)
            opened[name] = context.new_page(), Watch(context, live_server.url)
        page, watch = opened[name]
        page.goto(f"{live_server.url}/networks/noord/{path}")
        return page, watch

    yield visit_as
    assert [complaint for _page, watch in opened.values() for complaint in watch.take()] == []


def press(page, name, within="main"):
    """Press a button or follow a link, and wait for the page that comes."""
    follow(page.locator(within).locator("a.button, button, a", has_text=name).first)


def propose(page, reason, receiver, *, look):
    """Fill in who takes the role on, look at the preview, and send it; return what the preview promised."""
    page.locator("[name=move-0-receiver]").select_option(label=receiver)
    page.locator("[name=plan-reason]").fill(reason)
    page.locator("[name=plan-planned_on]").fill(TODAY.isoformat())
    press(page, "Bekijk wat het zou brengen")
    complaints = inaccessible(page) + too_wide(page) if look else []
    promised = promise(page, "#preview")
    press(page, "Verstuur het voorstel")
    return promised, complaints


def promise(page, within):
    """The scores after, and the signals that go and come, as a page promises them."""
    box = page.locator(within)
    rows = box.locator(".before-after-scores tbody tr:not(.signals-row)")
    scores = rows.evaluate_all("rows => rows.map(row => row.querySelectorAll('td')[1].textContent.trim())")
    gone = box.locator(".before-after-label.good + ul > li").all_inner_texts()
    come = box.locator(".before-after-label.bad + ul > li").evaluate_all(
        "lines => lines.map(line => line.lastChild.textContent.trim())"
    )
    return scores, sorted(gone), sorted(come)


def report(page, live_server):
    return page.request.get(f"{live_server.url}/networks/noord/report.json").json()


def told(report):
    """What a report says, in the words of a promise: its three scores, and the titles of its findings."""
    scores = [
        "–" if score is None else f"{score:g}".replace(".", ",") for score in report["perspectives"].values()
    ]
    return scores, {finding["text"]["title"] for finding in report["findings"]}


def standing(page):
    return page.locator(".swap-standing").inner_text()


def object_with_a_reason(page, reason):
    """Object, first without saying why; return what the page says then, and how the proposal stands after."""
    press(page, "Ik maak bezwaar")
    complaint = page.locator(".invalid-feedback").inner_text()
    page.locator("#answer-text").fill(reason)
    press(page, "Ik maak bezwaar")
    return complaint, standing(page)


def say(page, text, *, scripts):
    """Add to the discussion; return all that stands in it."""
    page.reload()
    page.locator("#comment-text").fill(text)
    if scripts:
        page.get_by_role("button", name="Zeg het").click()
        expect(page.locator(".thread-text", has_text=text)).to_be_visible()
    else:
        press(page, "Zeg het")
    return page.locator(".thread-text").all_inner_texts()


def carry_out(page, title):
    """Find an agreed proposal in the list and carry it out; return what the pages said on the way."""
    said = [page.locator("h1").inner_text()]
    press(page, title)
    press(page, "Voer het door")
    said.append(page.locator("main").inner_text())
    promised = promise(page, "main")
    press(page, "Voer het vandaag door")
    return [*said, standing(page)], promised


def test_role_is_objected_to_proposed_otherwise_and_carried_out(visit, live_server, scripts, people):
    # Ann, about whom the dashboard says something, hands a role over to Bo, who has enough to do.
    ann, _watch = visit("Ann Aerts")
    before = told(report(ann, live_server))
    press(ann, "Geef een rol door", "[data-code=core-cumulation-person]")
    first_promise, complaints = propose(ann, "Ik wil ruimte maken.", "Bo Baert · in eigen naam", look=scripts)
    asked = ann.locator(".message.success").inner_text(), standing(ann)
    (first,) = RoleSwap.objects.all()
    bo, _watch = visit("Bo Baert", f"swaps/{first.pk}/")
    page_promise = promise(bo, "main")
    objected = object_with_a_reason(bo, "Ik ben al initiatiefnemer. Vraag het Cas.")
    thread = say(ann, "Goed idee.", scripts=scripts)

    # Bo proposes Cas instead; Ann and Cas consent, and the coordinator carries it out.
    bo.reload()
    press(bo, "Stel iets anders voor")
    second_promise, more = propose(bo, "Cas heeft tijd.", "Cas Claes · in eigen naam", look=scripts)
    second = RoleSwap.objects.get(replaces=first)
    ann.reload()
    stands = [standing(ann)]
    for name in ("Ann Aerts", "Cas Claes"):
        page, _watch = visit(name, f"swaps/{second.pk}/")
        press(page, "Ik stem in")
        stands.append(standing(page))
    cora, _watch = visit("Cora Maes", "swaps/")
    said, last_promise = carry_out(cora, "Ann Aerts geeft de rol van trekker door aan Cas Claes")
    after = told(report(cora, live_server))

    assert asked == ("Je voorstel is onderweg naar Bo Baert.", "Dit wacht op het antwoord van Bo Baert.")
    assert objected[0].startswith("Zeg waarom")
    assert objected[1].startswith("Jij maakt bezwaar, dus er verandert niets.")
    assert thread == ["Ik ben al initiatiefnemer. Vraag het Cas.", "Goed idee."]
    assert stands[0].startswith("Bo Baert stelde op ")
    assert stands[1] == "Dit wacht op het antwoord van Cas Claes."
    assert stands[2].startswith("Iedereen stemt in.")
    assert said[0] == "Er loopt één voorstel: over één is iedereen het eens."
    assert "Ann Aerts is niet langer trekker.\nCas Claes is trekker." in said[1]
    assert said[2].startswith("Doorgevoerd op ")
    assert complaints + more == []
    assert (first_promise, second_promise) == (page_promise, last_promise)
    assert last_promise == expected(before, after)
    assert "Ann Aerts heeft twee van de drie cockpitrollen" in last_promise[1]
    held = RoleAssignment.objects.active_on(TODAY).filter(role__slug="driver")
    assert [each.membership for each in held] == [people["Cas Claes"]]
    assert list(second.events.values_list("deed", "person__name")) == [
        ("proposed", "Bo Baert"),
        ("consented", "Ann Aerts"),
        ("consented", "Cas Claes"),
        ("carried-out", "Cora Maes"),
    ]


def expected(before, after):
    """What a promise has to say, by the reports before and after; no finding changes its words here."""
    (_scores, was), (scores, now) = before, after
    return scores, sorted(was - now), sorted(now - was)
