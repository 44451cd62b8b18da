"""Making, playing, copying and sharing scenarios, and proposing what they come to."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from roles.models import MoveKind, RoleSwap, Scenario, ScenarioMove, SwapMove
from roles.moves import PlannedMove
from roles.services.scenarios import (
    MOST_STEPS,
    add_step,
    copy_scenario,
    delete_scenario,
    make_scenario,
    remove_step,
    share_scenario,
)
from roles.services.swaps import SwapPlan
from roles.services.swaps_together import ProposalsError, propose_together
from tests.factories import (
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    RoleAssignmentFactory,
    ScenarioFactory,
    ScenarioMoveFactory,
    ScenarioShareFactory,
    UserFactory,
    role,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def network():
    return NetworkFactory()


@pytest.fixture
def anna(network):
    """Who leads."""
    seat = MemberWithAccountFactory(network=network, person__name="Anna")
    RoleAssignmentFactory(membership=seat, role=role("leader"))
    return seat


@pytest.fixture
def bram(network):
    return MemberWithAccountFactory(network=network, person__name="Bram")


@pytest.fixture
def scenario(network, anna):
    return ScenarioFactory(network=network, owner=anna.person.user)


def steps_of(scenario):
    return list(scenario.moves.order_by("position").values_list("kind", "role__slug", "giver", "receiver"))


def test_step_follows_on_those_before_it_and_says_when_the_scenario_changed(scenario, anna, bram):
    begun = scenario.changed_at

    add_step(scenario=scenario, role=role("leader"), giver=anna, receiver=bram)
    add_step(scenario=scenario, role=role("leader"), giver=None, receiver=anna)
    add_step(scenario=scenario, role=role("critic"), giver=None, receiver=anna)
    add_step(scenario=scenario, role=role("leader"), giver=bram, receiver=None)

    assert steps_of(scenario) == [
        (MoveKind.HAND_OVER, "leader", anna.pk, bram.pk),
        (MoveKind.SHARE, "leader", None, anna.pk),
        (MoveKind.FILL, "critic", None, anna.pk),
        (MoveKind.STEP_BACK, "leader", bram.pk, None),
    ]
    assert Scenario.objects.get().changed_at > begun


def test_step_that_does_not_fit_is_refused_where_it_is_wrong(scenario, anna, bram):
    add_step(scenario=scenario, role=role("leader"), giver=anna, receiver=bram)
    elsewhere = MembershipFactory(person__name="Zoë")
    steps = [
        (
            {"giver": anna, "receiver": None},
            {"giver": ["Anna does not hold the role of leader at this point."]},
        ),
        ({"giver": None, "receiver": bram}, {"receiver": ["Bram holds the role of leader already."]}),
        (
            {"giver": None, "receiver": None},
            {"receiver": ["Choose who takes the role on, or who lays it down."]},
        ),
        ({"giver": bram, "receiver": bram}, {"receiver": ["This is the same person. Choose somebody else."]}),
        (
            {"giver": bram, "receiver": elsewhere},
            {"receiver": ["Zoë does not take part in this network at the moment."]},
        ),
    ]

    refusals = []
    for people, _said in steps:
        with pytest.raises(ValidationError) as refused:
            add_step(scenario=scenario, role=role("leader"), **people)
        refusals.append(refused.value.message_dict)

    assert refusals == [said for _people, said in steps]
    assert steps_of(scenario) == [(MoveKind.HAND_OVER, "leader", anna.pk, bram.pk)]


def test_there_are_only_so_many_steps(scenario, anna):
    for position in range(MOST_STEPS):
        ScenarioMoveFactory(
            scenario=scenario, position=position, kind=MoveKind.STEP_BACK, giver=anna, receiver=None
        )

    with pytest.raises(ValidationError, match="no more fit"):
        add_step(scenario=scenario, role=role("leader"), giver=anna, receiver=None)

    assert scenario.moves.count() == MOST_STEPS


def test_any_step_is_left_out_and_the_next_comes_at_the_end(scenario, anna, bram):
    first = add_step(scenario=scenario, role=role("leader"), giver=anna, receiver=bram)
    add_step(scenario=scenario, role=role("critic"), giver=None, receiver=bram)

    remove_step(scenario=scenario, step=first.pk)
    remove_step(scenario=scenario, step=first.pk)
    add_step(scenario=scenario, role=role("driver"), giver=None, receiver=bram)

    assert [slug for _kind, slug, _giver, _receiver in steps_of(scenario)] == ["critic", "driver"]


def test_step_of_another_scenario_is_left_alone(scenario):
    other = ScenarioMoveFactory()

    remove_step(scenario=scenario, step=other.pk)

    assert ScenarioMove.objects.get() == other


def test_copy_has_the_same_steps_and_is_shared_with_nobody(scenario, anna, bram):
    add_step(scenario=scenario, role=role("leader"), giver=anna, receiver=bram)
    ScenarioShareFactory(scenario=scenario, person=bram.person)

    copy = copy_scenario(scenario=scenario, owner=bram.person.user)
    add_step(scenario=copy, role=role("leader"), giver=bram, receiver=anna)

    assert (copy.name, copy.owner, copy.network) == (
        f"Copy of {scenario.name}",
        bram.person.user,
        scenario.network,
    )
    assert steps_of(copy)[:1] == steps_of(scenario)
    assert scenario.moves.count() == 1
    assert not copy.shares.exists()


def test_copy_of_the_longest_name_still_fits(scenario, anna):
    scenario.name = "x" * 200

    copy = copy_scenario(scenario=scenario, owner=anna.person.user)

    assert (len(copy.name), copy.name[:9]) == (200, "Copy of x")


def test_sharing_is_with_exactly_these(scenario, bram, network):
    cora = MemberWithAccountFactory(network=network)

    share_scenario(scenario=scenario, people=[bram.person])
    share_scenario(scenario=scenario, people=[bram.person, cora.person])
    share_scenario(scenario=scenario, people=[cora.person])

    assert list(scenario.shares.values_list("person", flat=True)) == [cora.person_id]


def test_scenario_is_seen_by_its_maker_and_those_with_whom_it_is_shared_while_they_take_part(
    scenario, anna, bram, network
):
    ScenarioShareFactory(scenario=scenario, person=bram.person)
    gone = MemberWithAccountFactory(network=network, left_on=TODAY)
    ScenarioShareFactory(scenario=scenario, person=gone.person)
    outside = MemberWithAccountFactory()
    administrator = UserFactory(is_superuser=True)
    everybody = [anna.person.user, bram.person.user, gone.person.user, outside.person.user, administrator]

    seen = [Scenario.objects.visible_to(each).exists() for each in everybody]

    assert seen == [True, True, False, False, False]


def test_deleting_a_scenario_leaves_what_was_proposed(scenario, anna, bram):
    add_step(scenario=scenario, role=role("leader"), giver=anna, receiver=bram)
    propose_together(network=scenario.network, proposer=anna.person, plans=[plan(anna, bram)])

    delete_scenario(scenario=scenario)

    assert (Scenario.objects.count(), ScenarioMove.objects.count(), SwapMove.objects.count()) == (0, 0, 1)


def plan(giver, receiver, slug="leader", days=14):
    day = TODAY + timedelta(days=days)
    return SwapPlan(
        moves=[PlannedMove(MoveKind.HAND_OVER, role(slug), giver, receiver)],
        reason="Time for somebody else.",
        planned_on=day,
        look_back_on=day + timedelta(days=90),
    )


def test_proposals_are_made_together_or_not_at_all(anna, bram, network):
    RoleAssignmentFactory(membership=bram, role=role("critic"))

    with pytest.raises(ProposalsError) as refused:
        propose_together(
            network=network,
            proposer=anna.person,
            plans=[plan(anna, bram), plan(bram, anna, "critic", days=-1), plan(anna, bram, "driver")],
        )

    assert sorted(refused.value.errors) == [1, 2]
    assert list(refused.value.errors[1].message_dict) == ["planned_on"]
    assert not RoleSwap.objects.exists()


def test_an_administrator_without_a_seat_proposes_for_the_network(anna, bram, network):
    administrator = MemberWithAccountFactory(person__user__is_superuser=True).person
    chosen = {"network": network, "proposer": administrator, "plans": [plan(anna, bram)]}

    with pytest.raises(ProposalsError):
        propose_together(**chosen)
    made = propose_together(**chosen, coordinates=True)

    assert [each.proposed_by for each in made] == [administrator]


def test_scenario_begins_without_steps(network, anna):
    made = make_scenario(network=network, owner=anna.person.user, name="  Wat als ", note=" ")

    assert (made.name, made.note, made.moves.count()) == ("Wat als", "", 0)
