"""Which rows speak of which recorded periods."""

from datetime import date

import pytest

from roles.spreadsheets.periods import Period, overlap, pair

A, B, C, D = (date(year, 1, 1) for year in (2020, 2021, 2022, 2030))
DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("row", "recorded", "chosen"),
    [
        (Period(A, None), [Period(A, A), Period(A, None)], 1),
        (Period(A, B), [Period(A, None), Period(A, B)], 1),
        (Period(A, None, says_end=False), [Period(A, B), Period(A, None)], 1),
        (Period(A, None, says_end=False), [Period(A, B)], 0),
        (Period(None, None), [Period(A, B), Period(C, None)], 1),
        (Period(None, None), [Period(A, B)], None),
        (Period(None, B), [Period(A, B), Period(C, None)], 0),
        (Period(B, None), [Period(A, None)], 0),
        (Period(B, None), [Period(A, C)], None),
        (Period(B, C), [Period(A, C)], 0),
        (Period(A, B), [Period(B, C)], None),
        (Period(A, B), [Period(C, None)], None),
        (Period(A, C), [Period(B, None)], 0),
        (Period(A, None), [Period(D, D)], None),
    ],
)
def test_pair(row, recorded, chosen):
    assert pair([row], recorded, DAY) == ({} if chosen is None else {0: chosen})


def test_each_recorded_period_is_spoken_of_once():
    rows = [Period(None, None), Period(A, None)]

    assert pair(rows, [Period(A, None)], DAY) == {1: 0}


def test_overlap():
    assert overlap(A, C, B, None)
    assert not overlap(A, B, B, C)
    assert not overlap(B, B, A, C)
    assert overlap(A, None, D, None)
