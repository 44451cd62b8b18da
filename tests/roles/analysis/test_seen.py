"""What a closed mapping round shows, by hand and for any round."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.analysis.seen import (
    Difference,
    Outcome,
    Shift,
    Shifts,
    compare_rounds,
    differences,
    held_not_seen,
    is_seen_by_most,
    roles_as_agreed,
    roles_nobody_sees,
    roles_to_talk_about,
    seen_not_held,
)

LEADER, DRIVER, CRITIC = range(3)
ROLES = (LEADER, DRIVER, CRITIC)
CEM, BRAM, ANNA = 11, 12, 13

# Nine people laid cards. Bram is driver by agreement, most see Anna; Cem is leader, and seen so by all.
NINE = Outcome(
    answered_by=9,
    seen={(DRIVER, ANNA): 7, (DRIVER, BRAM): 2, (LEADER, CEM): 9},
    nobody={CRITIC: 5, DRIVER: 1},
    held=frozenset({(DRIVER, BRAM), (LEADER, CEM)}),
)


@pytest.mark.parametrize(
    ("seen_by", "answered_by", "min_share", "expected"),
    [
        (2, 3, 66, True),
        (2, 3, 67, False),
        (3, 5, 60, True),
        (2, 2, 60, False),  # two people are no group
        (0, 3, 60, False),
        (3, 3, 100, True),
    ],
)
def test_seen_by_most_counts_exactly_and_from_three_people_on(seen_by, answered_by, min_share, expected):
    assert is_seen_by_most(seen_by, answered_by, min_share) is expected


def test_differences_name_where_people_differ_from_each_other_and_from_what_was_agreed():
    apart = Fraction(2 * 7 * 2, 81)

    found = differences(NINE)

    assert found == [
        Difference(DRIVER, ANNA, seen_by=7, held=False, apart=apart, gap=Fraction(7, 9)),
        Difference(DRIVER, BRAM, seen_by=2, held=True, apart=apart, gap=Fraction(7, 9)),
    ]
    assert [each.weight for each in found] == [Fraction(91, 81), Fraction(91, 81)]


def test_a_lone_voice_is_a_difference_but_no_subject_for_a_conversation():
    lone = Outcome(answered_by=9, seen={(LEADER, ANNA): 1})

    assert [each.weight for each in differences(lone)] == [Fraction(1, 9) + Fraction(16, 81)]
    assert roles_to_talk_about(lone) == []


def test_a_role_is_talked_about_once_by_its_largest_difference():
    assert [(each.role, each.person) for each in roles_to_talk_about(NINE)] == [(DRIVER, ANNA)]


def test_what_most_see_is_held_against_what_was_agreed():
    assert seen_not_held(NINE) == [(DRIVER, ANNA)]
    assert held_not_seen(NINE) == [(DRIVER, BRAM)]
    assert roles_as_agreed(NINE, ROLES) == [LEADER, CRITIC]


def test_half_a_group_says_neither_one_thing_nor_the_other():
    half = Outcome(
        answered_by=4, seen={(LEADER, ANNA): 2, (DRIVER, BRAM): 2}, held=frozenset({(DRIVER, BRAM)})
    )

    assert (seen_not_held(half), held_not_seen(half)) == ([], [])
    assert roles_as_agreed(half, ROLES) == list(ROLES)


def test_what_is_agreed_and_seen_by_nobody_is_the_widest_gap():
    unseen = Outcome(answered_by=5, seen={}, held=frozenset({(LEADER, ANNA)}))

    assert [(each.apart, each.gap) for each in differences(unseen)] == [(Fraction(0), Fraction(1))]
    assert held_not_seen(unseen) == [(LEADER, ANNA)]


def test_roles_nobody_sees_are_those_without_anybody_and_those_that_most_leave_empty():
    five = Outcome(answered_by=5, seen={(LEADER, ANNA): 2, (DRIVER, ANNA): 3}, nobody={LEADER: 3, DRIVER: 2})

    assert roles_nobody_sees(five, ROLES) == [LEADER, CRITIC]


def test_a_round_that_nobody_answered_says_nothing():
    empty = Outcome(answered_by=0, seen={}, held=frozenset({(LEADER, ANNA)}))

    assert differences(empty) == []
    assert held_not_seen(empty) == []
    assert empty.share((LEADER, ANNA)) == 0


def test_rounds_are_compared_by_shares_not_by_counts():
    before = Outcome(answered_by=4, seen={(LEADER, CEM): 4, (DRIVER, ANNA): 1, (CRITIC, BRAM): 1})

    found = compare_rounds(before, NINE, ROLES)

    assert found == Shifts(
        moved=[
            Shift(DRIVER, ANNA, Fraction(1, 4), Fraction(7, 9)),
            Shift(CRITIC, BRAM, Fraction(1, 4), Fraction(0)),
            Shift(DRIVER, BRAM, Fraction(0), Fraction(2, 9)),
        ],
        turned=[DRIVER],
        came_into_view=[],
        went_out_of_view=[CRITIC],
    )
    assert compare_rounds(NINE, before, ROLES).came_into_view == [CRITIC]


@st.composite
def outcomes(draw):
    """Return what a round may have come to: one to nine people, three roles, four people to see in them."""
    answered_by = draw(st.integers(1, 9))
    pairs = st.tuples(st.sampled_from(ROLES), st.sampled_from((ANNA, BRAM, CEM, 14)))
    seen = draw(st.dictionaries(pairs, st.integers(1, answered_by)))
    nobody = draw(st.dictionaries(st.sampled_from(ROLES), st.integers(1, answered_by)))
    return Outcome(answered_by, seen, nobody, frozenset(draw(st.sets(pairs))))


@given(outcomes())
def test_every_pair_is_a_difference_unless_all_see_what_was_agreed(outcome):
    found = {(each.role, each.person) for each in differences(outcome)}

    quiet = {pair for pair in outcome.pairs if outcome.share(pair) == (1 if pair in outcome.held else 0)}
    assert found == outcome.pairs - quiet
    assert all(0 < each.weight <= Fraction(9, 8) for each in differences(outcome))


@given(outcomes())
def test_differences_are_worked_out_as_if_people_were_drawn_by_lot(outcome):
    for each in differences(outcome):
        says = [place < each.seen_by for place in range(outcome.answered_by)]
        pairs = [(one, other) for one in says for other in says]

        assert each.apart == Fraction(sum(one != other for one, other in pairs), len(pairs))
        assert each.gap == Fraction(sum(one != each.held for one in says), len(says))


@given(outcomes())
def test_a_role_is_as_agreed_when_no_list_names_it(outcome):
    named = {role for role, _person in seen_not_held(outcome) + held_not_seen(outcome)}

    assert named.isdisjoint(roles_as_agreed(outcome, ROLES))
    assert named.union(roles_as_agreed(outcome, ROLES)) == set(ROLES)
    assert set(seen_not_held(outcome)).isdisjoint(outcome.held)
    assert set(held_not_seen(outcome)) <= outcome.held


@given(outcomes(), outcomes())
def test_comparing_the_other_way_round_turns_everything_about(before, after):
    there, back = compare_rounds(before, after, ROLES), compare_rounds(after, before, ROLES)

    assert {(each.role, each.person): each.difference for each in there.moved} == {
        (each.role, each.person): -each.difference for each in back.moved
    }
    assert there.turned == back.turned
    assert (there.came_into_view, there.went_out_of_view) == (back.went_out_of_view, back.came_into_view)
    assert compare_rounds(after, after, ROLES) == Shifts([], [], [], [])
