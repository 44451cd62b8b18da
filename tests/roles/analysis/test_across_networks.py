"""What stands out in one organisation's seats over its networks: both sides of each threshold."""

import pytest

from roles.analysis.across_networks import (
    HeldSeat,
    Load,
    Signal,
    in_order,
    judge_core,
    judge_mandates,
    judge_person,
    loads_of,
    own_core_holders,
)

INITIATOR, LEADER, DRIVER, CRITIC = 1, 2, 4, 8
CORE = (INITIATOR, LEADER, DRIVER)


def seat(person, network, held=0, *, covered=True):
    return HeldSeat(person, network, held, covered)


def test_loads_count_a_role_once_for_each_network():
    seats = [seat(1, 10, LEADER | CRITIC), seat(1, 20, LEADER), seat(1, 30), seat(2, 10, CRITIC)]

    assert loads_of(seats, sum(CORE)) == {1: Load(3, 3, 2, 2), 2: Load(1, 1, 0, 0)}


@pytest.mark.parametrize(
    ("load", "expected"),
    [
        (Load(2, 2, 2, 2), None),
        (Load(2, 3, 2, 3), Signal("core-load", 1, 3, 2, 2)),
        (Load(3, 3, 2, 3), Signal("core-load", 1, 3, 2, 2)),
        (Load(1, 3, 1, 3), None),  # in one network alone: that network's own affair
        (Load(2, 8, 0, 0), None),
        (Load(2, 9, 0, 0), Signal("role-load", 1, 9, 8, 2)),
        (Load(1, 9, 0, 0), None),
        (Load(2, 9, 2, 3), Signal("core-load", 1, 3, 2, 2)),  # the weightier only
        (Load(4, 4, 0, 0), None),
        (Load(5, 4, 0, 0), Signal("many-networks", 1, 5, 4, 5)),
    ],
)
def test_person_with_much_stands_out(load, expected):
    assert judge_person(1, load) == expected


def test_cockpits_are_looked_at_where_its_people_hold_two_core_roles():
    seats = [
        seat(1, 10, LEADER), seat(2, 10, LEADER | DRIVER), seat(1, 20, LEADER), seat(2, 20, LEADER | CRITIC),
        seat(3, 30, CRITIC),
    ]  # fmt: skip

    assert own_core_holders(seats, CORE) == {10: {LEADER: 2, DRIVER: 1}}


@pytest.mark.parametrize(
    ("own", "others", "expected"),
    [
        ({LEADER: 1, DRIVER: 1}, {}, 2),
        ({LEADER: 1, DRIVER: 1, INITIATOR: 1}, {}, 3),
        ({LEADER: 1, DRIVER: 1}, {DRIVER: 1}, None),  # half is not more than half
        ({LEADER: 2, DRIVER: 2}, {DRIVER: 1, LEADER: 1}, 2),
        ({LEADER: 1, DRIVER: 1, INITIATOR: 1}, {DRIVER: 3}, 2),
        ({LEADER: 1, DRIVER: 1}, {INITIATOR: 1}, 2),
    ],
)
def test_more_than_half_of_a_cockpit_stands_out(own, others, expected):
    signal = judge_core(10, own, others, core_roles=3)

    assert signal == (expected and Signal("core-majority", 10, expected, 1, 1))


def test_seats_without_a_mandate_stand_out_together():
    seats = [
        seat(1, 10, covered=False), seat(1, 20, covered=False), seat(2, 20, covered=False), seat(3, 30),
    ]  # fmt: skip

    assert judge_mandates(seats) == Signal("without-mandate", None, 2, 0, 2)
    assert judge_mandates([seat(3, 30)]) is None


def test_signals_stand_in_order_of_kind_then_of_how_far_over():
    many, less = Signal("core-load", 1, 5, 2, 3), Signal("core-load", 2, 3, 2, 3)
    bare, wide = Signal("without-mandate", None, 9, 0, 2), Signal("many-networks", 3, 9, 4, 9)

    assert in_order([wide, None, less, bare, many]) == [many, less, bare, wide]
