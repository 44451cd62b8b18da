"""The page of open roles: what it says to whom, applying, and leaving a role empty on purpose."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from roles.analysis.months import add_months
from roles.models import EmptySeat, Role, RoleAssignment, RoleSwap
from roles.services.swaps import carry_out_swap
from tests.factories import (
    AdministratorFactory,
    CoordinatorFactory,
    EmptySeatFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ObserverFactory,
    RoleAssignmentFactory,
    RoleStanceFactory,
    RoleSwapFactory,
    StewardshipFactory,
    SwapMoveFactory,
    role,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
SPRING = add_months(TODAY, 6)
OPEN = {"driver", "fundraiser"}


@pytest.fixture(autouse=True)
def _english_pages(client):
    client.cookies["django_language"] = "en"


@pytest.fixture
def network():
    """A network in which Cas, who coordinates, holds all roles but those above."""
    return NetworkFactory(
        slug="north", name="North", question="Who?", goal="It.", in_scope="This.", out_of_scope="That."
    )


@pytest.fixture
def cas(network):
    coordinator = CoordinatorFactory(network=network, person__name="Cas Claes")
    held = Role.objects.exclude(slug__in=OPEN)
    RoleAssignment.objects.bulk_create(
        RoleAssignmentFactory.build(membership=coordinator, role=each) for each in held
    )
    return coordinator


@pytest.fixture
def bo(network, cas):
    return MemberWithAccountFactory(network=network, person__name="Bo Bos")


def address(name="list", *args):
    return reverse(f"vacancy_{name}", args=["north", *args])


def see(client, person, name="list", *args):
    client.force_login(person.user)
    return client.get(address(name, *args))


def text_of(response):
    """The text of a page's main part, in one line."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).replace("&#x27;", "'").split())


