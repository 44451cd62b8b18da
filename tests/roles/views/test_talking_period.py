"""Which meetings are looked at."""

from datetime import date

import pytest

from roles.pages.talking.period import BEGINNING, asked_period

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("asked", "first", "months"),
    [
        ({}, date(2025, 11, 30), "12"),
        ({"months": "3"}, date(2026, 8, 30), "3"),
        ({"months": "24"}, date(2024, 11, 30), "24"),
        ({"months": "all"}, BEGINNING, "all"),
        ({"months": "-1"}, date(2025, 11, 30), "12"),
    ],
)
def test_period_is_so_many_months_until_today(asked, first, months):
    period = asked_period(asked, TODAY)

    assert (period.first, period.last, period.months, period.errors) == (first, TODAY, months, {})


def test_period_from_a_day_until_a_day_goes_before_months():
    period = asked_period({"from": "2026-01-05", "until": "2026-01-05", "months": "3"}, TODAY)

    assert period[:3] == (date(2026, 1, 5), date(2026, 1, 5), "")
    assert period.shown == {"from": "2026-01-05", "until": "2026-01-05"}


def test_period_with_one_day_is_open_at_the_other_side():
    assert asked_period({"from": "2026-01-05"}, TODAY)[:2] == (date(2026, 1, 5), TODAY)
    assert asked_period({"until": "2026-01-05"}, TODAY)[:2] == (BEGINNING, date(2026, 1, 5))


@pytest.mark.parametrize(
    ("asked", "field", "words"),
    [
        ({"from": "2026-02-30"}, "from", "“2026-02-30” is not a date that exists."),
        ({"until": "soon"}, "until", "“soon” is not a date that exists."),
        ({"from": "1066-01-01"}, "from", "“1066-01-01” is not a date that exists."),
        ({"from": "2026-02-02", "until": "2026-02-01"}, "until", "The period ends before it begins."),
    ],
)
def test_days_that_cannot_be_are_named_and_stay_as_typed(asked, field, words):
    period = asked_period(asked, TODAY)

    assert list(period.errors) == [field]
    assert period.errors[field].startswith(words)
    assert period.shown == {"from": "", "until": ""} | asked
    assert (period.first, period.months) == (date(2025, 11, 30), "12")
