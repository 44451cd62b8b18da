"""Where everybody stands: within the picture, apart, the same every time, and in time."""

from itertools import combinations
from math import hypot
from random import Random
from time import process_time

import pytest

from networks.talking.layout import lay_out
from networks.talking.measures import measure


def meetings_of(size, count, seats, seed=20261130):
    draw = Random(seed)
    return [set(draw.sample(range(size), seats)) for _meeting in range(count)]


@pytest.mark.parametrize(
    "meetings",
    [
        [{0, 1}],
        [{0, 1, 2, 3, 4, 5}],
        [{0, 1}, {2, 3}, {4, 5}, {6, 7}, {8, 9}, {10, 11}, {12, 13}, {14, 15}, {16, 17}],
        [{0, key} for key in range(1, 30)],
        meetings_of(40, 60, 4),
    ],
    ids=["two", "one table", "nine groups", "a star", "forty"],
)
def test_spots_stand_within_the_picture_and_not_on_each_other(meetings):
    keys = sorted(set().union(*meetings))
    radius = dict.fromkeys(keys, 12.0)

    places = lay_out(measure(keys, meetings), keys, radius, 1000, 560)

    assert set(places) == set(keys)
    assert all(12 <= x <= 988 and 12 <= y <= 548 for x, y in places.values())
    near = min(hypot(a[0] - b[0], a[1] - b[1]) for a, b in combinations(places.values(), 2))
    assert near > 20
    assert lay_out(measure(keys, meetings), keys, radius, 1000, 560) == places


def test_who_met_nobody_or_is_not_shown_gets_no_place():
    talking = measure("abcd", [{"a", "b"}, {"b", "c"}, {"d"}])

    assert set(lay_out(talking, "abd", dict.fromkeys("abcd", 10.0), 500, 300)) == {"a", "b"}
    assert lay_out(measure("ab", []), "ab", dict.fromkeys("ab", 10.0), 500, 300) == {}


@pytest.mark.parametrize("seats", [4, 8], ids=["few met", "most met"])
def test_three_hundred_people_are_laid_out_within_a_second(seats):
    talking = measure(range(300), meetings_of(300, 2000, seats))
    radius = dict.fromkeys(range(300), 7.0)
    assert talking.groups  # measured, not counted

    began = process_time()
    places = lay_out(talking, range(300), radius, 1000, 560)

    assert len(places) == 300
    assert process_time() - began < 1
