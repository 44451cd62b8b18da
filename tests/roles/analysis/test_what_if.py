"""Moves in a snapshot, and two reports side by side. That the moves are what the real deeds do stands in
tests/roles/loading/test_what_if.py."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from roles.analysis import (
    CoreTerm,
    Elsewhere,
    Give,
    Join,
    Mandate,
    Stances,
    Take,
    analyse,
    compare,
    move,
)
from tests.roles.analysis.adapters import snapshot_of
from tests.roles.analysis.build import DAY, OTHERS, mask, network
from tests.roles.analysis.random_worlds import Maker

LEADER, CRITIC = mask("leader"), mask("critic")
seeds = st.integers(min_value=0, max_value=2**32)


def random_snapshots(seed):
    maker = Maker(seed)
    world = maker.world()
    found = [snapshot_of(world, each, maker.day) for each in world.networks]
    return Random(seed), [snapshot for snapshot in found if snapshot.active and snapshot.members]


def any_role(draw, snapshot):
    return 1 << draw.randrange(len(snapshot.catalogue.roles))


def test_given_role_is_held_from_the_day_on_and_counts_with_its_motives():
    before = network("Ans critic", "Bo", motives={0: 0, 1: 1})

    after = move(before, [Give(2, LEADER, motives=4)])

    assert [member.roles for member in after.members] == [CRITIC, LEADER]
    assert after.core_terms == {2: [CoreTerm(LEADER, DAY, None, True)]}
    assert {key: count for key, count in after.motives.items() if count} == {1: 1, 4: 1}
    assert [member.roles for member in before.members] == [CRITIC, 0]


def test_taken_core_role_ends_on_the_day_and_one_begun_that_day_never_was():
    begun = date(2026, 1, 1)
    terms = {1: [CoreTerm(LEADER, begun, None, True)], 2: [CoreTerm(LEADER, DAY, None, True)]}
    before = network("Ans leader", "Bo leader", core_terms=terms, motives={0: 1, 2: 1})

    after = move(before, [Take(1, LEADER, motives=2), Take(2, LEADER)])

    assert [member.roles for member in after.members] == [0, 0]
    assert after.core_terms == {1: [CoreTerm(LEADER, begun, DAY, True)]}
    assert after.motives == {}


def test_role_held_already_and_role_not_held_leave_all_as_it_is():
    before = network("Ans leader", "Bo")

    assert move(before, [Give(1, LEADER), Take(2, LEADER)]) is before


def test_taking_over_again_on_the_day_goes_on_without_a_break():
    terms = {1: [CoreTerm(LEADER, date(2020, 1, 1), None, True)]}
    before = network("Ans leader", "Bo", core_terms=terms)

    back = move(before, [Take(1, LEADER), Give(1, LEADER)])
    passed_on = move(before, [Take(1, LEADER), Give(2, LEADER)])

    assert [each.code for each in compare(analyse(before), analyse(back)).gone] == []
    assert "rotation-due" in {each.code for each in compare(analyse(before), analyse(passed_on)).gone}


def test_whoever_joins_brings_stances_profile_and_load_elsewhere_but_no_mandate():
    granted = Mandate(DAY, DAY, DAY + timedelta(days=400), None, 1)
    before = network("Ans/Delta leader", mandates={1: [granted]}, profiles={1: 3})
    delta = before.members[0].organisation
    joining = Join(7, "Bo", delta, Stances(CRITIC, 0), 2, Elsewhere(1, 5))

    after = move(before, [joining, Give(7, CRITIC)])

    member = after.members[1]
    assert (member.name, member.organisation, member.joined, member.roles) == ("Bo", delta, DAY, CRITIC)
    assert (after.stances, after.profiles) == ({7: Stances(CRITIC, 0)}, {1: 3, 7: 2})
    assert after.elsewhere == {7: Elsewhere(1, 5)}
    come = {(each.code, each.subject.id) for each in compare(analyse(before), analyse(after)).come}
    assert ("mandate-missing", "7") in come


@pytest.mark.parametrize(
    ("impossible", "reason"),
    [
        (Give(3, LEADER), "person 3 is no member"),
        (Take(3, LEADER), "person 3 is no member"),
        (Join(1, "Ans", None), "person 1 is a member already"),
        (Join(3, "Cas", 99), "no organisation 99"),
    ],
)
def test_impossible_moves_are_refused(impossible, reason):
    with pytest.raises(ValueError, match=reason):
        move(network("Ans leader", "Bo"), [impossible])


@settings(max_examples=200, deadline=None)
@given(seeds)
def test_giving_and_taking_back_returns_the_same_report(seed):
    draw, snapshots = random_snapshots(seed)
    for snapshot in snapshots:
        member, role = draw.choice(snapshot.members), any_role(draw, snapshot)
        assume(not member.roles & role)
        motives = draw.randrange(8)

        back = move(snapshot, [Give(member.person, role, motives), Take(member.person, role, motives)])

        assert analyse(back) == analyse(snapshot)


@settings(max_examples=200, deadline=None)
@given(seeds)
def test_taking_and_giving_back_returns_the_same_report_unless_it_began_that_day(seed):
    draw, snapshots = random_snapshots(seed)
    for snapshot in snapshots:
        holders = [member for member in snapshot.members if member.roles]
        assume(holders)
        member = draw.choice(holders)
        role = draw.choice([1 << bit for bit in range(15) if member.roles >> bit & 1])
        terms = snapshot.core_terms.get(member.person, ())
        assume(not any(term.role == role and term.started >= snapshot.day for term in terms))

        back = move(snapshot, [Take(member.person, role), Give(member.person, role)])

        assert analyse(back) == analyse(replace(snapshot, motives=back.motives))


@settings(max_examples=200, deadline=None)
@given(seeds)
def test_comparing_both_ways_tells_the_same_story(seed):
    draw, snapshots = random_snapshots(seed)
    for snapshot in snapshots:
        given_role = Give(draw.choice(snapshot.members).person, any_role(draw, snapshot))
        before, after = analyse(snapshot), analyse(move(snapshot, [given_role]))

        there, back = compare(before, after), compare(after, before)

        assert (there.gone, there.come) == (back.come, back.gone)
        assert {(each.after, each.before) for each in there.changed} == set(back.changed)
        assert there.gained == -back.gained
        kept = [each for each in before.findings if each not in there.gone]
        assert len(kept) + len(there.come) == len(after.findings)
        assert compare(before, before).gained == 0
        assert compare(before, before).gone == compare(before, before).changed == ()


def test_comparison_gives_exact_differences_and_what_changed():
    before = network(f"Ans leader driver {OTHERS}", "Bo", "Cas initiator")
    after = move(before, [Take(1, LEADER), Give(2, LEADER)])
    old, new = analyse(before), analyse(after)

    found = compare(old, new)

    assert {each: change.difference for each, change in found.scores.items()} == {
        each: new.perspectives[each] - old.perspectives[each]
        for each in ("organisation", "individual", "network")
    }
    assert found.gained == sum(new.perspectives.values()) - sum(old.perspectives.values())
    assert isinstance(found.gained, Fraction)
    assert "core-cumulation-person" in {each.code for each in found.gone}
    ((overload_before, overload_after),) = [
        each for each in found.changed if each.before.code == "role-overload-person"
    ]
    assert (overload_before.value, overload_after.value) == (14, 13)


def test_score_that_is_not_measured_on_one_side_has_no_difference_and_counts_for_nothing():
    before = network("Ans", "Bo")

    found = compare(analyse(before), analyse(move(before, [Give(1, LEADER)])))

    assert found.scores["individual"].before is None
    assert found.scores["individual"].difference is None
    assert found.gained == sum((each.difference or 0) for each in found.scores.values())
