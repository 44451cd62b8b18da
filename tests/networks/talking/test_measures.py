"""Who met whom in plain values, held against networkx and against counting by hand."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.talking import measures
from networks.talking.measures import Cut, betweenness_in_matrices, measure

KEYS = tuple("abcdefgh")
MEETINGS = st.lists(st.sets(st.sampled_from(KEYS), min_size=1), max_size=9)


@given(meetings=MEETINGS)
def test_counts_are_those_of_going_through_all_meetings(meetings):
    talking = measure(KEYS, meetings)

    pairs = list(combinations(KEYS, 2))
    together = {(a, b): sum({a, b} <= table for table in meetings) for a, b in pairs}
    came = {key: sum(key in table for table in meetings) for key in KEYS}
    assert {pair: talking.times(*pair) for pair in pairs} == together
    assert {key: talking.came(key) for key in KEYS} == came
    assert talking.links == [(a, b, times) for (a, b), times in together.items() if times]
    assert {key: talking.met(key) for key in KEYS} == {
        key: sum(key in pair and times > 0 for pair, times in together.items()) for key in KEYS
    }
    assert talking.pairs_met == sum(times > 0 for times in together.values())
    assert talking.density == pytest.approx(talking.pairs_met / len(pairs))
    assert talking.absent == tuple(key for key in KEYS if not came[key])
    assert set(talking.strangers) == {
        (a, b) for (a, b), times in together.items() if came[a] and came[b] and not times
    }


@given(meetings=MEETINGS)
def test_cuts_are_those_without_whom_a_group_falls_apart(meetings):
    talking = measure(KEYS, meetings)

    expected = {}
    for group in talking.groups:
        for key in group:
            rest = nx.connected_components(talking.graph.subgraph(group - {key}))
            parts = sorted(map(sorted, rest), key=lambda part: (-len(part), part))
            if len(parts) > 1:
                expected[key] = parts[1:]
    assert {cut.key: [sorted(part) for part in cut.groups] for cut in talking.cuts} == expected


def test_largest_group_and_who_connects_most_come_first():
    talking = measure("abcdefg", [set("abc"), {"c", "d"}, {"d", "e"}, {"f", "g"}])

    assert talking.groups == (frozenset("abcde"), frozenset("fg"))
    assert talking.cuts == (Cut("c", (frozenset("de"),)), Cut("d", (frozenset("e"),)))


def test_strangers_who_came_most_often_come_first():
    meetings = [{"a", "d"}, {"a", "d"}, {"b", "d"}, {"b", "d"}, {"c", "d"}]

    assert measure("abcd", meetings).strangers == [("a", "b"), ("a", "c"), ("b", "c")]


def test_nobody_and_no_meeting_measure_nothing():
    nobody, alone = measure([], []), measure(["a"], [{"a"}])

    assert (nobody.density, nobody.groups, nobody.cuts, nobody.betweenness) == (0, (), (), {})
    assert (alone.density, alone.groups, alone.absent, alone.betweenness) == (0, (), (), {"a": 0})


@given(
    size=st.integers(min_value=1, max_value=25),
    part=st.floats(min_value=0, max_value=1),
    seed=st.integers(min_value=0, max_value=10_000),
)
def test_betweenness_in_matrices_is_that_of_networkx(size, part, seed):
    graph = nx.gnp_random_graph(size, part, seed=seed)

    found = betweenness_in_matrices(nx.to_numpy_array(graph, weight=None) > 0)

    assert found == pytest.approx(list(nx.betweenness_centrality(graph).values()), abs=1e-12)


def test_busy_tables_are_measured_in_matrices_with_the_same_outcome(monkeypatch):
    meetings = [set(np.random.default_rng(seed).choice(30, 4).tolist()) for seed in range(60)]
    with_networkx = measure(range(30), meetings).betweenness

    monkeypatch.setattr(measures, "BUSY", 0)

    assert measure(range(30), meetings).betweenness == pytest.approx(with_networkx, abs=1e-12)
