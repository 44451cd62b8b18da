"""The pages about scenarios: playing, comparing, sharing, and proposing what they come to."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from networks.models import Membership
from roles.models import RoleAssignment, RoleSwap, Scenario, ScenarioMove
from roles.pages.reports import read_report
from tests.factories import (
    AdministratorFactory,
    CoordinatorFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    RoleAssignmentFactory,
    RoleStanceFactory,
    ScenarioFactory,
    ScenarioMoveFactory,
    ScenarioShareFactory,
    role,
)
from tests.forms import fill_in

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def signed_in(user):
    client = Client()
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def network():
    return NetworkFactory(slug="north", question="?", goal="?", in_scope="?", out_of_scope="?")


@pytest.fixture
def cora(network):
    """The coordinator, who plays."""
    return CoordinatorFactory(network=network, person__name="Cora Cooper")


@pytest.fixture
def client(cora):
    return signed_in(cora.person.user)


@pytest.fixture
def anna(network):
    """Who carries the whole cockpit."""
    return member(network, "Anna", "initiator", "leader", "driver")


@pytest.fixture
def bram(network):
    return member(network, "Bram", "adviser")


@pytest.fixture
def scenario(network, cora):
    return ScenarioFactory(network=network, owner=cora.person.user, name="A cockpit of three", note="Relief")


def member(network, name, *held):
    seat = MemberWithAccountFactory(network=network, person__name=name)
    for each in held:
        RoleAssignmentFactory(membership=seat, role=role(each), for_network=True)
    return seat


def url(name, *args):
    return reverse(f"scenario_{name}", args=["north", *args])


def move(client, scenario, slug, giver="", receiver="", **headers):
    sent = {"role": slug, "from": getattr(giver, "pk", giver), "to": getattr(receiver, "pk", receiver)}
    return client.post(scenario.get_absolute_url(), sent, follow=True, headers=headers)


def codes(findings):
    return [finding.code for finding in findings]


def test_new_scenario_leads_to_its_board(client, network, cora):
    response = fill_in(client, url("create"), "name", name="What if", note="Relief for Anna")

    made = Scenario.objects.get()
    assert (made.network, made.owner, made.name, made.note) == (
        network,
        cora.person.user,
        "What if",
        "Relief for Anna",
    )
    assert response.redirect_chain == [(made.get_absolute_url(), 302)]
    assert "Nothing has moved yet." in response.content.decode()


def test_scenario_without_a_name_is_refused_and_keeps_what_was_typed(client, network):
    response = fill_in(client, url("create"), "name", name=" ", note="Relief for Anna")

    assert response.context["form"].errors == {"name": ["Give it a name, so that you find it again."]}
    assert "Relief for Anna" in response.content.decode()
    assert not Scenario.objects.exists()


def test_every_step_says_what_it_changes_and_the_report_agrees_once_it_is_done(
    client, scenario, anna, bram, cora
):
    before = read_report(cora.person.user, "north", TODAY).report

    move(client, scenario, "leader", anna, bram)
    response = move(client, scenario, "driver", anna, cora)
    page = response.context
    RoleAssignment.objects.filter(membership=anna, role__slug__in=["leader", "driver"]).delete()
    RoleAssignmentFactory(membership=bram, role=role("leader"), started_on=TODAY)
    RoleAssignmentFactory(membership=cora, role=role("driver"), started_on=TODAY)
    after = read_report(cora.person.user, "north", TODAY).report

    assert [step.sentence for step in page["steps"]] == [
        "Anna hands the role of leader over to Bram",
        "Anna hands the role of driver over to Cora Cooper",
    ]
    gone = [each.code for each in page["change"].gone]
    assert "core-cumulation-person" in gone
    assert gone == [code for code in codes(before.findings) if code not in codes(after.findings)]
    assert page["outcome"].report.findings == after.findings
    assert page["outcome"].report.perspectives == after.perspectives
    assert (page["change"].signals_before, page["change"].signals_after) == (
        len(before.findings),
        len(after.findings),
    )
    text = response.content.decode()
    assert "Anna carries the whole cockpit" in text
    assert page["outcome"].sentence in text


def test_playing_moves_no_role(client, scenario, anna, bram):
    held = set(RoleAssignment.objects.values_list("membership", "role", "started_on", "ended_on"))

    move(client, scenario, "leader", anna, bram)

    assert set(RoleAssignment.objects.values_list("membership", "role", "started_on", "ended_on")) == held


def test_script_gets_the_board_alone_and_a_page_without_scripts_is_led_back(client, scenario, anna, bram):
    part = move(client, scenario, "leader", anna, bram, hx_request="true")
    step = ScenarioMove.objects.get()
    whole = client.post(url("step_remove", scenario.pk, step.pk))

    assert part.templates[0].name == "roles/_scenario_play.html"
    assert "<html" not in part.content.decode()
    assert (whole.status_code, whole.url) == (302, scenario.get_absolute_url())
    assert not ScenarioMove.objects.exists()


def test_role_that_somebody_took_hold_of_is_shown_without_scripts(client, scenario, anna):
    address = f"{scenario.get_absolute_url()}?role=leader&from={anna.pk}"

    response = client.get(address)
    nothing = [
        client.get(scenario.get_absolute_url(), {"role": "leader", "from": wrong}).context["board"]
        for wrong in ("0", "x", str(10**30), "9" * 5_000)
    ]

    assert response.context["board"].chosen_sentence == "Leader · Anna"
    assert "To Cora Cooper" in response.content.decode()
    assert {board.chosen_sentence for board in nothing} == {""}


@pytest.mark.parametrize("field", ["from", "to", "role"])
def test_forged_choices_are_refused(client, scenario, anna, bram, field):
    stranger = MembershipFactory()
    forged = {"from": stranger.pk, "to": stranger.pk, "role": "emperor"}
    sent = {"role": "leader", "from": anna.pk, "to": bram.pk, field: forged[field]}

    response = client.post(scenario.get_absolute_url(), sent)

    assert list(response.context["form"].errors) == [field]
    assert response.context["form"].sentences[0] in response.content.decode()
    assert not ScenarioMove.objects.exists()


def test_step_that_does_not_fit_says_so_and_keeps_what_was_chosen(client, scenario, anna, bram):
    response = move(client, scenario, "adviser", "", bram)

    text = response.content.decode()
    assert "Bram holds the role of adviser already." in text
    assert f'<option value="{bram.pk}" selected>' in text
    assert not ScenarioMove.objects.exists()


def test_member_who_has_left_is_told_in_the_step_and_nothing_is_lost(client, scenario, anna, bram):
    move(client, scenario, "leader", anna, bram)
    move(client, scenario, "critic", "", anna)
    Membership.objects.filter(pk=bram.pk).update(left_on=TODAY)

    page = client.get(scenario.get_absolute_url())
    line = client.get(url("list")).content.decode()

    obstacles = [step.obstacle for step in page.context["steps"]]
    day = f"{TODAY.day} {TODAY:%B} {TODAY.year}"
    assert obstacles == [f"Bram left this network on {day}.", ""]
    assert "Leave it out, or let it stand until it fits again." in page.content.decode()
    assert page.context["outcome"].counting == 1
    assert "1 step does not count any more" in line
    assert ScenarioMove.objects.count() == 2


def test_role_that_moved_meanwhile_is_told_in_the_step(client, scenario, anna, bram, network):
    move(client, scenario, "leader", anna, bram)
    move(client, scenario, "critic", "", bram)
    RoleAssignment.objects.filter(membership=anna, role__slug="leader").update(ended_on=TODAY)
    RoleAssignmentFactory(membership=bram, role=role("critic"))

    page = client.get(scenario.get_absolute_url()).context

    assert [step.obstacle for step in page["steps"]] == [
        "Anna does not hold the role of leader at this point.",
        "Bram holds the role of critic already.",
    ]
    assert page["outcome"].sentence == "None of its steps counts now."


def test_reader_sees_without_changing_and_plays_on_in_a_copy(client, scenario, anna, bram, cora):
    move(client, scenario, "leader", anna, bram)
    sent = {"people": [bram.person_id]}
    client.post(url("share", scenario.pk), sent)
    reader = signed_in(bram.person.user)

    page = reader.get(scenario.get_absolute_url())
    tried = [
        reader.post(scenario.get_absolute_url(), {"role": "critic", "to": bram.pk}).status_code,
        reader.post(url("step_remove", scenario.pk, ScenarioMove.objects.get().pk)).status_code,
        *(reader.post(url(name, scenario.pk)).status_code for name in ("edit", "delete", "share", "propose")),
    ]
    copied = reader.post(url("copy", scenario.pk), follow=True)
    client.post(url("share", scenario.pk), {"people": []})

    assert "Cora Cooper made this and lets you look at it." in page.content.decode()
    assert "step-form" not in page.content.decode()
    assert tried == [403] * 6
    own = Scenario.objects.get(owner=bram.person.user)
    assert copied.redirect_chain == [(own.get_absolute_url(), 302)]
    assert [step.sentence for step in copied.context["steps"]] == [
        "Anna hands the role of leader over to Bram"
    ]
    assert ScenarioMove.objects.filter(scenario=scenario).count() == 1
    assert reader.get(scenario.get_absolute_url()).status_code == 404


def test_sharing_is_with_members_who_have_an_account(client, scenario, anna, cora, network):
    without = MembershipFactory(network=network, person__name="Without an account")
    outside = MemberWithAccountFactory()
    choices = client.get(url("share", scenario.pk)).context["form"].fields["people"].choices

    refused = [
        client.post(url("share", scenario.pk), {"people": [each.person_id]}).context["form"].errors
        for each in (without, outside, cora)
    ]

    assert choices == [(anna.person_id, "Anna")]
    assert refused == [{"people": ["Choose from the members of this network who have an account."]}] * 3
    assert not scenario.shares.exists()


def test_scenario_is_hidden_from_other_coordinators_and_administrators(scenario, network, anna):
    others = [CoordinatorFactory(network=network).person.user, AdministratorFactory(), anna.person.user]
    theirs = [ScenarioFactory(network=network, owner=each).pk for each in others]

    found = [
        (
            signed_in(each).get(scenario.get_absolute_url()).status_code,
            scenario.name in signed_in(each).get(url("list")).content.decode(),
            signed_in(each).get(url("compare"), {"scenario": [scenario.pk, own]}).status_code,
        )
        for each, own in zip(others, theirs, strict=True)
    ]

    assert found == [(404, False, 404)] * 3


def test_what_people_avoid_does_not_show_through_to_who_may_not_know(scenario, anna, bram, network):
    """Everybody has said something, so that the fit counts; the step goes against what Bram said."""
    for person in (anna.person, bram.person):
        for slug in ("initiator", "leader", "driver", "adviser"):
            RoleStanceFactory(person=person, role=role(slug), stance="avoids")
    mine = ScenarioFactory(network=network, owner=anna.person.user)
    for each in (scenario, mine):
        ScenarioMoveFactory(scenario=each, role=role("leader"), giver=anna, receiver=bram)

    def scores(user, what):
        report = signed_in(user).get(what.get_absolute_url()).context["outcome"].report
        return report.perspectives["individual"], "fit" in report.indicators["individual"] and (
            report.indicators["individual"]["fit"]
        )

    _score, fit_of_member = scores(anna.person.user, mine)
    _score, fit_of_coordinator = scores(scenario.owner, scenario)

    assert fit_of_member is None
    assert fit_of_coordinator is not None


def test_scenarios_lie_side_by_side(client, scenario, anna, bram, cora, network):
    other = ScenarioFactory(network=network, owner=cora.person.user, name="Bram drives")
    move(client, scenario, "leader", anna, bram)
    move(client, scenario, "driver", anna, cora)
    move(client, other, "adviser", bram, "")

    page = client.get(url("compare"), {"scenario": [scenario.pk, other.pk]})

    left = [len(line.outcome.report.findings) for line in page.context["lines"]]
    assert page.context["lead"] == (
        f"“{scenario.name}” leaves the fewest signals: {left[0]}, "
        f"where there are {page.context['signals_now']} now."
    )
    assert left[0] < left[1]
    rows = {row.signal.code: [state for state, _word in row.cells] for row in page.context["signals"]}
    assert rows["core-cumulation-person"] == ["gone", "stays"]
    assert [line.outcome.scenario for line in page.context["lines"]] == [scenario, other]
    text = page.content.decode()
    for score in page.context["scores"]:
        assert score.now in text
        assert {cell.figure for cell in score.cells} <= set(text.replace("<", ">").split(">"))


@pytest.mark.parametrize("count", [0, 1, 5])
def test_comparing_asks_for_two_to_four(client, network, cora, count):
    chosen = ScenarioFactory.create_batch(count, network=network, owner=cora.person.user)

    response = client.get(url("compare"), {"scenario": [each.pk for each in chosen]}, follow=True)

    assert response.redirect_chain == [(url("list"), 302)]
    assert "Tick two, three or four scenarios to lay side by side." in response.content.decode()


def test_list_without_scenarios_says_how_to_begin(client, network):
    text = client.get(url("list")).content.decode()

    assert "No scenario yet" in text
    assert url("create") in text


def test_long_list_is_searched_by_name(client, network, cora):
    ScenarioFactory.create_batch(10, network=network, owner=cora.person.user)
    ScenarioFactory(network=network, owner=cora.person.user, name="Één cockpit")

    found = client.get(url("list"), {"q": "een COCK"})
    none = client.get(url("list"), {"q": "nothing like it"}).content.decode()

    assert [line.outcome.scenario.name for line in found.context["lines"]] == ["Één cockpit"]
    assert "No scenario is called that." in none


def test_renaming_and_deleting(client, scenario, bram):
    ScenarioShareFactory(scenario=scenario, person=bram.person)
    fill_in(client, url("edit", scenario.pk), "name", name="Two of three")
    scenario.refresh_from_db()
    asked = client.get(url("delete", scenario.pk)).content.decode()
    response = client.post(url("delete", scenario.pk), follow=True)

    assert (scenario.name, scenario.note) == ("Two of three", "Relief")
    assert "1 member with whom you share it loses it as well." in asked
    assert response.redirect_chain == [(url("list"), 302)]
    assert "Deleted: Two of three." in response.content.decode()
    assert not Scenario.objects.exists()


def proposal_keys(client, scenario):
    return [proposal.key for proposal, _form in client.get(url("propose", scenario.pk)).context["asked"]]


def test_scenario_becomes_a_proposal_for_each_group_of_moves(client, scenario, anna, bram, cora, network):
    dirk = member(network, "Dirk", "critic")
    move(client, scenario, "leader", anna, bram)
    move(client, scenario, "leader", bram, cora)
    move(client, scenario, "critic", dirk)
    first, second = proposal_keys(client, scenario)
    answers = {f"{key}-reason": reason for key, reason in ((first, "Relief for Anna"), (second, "Rest"))}

    response = fill_in(client, url("propose", scenario.pk), "seen", **answers)

    swaps = list(RoleSwap.objects.order_by("pk"))
    assert [
        (swap.reason, swap.proposed_by, swap.planned_on, swap.state, swap.look_back_on > swap.planned_on)
        for swap in swaps
    ] == [
        ("Relief for Anna", cora.person, TODAY + timedelta(days=14), "proposed", True),
        ("Rest", cora.person, TODAY + timedelta(days=14), "proposed", True),
    ]
    assert [list(swap.moves.values_list("role__slug", "giver", "receiver")) for swap in swaps] == [
        [("leader", anna.pk, cora.pk)],
        [("critic", dirk.pk, None)],
    ]
    assert response.redirect_chain == [(reverse("swap_list", args=["north"]), 302)]
    assert "2 proposals are made." in response.content.decode()
    assert Scenario.objects.get() == scenario


def test_administrator_who_sits_elsewhere_proposes_a_scenario(client, scenario, anna, bram):
    elsewhere = MembershipFactory(person__user=AdministratorFactory())
    Scenario.objects.update(owner=elsewhere.person.user)
    client.force_login(elsewhere.person.user)
    move(client, scenario, "leader", anna, bram)
    (key,) = proposal_keys(client, scenario)

    fill_in(client, url("propose", scenario.pk), "seen", **{f"{key}-reason": "Relief for Anna"})

    swap = RoleSwap.objects.get()
    assert (swap.proposed_by, swap.state) == (elsewhere.person, "proposed")
    assert dict(swap.answers.values_list("person__name", "answer")) == {"Anna": "waiting", "Bram": "waiting"}


def test_nothing_is_proposed_while_one_proposal_is_wrong_and_what_was_typed_stays(
    client, scenario, anna, bram, network
):
    dirk = member(network, "Dirk", "critic")
    move(client, scenario, "leader", anna, bram)
    move(client, scenario, "critic", dirk)
    first, second = proposal_keys(client, scenario)
    past = (TODAY - timedelta(days=1)).isoformat()
    dates = {f"{second}-planned_on": past, f"{second}-look_back_on": past}
    sent = {f"{key}-wanted": "on" for key in (first, second)} | {f"{first}-reason": "For Anna's sake"}

    def propose(**answers):
        form = {f"{key}-{name}": (TODAY + timedelta(days=days)).isoformat() for key in (first, second)
                for name, days in (("planned_on", 10), ("look_back_on", 100))}  # fmt: skip
        shown = client.get(url("propose", scenario.pk)).context["seen"]
        return client.post(url("propose", scenario.pk), form | sent | {"seen": shown} | answers)

    without_reason = propose(**{f"{second}-reason": ""})
    on_a_past_day = propose(**{f"{second}-reason": "Rest"} | dates)
    none = propose(**{f"{key}-wanted": "" for key in (first, second)} | {f"{second}-reason": "Rest"})

    assert without_reason.context["asked"][1][1].errors == {
        "reason": ["Say why, so that the others can say yes."]
    }
    assert list(on_a_past_day.context["asked"][1][1].errors) == ["planned_on", "look_back_on"]
    assert "For Anna&#x27;s sake" in on_a_past_day.content.decode()
    assert "Tick at least one to propose." in none.content.decode()
    assert not RoleSwap.objects.exists()


def test_proposing_is_asked_anew_when_the_scenario_changed_meanwhile(client, scenario, anna, bram, cora):
    move(client, scenario, "leader", anna, bram)
    (key,) = proposal_keys(client, scenario)
    sent = {"seen": key, f"{key}-wanted": "on", f"{key}-reason": "For Anna"}
    move(client, scenario, "driver", anna, cora)

    response = client.post(url("propose", scenario.pk), sent)

    assert "Meanwhile something has moved" in response.content.decode()
    assert not RoleSwap.objects.exists()


def test_scenario_that_comes_to_nothing_has_nothing_to_propose(client, scenario, anna, bram):
    move(client, scenario, "leader", anna, bram)
    move(client, scenario, "leader", bram, anna)

    text = client.get(url("propose", scenario.pk)).content.decode()

    assert "There is nothing to propose yet" in text


@pytest.mark.parametrize("name", ["list", "compare"])
def test_list_takes_as_many_queries_for_many_scenarios(client, network, cora, name):
    taken = []
    address = url(name)
    for count in (2, 4):
        for _each in range(count - Scenario.objects.count()):
            made = ScenarioFactory(network=network, owner=cora.person.user)
            ScenarioMoveFactory.create_batch(3, scenario=made)
            ScenarioShareFactory(scenario=made)
        shared = ScenarioShareFactory(scenario__network=network, person=cora.person).scenario
        chosen = {
            "scenario": list(Scenario.objects.exclude(pk=shared.pk).values_list("pk", flat=True))[:count]
        }
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address, chosen)
        assert response.status_code == 200
        taken.append(len(queries))

    assert taken[0] == taken[1] <= 18


def test_board_takes_as_many_queries_whatever_the_steps_and_members(client, scenario, network):
    taken = []
    for count in (1, 4):
        for _each in range(count):
            seat = member(network, f"Member {count}", "critic")
            ScenarioMoveFactory(scenario=scenario, giver=seat, role=role("critic"))
            ScenarioShareFactory(scenario=scenario, person=seat.person)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(scenario.get_absolute_url())
        assert response.status_code == 200
        taken.append(len(queries))

    assert taken[0] == taken[1] <= 18
