"""How a seat stands with its mandates, and when a policy wants looking at."""

from datetime import date, timedelta

import pytest

from roles.analysis import Mandate
from roles.analysis.review import needs_review
from roles.analysis.standing import MandateRecord, Standing, standing_on

DAY = date(2026, 11, 22)
EVE, MORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)
LONG_AGO = date(2025, 1, 1)


def record(
    *, granted=LONG_AGO, first=LONG_AGO, last=MORROW, withdrawn=None, asked=None, declined=None, hours=None
):
    return MandateRecord(Mandate(granted, first, last, withdrawn, 0), asked, declined, hours)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (record(last=DAY, hours=8), Standing("valid", DAY, 8)),
        (record(first=DAY, last=MORROW), Standing("valid", MORROW)),
        (record(granted=DAY), Standing("valid", MORROW)),
        (record(last=EVE), Standing("ended", EVE)),
        (record(withdrawn=DAY), Standing("ended", EVE)),
        (record(withdrawn=MORROW), Standing("valid", DAY)),
        (record(first=MORROW, last=MORROW), Standing("upcoming", MORROW)),
        (record(first=MORROW, last=MORROW, withdrawn=EVE), Standing("ended", EVE - timedelta(days=1))),
        (record(granted=MORROW), Standing("none")),
        (record(granted=None, asked=EVE), Standing("asked", EVE)),
        (record(granted=None), Standing("asked")),
        (record(granted=None, asked=EVE, last=EVE), Standing("none")),
        (record(granted=None, asked=EVE, declined=DAY), Standing("none")),
    ],
)
def test_standing_of_one_mandate(given, expected):
    assert standing_on([given], DAY) == expected


def test_standing_without_a_mandate():
    assert standing_on([], DAY) == Standing("none")


def test_standing_says_the_most_hopeful_of_several():
    ended, coming = record(last=EVE), record(first=MORROW, last=MORROW)
    asked = record(granted=None, asked=EVE)
    valid = record(hours=8)

    assert standing_on([ended, coming], DAY).state == "upcoming"
    assert standing_on([ended, coming, asked], DAY).state == "asked"
    assert standing_on([ended, coming, asked, valid], DAY) == Standing("valid", MORROW, 8)


def test_standing_adds_up_the_hours_of_mandates_that_are_valid():
    longer = record(last=MORROW + timedelta(days=9), hours=4)

    assert standing_on([record(hours=8), longer, record(last=EVE, hours=90)], DAY) == Standing(
        "valid", longer.mandate.last_day, 12
    )


@pytest.mark.parametrize(
    ("reviewed", "expected"),
    [
        (None, True),
        (date(2025, 11, 21), True),
        (date(2025, 11, 22), False),  # a year is not more than a year
        (DAY, False),
        (MORROW, False),
    ],
)
def test_review_is_due_after_a_year_or_when_there_was_none(reviewed, expected):
    assert needs_review(reviewed, DAY) is expected
