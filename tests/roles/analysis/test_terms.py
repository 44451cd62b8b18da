"""How long somebody has held a role without a break, and when their term is over."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roles.analysis import CoreTerm, Norms
from roles.analysis.terms import term_end, unbroken_start
from tests.roles.analysis.build import DAY, found, mask, network

JANUARY, MARCH, JUNE = date(2026, 1, 1), date(2026, 3, 1), date(2026, 6, 1)


@pytest.mark.parametrize(
    ("started", "months", "end"),
    [
        (date(2024, 11, 22), 24, date(2026, 11, 22)),
        (date(2024, 8, 31), 6, date(2025, 2, 28)),  # the day does not exist: the month's last
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_a_term_ends_some_calendar_months_later(started, months, end):
    assert term_end(started, months) == end


@pytest.mark.parametrize(
    ("spans", "since"),
    [
        ([], None),
        ([(JANUARY, MARCH)], None),  # ended
        ([(DAY, None)], DAY),
        ([(JANUARY, DAY)], None),  # ended on the day itself
        ([(DAY + timedelta(days=1), None)], None),  # not yet begun
        ([(MARCH, None), (JANUARY, MARCH)], JANUARY),  # on the day itself: no break, in whatever order
        ([(JANUARY, MARCH), (MARCH + timedelta(days=1), None)], MARCH + timedelta(days=1)),
        ([(JANUARY, None), (MARCH, JUNE)], JANUARY),  # the longer one goes on
    ],
)
def test_held_without_a_break_since(spans, since):
    assert unbroken_start(spans, DAY) == since


NEAR = st.integers(-80, 5).map(lambda days: DAY + timedelta(days=days))
SPAN = st.tuples(NEAR, st.one_of(st.none(), st.integers(0, 30))).map(
    lambda drawn: (drawn[0], None if drawn[1] is None else drawn[0] + timedelta(days=drawn[1]))
)


@settings(deadline=None)
@given(st.lists(SPAN, max_size=5))
def test_a_term_is_over_exactly_when_the_analysis_says_that_rotation_is_due(spans):
    since = unbroken_start(spans, DAY)
    one = network("Ans leader" if since else "Ans", norms=replace(Norms(), max_core_term_months=1))
    terms = {1: [CoreTerm(mask("leader"), start, end, True) for start, end in spans]}

    due = found(replace(one, core_terms=terms), "rotation-due")

    assert bool(due) == (since is not None and term_end(since, 1) < DAY)
