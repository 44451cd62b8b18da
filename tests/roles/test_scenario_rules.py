"""What the steps of a scenario come to: played, brought back to the fewest moves, and taken apart."""

import random

import pytest

from roles.scenario_rules import Step, Stumble, connected_groups, net_moves, play

ANNA, BRAM, CORA, DIRK, GONE = 1, 2, 3, 4, 9
LEADER, DRIVER, CRITIC = 10, 11, 12
SEATS = {ANNA, BRAM, CORA, DIRK}


def come_to(steps, held):
    return net_moves(held, play(steps, held, SEATS).end)


@pytest.mark.parametrize(
    ("steps", "held", "stumbles"),
    [
        ([Step(LEADER, ANNA, BRAM)], [(ANNA, LEADER)], [None]),
        ([Step(LEADER, GONE, BRAM)], [(ANNA, LEADER)], [Stumble.GIVER_GONE]),
        ([Step(LEADER, ANNA, GONE)], [(ANNA, LEADER)], [Stumble.RECEIVER_GONE]),
        ([Step(LEADER, BRAM, CORA)], [(ANNA, LEADER)], [Stumble.NOT_HELD]),
        ([Step(LEADER, ANNA, BRAM)], [(ANNA, LEADER), (BRAM, LEADER)], [Stumble.HELD_ALREADY]),
        # What a step gives, the next can take; what has stumbled gives nothing.
        ([Step(LEADER, ANNA, BRAM), Step(LEADER, BRAM, CORA)], [(ANNA, LEADER)], [None, None]),
        (
            [Step(LEADER, ANNA, GONE), Step(LEADER, GONE, CORA), Step(CRITIC, None, CORA)],
            [(ANNA, LEADER)],
            [Stumble.RECEIVER_GONE, Stumble.GIVER_GONE, None],
        ),
    ],
)
def test_step_that_cannot_be_played_is_passed_over_with_its_reason(steps, held, stumbles):
    assert play(steps, held, SEATS).stumbles == stumbles


@pytest.mark.parametrize(
    ("steps", "held", "moves"),
    [
        ([Step(LEADER, ANNA, BRAM), Step(LEADER, BRAM, ANNA)], [(ANNA, LEADER)], []),
        (
            [Step(LEADER, ANNA, BRAM), Step(LEADER, BRAM, CORA)],
            [(ANNA, LEADER)],
            [Step(LEADER, ANNA, CORA)],
        ),
        (
            [Step(LEADER, ANNA, None), Step(LEADER, None, BRAM)],
            [(ANNA, LEADER)],
            [Step(LEADER, ANNA, BRAM)],
        ),
        ([Step(LEADER, ANNA, None), Step(LEADER, None, ANNA)], [(ANNA, LEADER)], []),
        ([Step(CRITIC, None, BRAM)], [], [Step(CRITIC, None, BRAM)]),
        ([Step(LEADER, ANNA, None)], [(ANNA, LEADER)], [Step(LEADER, ANNA, None)]),
        # Each role keeps the way that it went, where two go at once.
        (
            [Step(LEADER, ANNA, CORA), Step(LEADER, BRAM, DIRK)],
            [(ANNA, LEADER), (BRAM, LEADER)],
            [Step(LEADER, ANNA, CORA), Step(LEADER, BRAM, DIRK)],
        ),
        (
            [Step(LEADER, ANNA, DIRK), Step(LEADER, BRAM, CORA)],
            [(ANNA, LEADER), (BRAM, LEADER)],
            [Step(LEADER, ANNA, DIRK), Step(LEADER, BRAM, CORA)],
        ),
    ],
)
def test_scenario_comes_to_the_fewest_moves(steps, held, moves):
    assert come_to(steps, held) == moves


def test_moves_that_share_a_person_or_a_role_stay_together():
    moves = [
        Step(LEADER, ANNA, BRAM),
        Step(DRIVER, BRAM, CORA),  # through Bram
        Step(CRITIC, None, DIRK),
        Step(CRITIC, None, 5),  # through the role
        Step(13, 6, 7),
    ]

    assert connected_groups(moves) == [moves[:2], moves[2:4], moves[4:]]


def test_any_scenario_ends_where_its_moves_lead_and_its_groups_touch_nothing_in_common():
    chance = random.Random(20261125)
    for _turn in range(400):
        seats, roles = range(1, 7), range(10, 15)
        held = {(seat, role) for seat in seats for role in roles if chance.random() < 0.25}
        steps = [
            Step(chance.choice(roles), chance.choice([None, *seats, GONE]), chance.choice([None, *seats]))
            for _step in range(chance.randrange(9))
        ]

        end = play(steps, held, seats).end
        moves = net_moves(held, end)
        groups = connected_groups(moves)

        assert set(play(moves, held, seats).end) == set(end)
        assert play(moves, held, seats).stumbles == [None] * len(moves)
        assert len(moves) <= play(steps, held, seats).stumbles.count(None)
        assert {move for group in groups for move in group} == set(moves)
        touched = [
            {*(("seat", s) for m in g for s in m.seats), *(("role", m.role) for m in g)} for g in groups
        ]
        assert sum(map(len, touched)) == len(set().union(*touched))
