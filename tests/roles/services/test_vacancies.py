"""Applying for a role that nobody holds, and leaving one empty on purpose."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from roles.analysis.months import add_months
from roles.loading.snapshots import load_catalogue, load_snapshot
from roles.models import EmptySeat, MoveKind, RoleAssignment, RoleSwap
from roles.services.assignments import assign_role, end_role
from roles.services.swaps import carry_out_swap, withdraw_swap
from roles.services.vacancies import apply_for_role, leave_empty, look_for_somebody
from tests.factories import (
    CoordinatorFactory,
    EmptySeatFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    PersonWithAccountFactory,
    RoleAssignmentFactory,
    role,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
SPRING = add_months(TODAY, 6)


@pytest.fixture
def network():
    return NetworkFactory(slug="north")


@pytest.fixture
def bo(network):
    return MemberWithAccountFactory(network=network, person__name="Bo")


def apply(network, person, **values):
    return apply_for_role(
        **{
            "network": network,
            "role": role("driver"),
            "person": person,
            "reason": "I get things moving.",
            "since": TODAY,
        }
        | values
    )


def leave(network, **values):
    return leave_empty(
        **{
            "network": network,
            "role": role("driver"),
            "person": None,
            "reason": "Later.",
            "look_again_on": SPRING,
        }
        | values
    )


def in_force(network, day=TODAY):
    """The roles left empty on a day, as the analysis reads them, with their days."""
    slugs = {bit: role.slug for role, bit in zip(*_catalogue(), strict=True)}
    return {slugs[bit]: until for bit, until in load_snapshot(network, day).left_empty.items()}


def _catalogue():
    catalogue, bits = load_catalogue()
    return catalogue.roles, bits.values()


def test_an_application_is_agreed_at_once_and_waits_for_a_coordinator(network, bo):
    swap = apply(network, bo.person)

    move = swap.moves.get()
    assert (swap.state, swap.proposed_by, swap.reason) == ("agreed", bo.person, "I get things moving.")
    assert (swap.planned_on, swap.look_back_on, swap.by_itself) == (TODAY, add_months(TODAY, 3), False)
    assert (move.kind, move.role.slug, move.giver, move.receiver) == (MoveKind.FILL, "driver", None, bo)
    assert not RoleAssignment.objects.exists()


def test_an_application_carried_out_gives_the_role(network, bo):
    coordinator = CoordinatorFactory(network=network)

    carry_out_swap(swap=apply(network, bo.person), person=coordinator.person)

    assert RoleAssignment.objects.active_on(TODAY).get(role__slug="driver").membership == bo


def ended_seat(network):
    return MemberWithAccountFactory(network=network, left_on=TODAY).person


@pytest.mark.parametrize("who", [lambda _network: None, lambda _: PersonWithAccountFactory(), ended_seat])
def test_whoever_has_no_seat_is_told_whom_to_ask(network, who):
    CoordinatorFactory(network=network, person__name="Cas Claes")
    CoordinatorFactory(network=network, person__name="Ada Aerts")

    with pytest.raises(ValidationError, match=r"no seat in this network now.* Ask Ada Aerts or Cas Claes"):
        apply(network, who(network))

    assert not RoleSwap.objects.exists()


def test_nobody_takes_up_a_role_in_a_network_that_is_over(bo, network):
    network.ended_on = TODAY
    network.save()

    with pytest.raises(ValidationError, match="not active now"):
        apply(network, bo.person)


def test_a_role_that_was_filled_meanwhile_says_by_whom(network, bo):
    holder = MemberWithAccountFactory(network=network, person__name="Dirk")
    RoleAssignmentFactory(membership=holder, role=role("driver"))

    with pytest.raises(ValidationError, match="The role of driver has somebody meanwhile: Dirk"):
        apply(network, bo.person)
    with pytest.raises(ValidationError, match="has somebody meanwhile: Dirk"):
        leave(network)

    assert not RoleSwap.objects.exists()
    assert not EmptySeat.objects.exists()


def test_nobody_applies_twice_until_the_first_is_over(network, bo):
    first = apply(network, bo.person)

    with pytest.raises(ValidationError, match="has been proposed already"):
        apply(network, bo.person)
    withdraw_swap(swap=first, person=bo.person)
    second = apply(network, bo.person)

    assert list(RoleSwap.objects.order_by("pk").values_list("state", flat=True)) == ["withdrawn", "agreed"]
    assert second.moves.get().receiver == bo


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"reason": "  "}, "reason", "Say in a sentence why"),
        ({"since": TODAY - timedelta(days=1)}, "since", "This day is over"),
        ({"since": date(9999, 12, 31)}, "since", "Choose a day within a year"),
    ],
)
def test_an_application_that_does_not_fit_is_refused_where_it_does_not(network, bo, values, field, sentence):
    with pytest.raises(ValidationError) as refusal:
        apply(network, bo.person, **values)

    assert list(refusal.value.message_dict) == [field]
    assert sentence in refusal.value.message_dict[field][0]
    assert not RoleSwap.objects.exists()


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"reason": " "}, "reason", "Say why, so that"),
        ({"look_again_on": TODAY}, "look_again_on", "still ahead"),
        ({"look_again_on": add_months(TODAY, 24) + timedelta(days=1)}, "look_again_on", "within two years"),
    ],
)
def test_a_decision_that_does_not_fit_is_refused_where_it_does_not(network, values, field, sentence):
    with pytest.raises(ValidationError) as refusal:
        leave(network, **values)

    assert list(refusal.value.message_dict) == [field]
    assert sentence in refusal.value.message_dict[field][0]
    assert not EmptySeat.objects.exists()


def test_deciding_again_replaces_what_was_decided(network, bo):
    EmptySeatFactory(network=network, role=role("driver"), decided_on=TODAY - timedelta(days=90))

    leave(network, person=bo.person, reason=" Until spring. ")

    seat = EmptySeat.objects.get()
    assert (seat.reason, seat.decided_on, seat.decided_by) == ("Until spring.", TODAY, bo.person)
    assert in_force(network) == {"driver": SPRING}


def test_looking_for_somebody_again_ends_it_and_may_be_repeated(network):
    leave(network)

    assert (look_for_somebody(network=network, role=role("driver")), in_force(network)) == (True, {})
    assert look_for_somebody(network=network, role=role("driver")) is False


def test_a_decision_holds_from_its_day_until_the_day_to_look_again(network):
    EmptySeatFactory(network=network, role=role("driver"), look_again_on=SPRING)
    before, last = TODAY - timedelta(days=1), SPRING - timedelta(days=1)

    assert [in_force(network, day) for day in (before, TODAY, last, SPRING)] == [
        {},
        {"driver": SPRING},
        {"driver": SPRING},
        {},
    ]
    due = [EmptySeat.objects.due_on(day).count() for day in (last, SPRING)]
    assert due == [0, 1]


def test_a_decision_is_overtaken_once_somebody_has_held_the_role(network, bo):
    EmptySeatFactory(network=network, role=role("driver"), decided_on=TODAY - timedelta(days=60))
    held = RoleAssignmentFactory(
        membership=bo, role=role("driver"), started_on=TODAY - timedelta(days=30), ended_on=TODAY
    )

    overtaken = in_force(network), EmptySeat.objects.due_on(date(2999, 1, 1)).count()
    held.started_on, held.ended_on = TODAY - timedelta(days=90), TODAY - timedelta(days=60)
    held.save()

    assert overtaken == ({}, 0)
    assert list(in_force(network)) == ["driver"]


def test_a_role_taken_up_and_laid_down_on_one_day_was_never_held(network, bo):
    leave(network)

    assign_role(membership=bo, role=role("driver"), since=TODAY)
    end_role(membership=bo, role=role("driver"))

    assert list(in_force(network)) == ["driver"]
