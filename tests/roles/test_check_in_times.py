"""When a member is asked again what they bring."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.check_in_times import check_in_is_due, next_check_in

DAY = date(2026, 11, 22)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("last", "joined", "months", "due"),
    [
        (None, date(2026, 8, 22), 6, False),  # three months to the day
        (None, date(2026, 8, 21), 6, True),
        (None, date(2026, 10, 1), 1, True),  # a network that asks every month asks newcomers as soon
        (date(2026, 5, 22), date(2020, 1, 1), 6, False),
        (date(2026, 5, 21), date(2020, 1, 1), 6, True),
    ],
)
def test_check_in_is_due_after_the_norm_or_three_months_after_joining(last, joined, months, due):
    assert check_in_is_due(last, joined, months, DAY) == due


@given(days, st.none() | st.integers(0, 2000), st.integers(1, 60))
def test_the_day_of_the_calendar_is_the_last_on_which_it_is_not_due(joined, after, months):
    last = None if after is None else joined + timedelta(days=after)
    day = next_check_in(last, joined, months)

    assert not check_in_is_due(last, joined, months, day - timedelta(days=1))
    assert check_in_is_due(last, joined, months, day + timedelta(days=1))