def card(response, slug):
    """The text of one role's card."""
    html = response.content.decode().partition(f'id="{slug}"')[2].partition("</section>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition(">")[2]).split())


def report(client):
    return client.get(reverse("report_json", args=["north"])).json()


def test_page_says_since_when_who_held_it_and_who_would_like_it(client, network, cas, bo):
    keen, shy = MembershipFactory.create_batch(2, network=network)
    for membership, stance in ((keen, "prefers"), (bo, "willing"), (shy, "avoids")):
        RoleStanceFactory(person=membership.person, role=role("driver"), stance=stance)
    for holder, ended in ((keen, 60), (shy, 30)):
        RoleAssignmentFactory(membership=holder, role=role("driver"), ended_on=TODAY - timedelta(days=ended))

    response = see(client, cas.person)

    assert "Two roles have nobody." in text_of(response)
    assert [each.role.slug for each in response.context["open_roles"]] == ["driver", "fundraiser"]
    driver = card(response, "driver")
    assert role("driver").missing in driver
    assert f"held last by {shy.person.name}." in driver
    assert driver.index(keen.person.name) < driver.index("Bo Bos")
    assert driver.count(shy.person.name) == 1  # as who held it last: nobody reads that they avoid it
    assert "Cas Claes holds two of the roles in the cockpit now, and would be relieved." in driver
    assert "Nobody has held this role here yet. Cas Claes holds three roles in strategic work" in card(
        response, "fundraiser"
    )
    propose = f"{reverse('swap_create', args=['north'])}?kind=fill&amp;role=driver&amp;receiver={keen.pk}"
    assert f'href="{propose}"' in response.content.decode()


def test_others_read_of_stances_only_their_own(client, network, cas, bo):
    other = MembershipFactory(network=network, person__name="Dirk")
    for membership in (bo, other):
        RoleStanceFactory(person=membership.person, role=role("driver"), stance="prefers")

    response = see(client, bo.person)

    assert "Bo Bos" in card(response, "driver")
    assert "Dirk" not in text_of(response)
    assert [
        f'href="{address(name, "driver")}"' in response.content.decode() for name in ("apply", "leave_empty")
    ] == [
        True,
        False,
    ]


def test_whoever_looks_on_sees_no_buttons_and_no_proposals(client, network, cas, bo):
    swap = RoleSwapFactory(network=network, reason="I would love to.", proposed_by=bo.person)
    SwapMoveFactory(swap=swap, kind="fill", giver=None, receiver=bo)

    mine = see(client, bo.person)
    theirs = see(client, ObserverFactory(network=network).person)

    assert "You have applied" in card(mine, "driver")
    assert "I would love to." in card(mine, "driver")
    assert address("apply", "driver") not in mine.content.decode()
    assert "I would love to." not in text_of(theirs)
    assert 'class="vacancy-buttons"' not in theirs.content.decode()


def test_organisation_with_too_large_a_share_is_named_when_another_would_relieve_it(client, network):
    big = CoordinatorFactory(network=network)
    small = MemberWithAccountFactory(network=network)
    for slug in ("leader", "critic", "supporter", "adviser", "implementer", "diplomat", "driver"):
        RoleAssignmentFactory(membership=big, role=role(slug))
    for slug in ("initiator", "mood-maker"):
        RoleAssignmentFactory(membership=small, role=role(slug))

    response = see(client, big.person)

    said = f"With somebody from elsewhere, {big.organisation.name} would no longer hold too large a share."
    assert said in card(response, "fundraiser")


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_as_many_queries_for_many(client, network, cas, django_assert_num_queries, count):
    for slug in ("driver", "fundraiser", "critic")[:count]:
        cas.assignments.filter(role__slug=slug).delete()
        for _each in range(count):
            member = MembershipFactory(network=network)
            RoleStanceFactory(person=member.person, role=role(slug), stance="prefers")
            RoleAssignmentFactory(membership=member, role=role(slug), ended_on=TODAY - timedelta(days=9))
            swap = RoleSwapFactory(network=network, proposed_by=member.person)
            SwapMoveFactory(swap=swap, kind="fill", role=role(slug), giver=None, receiver=member)
        EmptySeatFactory(network=network, role=role(slug), decided_by=member.person)
    client.force_login(cas.person.user)

    with django_assert_num_queries(13):
        response = client.get(address())

    assert len(response.context["left_empty"]) == count


def test_page_without_open_roles_says_so(client, network, cas):
    for slug in OPEN:
        RoleAssignmentFactory(membership=cas, role=role(slug))

    response = see(client, cas.person)

    assert "Every role has somebody. There is nothing to fill" in text_of(response)


def test_page_of_a_network_without_members_says_so(client):
    NetworkFactory(slug="north")
    client.force_login(AdministratorFactory())

    response = client.get(address())

    assert "Nobody takes part in this network yet." in text_of(response)
    assert response.context["open_roles"] == []


def test_member_applies_coordinator_sees_it_and_the_finding_goes(client, network, cas, bo):
    opened = see(client, bo.person, "apply", "driver")
    sent = client.post(
        address("apply", "driver"),
        {"reason": "I get things moving.", "since": TODAY.isoformat()},
        follow=True,
    )

    swap = RoleSwap.objects.get()
    assert opened.context["form"]["since"].value() == TODAY
    assert sent.redirect_chain == [(f"{address()}#driver", 302)]
    assert (
        "You have applied for the role of driver." in text_of(sent)
        or "You have applied" in sent.content.decode()
    )
    assert (swap.state, swap.proposed_by) == ("agreed", bo.person)
    seen = card(see(client, cas.person), "driver")
    assert "Bo Bos has applied" in seen
    assert "I get things moving." in seen
    assert "It waits for a coordinator" in seen
    before = {each["code"] for each in report(client)["findings"]}
    carry_out_swap(swap=swap, person=cas.person)
    assert before - {each["code"] for each in report(client)["findings"]} == {"core-vacancy"}
    assert "driver" not in {each.role.slug for each in client.get(address()).context["open_roles"]}


@pytest.mark.parametrize("looks_on", ["observer", "steward"])
def test_whoever_has_no_seat_is_told_whom_to_ask_and_keeps_what_they_wrote(
    client, network, cas, bo, looks_on
):
    person = (
        ObserverFactory(network=network)
        if looks_on == "observer"
        else StewardshipFactory(organisation=bo.organisation)
    ).person
    sentence = "a role goes with a seat. Ask Cas Claes to make you a member."

    opened = see(client, person, "apply", "driver")
    sent = client.post(address("apply", "driver"), {"reason": "Because.", "since": TODAY.isoformat()})

    assert sentence in text_of(opened)
    assert "<textarea" not in opened.content.decode()
    assert sentence in text_of(sent)
    assert sent.context["form"]["reason"].value() == "Because."
    assert not RoleSwap.objects.exists()


def test_whoever_loses_their_seat_while_writing_is_told_and_keeps_what_they_wrote(client, network, cas, bo):
    opened = see(client, bo.person, "apply", "driver")
    bo.left_on = TODAY
    bo.save()
    sent = client.post(address("apply", "driver"), {"reason": "Because.", "since": TODAY.isoformat()})

    assert (opened.status_code, sent.status_code, client.get(address()).status_code) == (200, 200, 404)
    assert "your application is not sent" in text_of(sent)
    assert "Ask Cas Claes to make you a member." in text_of(sent)
    assert "Because." in sent.content.decode()
    assert reverse("matrix", args=["north"]) not in sent.content.decode()
    assert not RoleSwap.objects.exists()


def test_role_filled_while_writing_says_by_whom_and_keeps_what_was_written(client, network, cas, bo):
    client.force_login(bo.person.user)
    RoleAssignmentFactory(membership=cas, role=role("driver"))

    sent = client.post(address("apply", "driver"), {"reason": "Because.", "since": TODAY.isoformat()})
    again = client.get(address("apply", "driver"))

    assert "The role of driver has somebody meanwhile: Cas Claes." in text_of(sent)
    assert sent.context["form"]["reason"].value() == "Because."
    assert "The role of driver has somebody meanwhile: Cas Claes." in text_of(again)
    assert not RoleSwap.objects.exists()


def test_form_says_at_each_field_what_is_wrong(client, network, cas, bo):
    client.force_login(bo.person.user)

    sent = client.post(address("apply", "driver"), {"reason": "", "since": "31-31-2026"})

    assert sent.context["form"].errors == {
        "reason": ["Say in a sentence why you would like it: the others read it."],
        "since": ["Write a date as year-month-day, such as 2026-05-31."],
    }
    assert not RoleSwap.objects.exists()


def leave(client, slug="driver", **values):
    data = {"reason": "Not this year.", "look_again_on": SPRING.isoformat()} | values
    return client.post(address("leave_empty", slug), data, follow=True)


def test_role_left_empty_on_purpose_says_so_everywhere_and_drops_to_the_end(client, network, cas, bo):
    client.force_login(cas.person.user)
    before = report(client)

    saved = leave(client)

    day = f"{SPRING.day} {SPRING:%B %Y}"
    after = report(client)
    first, last = before["findings"][0], after["findings"][-1]
    assert saved.redirect_chain == [(f"{address()}#driver", 302)]
    assert (first["code"], last["code"]) == ("core-vacancy", "core-vacancy")
    assert after["findings"][:-1] == [each for each in before["findings"] if each["code"] != "core-vacancy"]
    assert last == first | {
        "left_empty_until": SPRING.isoformat(),
        "text": {
            "title": f"Driver: left empty on purpose until {day}",
            "explanation": "You look for nobody until then. On that day you see whether the role is missed.",
            "action": "Read why, or decide otherwise.",
        },
    }
    shown = card(saved, "driver")
    assert f"Left empty on purpose until {day}. Decided by Cas Claes on" in shown
    assert "Not this year." in shown
    assert "One role has nobody, and one is left empty on purpose." in text_of(saved)
    dashboard = client.get(reverse("dashboard", args=["north"]))
    cards = [*dashboard.context["findings"], *dashboard.context["more_findings"]]
    assert (cards[-1].severity, cards[-1].url) == ("left-empty", f"{address()}#driver")
    assert ("left-empty", "1 left empty on purpose") in dashboard.context["counts"]
    assert "critical" not in [severity for severity, _words in dashboard.context["counts"]]
    assert f"Driver: left empty on purpose until {day}" in text_of(
        client.get(reverse("report", args=["north"]))
    )
    changes = client.get(reverse("change_list", args=["north"])).content.decode()
    assert f"Cas Claes decided to leave the role of driver empty on purpose until {day}." in changes


def test_seat_left_empty_does_not_nag_until_the_day_to_look_again(client, network, cas, bo):
    def tasks():
        return [(task.sentence, task.url) for task in client.get(reverse("me")).context["tasks"]]

    client.force_login(cas.person.user)
    nagging = [sentence for sentence, _url in tasks()]
    leave(client)
    leave(client, "fundraiser")
    quiet = [sentence for sentence, _url in tasks()]
    line = client.get(reverse("me")).context["networks"][0]["line"]
    EmptySeat.objects.filter(role__slug="driver").update(
        decided_on=TODAY - timedelta(days=9), look_again_on=TODAY
    )
    due = tasks()

    assert "Two roles have nobody." in nagging
    assert not [sentence for sentence in quiet if "nobody" in sentence]
    assert line.worst.left_empty_until is None
    assert due[-2:] == [
        (
            "You agreed to look again at the role of driver, which was left empty on purpose.",
            f"{address()}#driver",
        ),
        ("One role has nobody.", address()),
    ]
    assert "It was agreed to look again on" in card(client.get(address()), "driver")


def test_coordinator_decides_otherwise(client, network, cas, bo):
    EmptySeatFactory(network=network, role=role("driver"), decided_by=cas.person)

    opened = see(client, cas.person, "leave_empty", "driver")
    reopened = client.post(address("reopen", "driver"), follow=True)
    again = client.post(address("reopen", "driver"), follow=True)

    assert opened.context["form"]["reason"].value() == "There is money enough this year."
    assert "The role of driver is open again" in reopened.content.decode()
    assert "not left empty on purpose any more" in again.content.decode()
    assert [each.role.slug for each in reopened.context["open_roles"]] == ["driver", "fundraiser"]
    assert not EmptySeat.objects.exists()
    changes = client.get(reverse("change_list", args=["north"])).content.decode()
    assert "Cas Claes decided to look for somebody for the role of driver again." in changes


def test_decision_that_does_not_fit_stays_in_the_form(client, network, cas):
    client.force_login(cas.person.user)

    sent = leave(client, reason="", look_again_on=TODAY.isoformat())
    past = leave(client, look_again_on=TODAY.isoformat())

    assert sent.context["form"].errors == {"reason": ["Say why, so that whoever reads it later understands."]}
    assert past.context["form"].errors == {"look_again_on": ["Choose a day that is still ahead."]}
    assert past.context["form"]["reason"].value() == "Not this year."
    assert not EmptySeat.objects.exists()


def test_whoever_decides_after_somebody_else_is_told(client, network, cas):
    opened = see(client, cas.person, "leave_empty", "driver").context["form"]["seen"].value()
    EmptySeatFactory(network=network, role=role("driver"), reason="There is a plan.")

    sent = leave(client, seen=opened)

    assert "it is now “There is a plan.”" in str(sent.context["form"].errors["reason"])
    assert EmptySeat.objects.get().reason == "There is a plan."


def test_role_that_has_somebody_is_not_left_empty(client, network, cas):
    opened = see(client, cas.person, "leave_empty", "leader")
    sent = leave(client, "leader")

    assert opened.url == address()
    assert "The role of leader has somebody meanwhile: Cas Claes." in text_of(sent)
    assert not EmptySeat.objects.exists()


def test_another_networks_decisions_are_not_ours(client, network, cas, bo):
    elsewhere = CoordinatorFactory()
    EmptySeatFactory(network=elsewhere.network, role=role("driver"))
    client.force_login(cas.person.user)

    client.post(address("reopen", "driver"))

    assert EmptySeat.objects.count() == 1
    assert "left_empty_until" not in str(report(client))
    assert client.get(address()).context["left_empty"] == []
