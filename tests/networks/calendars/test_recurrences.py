"""On which days a rule falls: held against dateutil, and against rules made to do harm."""

import time
from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import takewhile

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from networks.calendars.recurrences import (
    Budget,
    TooMuchWorkError,
    UnfollowableRuleError,
    days_of,
    read_rule,
)

LAST = date(2026, 2, 10)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def day(text):
    return datetime.strptime(text[:8], "%Y%m%d").date()


def fallen(text, begins, first=date(2021, 1, 1), last=LAST, budget=None):
    return list(days_of(read_rule(text, day), begins, first, last, budget or Budget()))


@st.composite
def rules(draw):
    """A rule as a program could write it."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 5))}"]
    end = draw(st.sampled_from(["", "COUNT", "UNTIL"]))
    if end == "COUNT":
        parts.append(f"COUNT={draw(st.integers(1, 60))}")
    elif end:
        parts.append(f"UNTIL={draw(st.dates(date(2018, 1, 1), date(2027, 1, 1))):%Y%m%d}")
    if draw(st.booleans()):
        numbered = frequency in {"MONTHLY", "YEARLY"} and draw(st.booleans())
        which = st.sampled_from(["1", "2", "-1", "-2", "5"]) if numbered else st.just("")
        chosen = draw(st.lists(st.tuples(which, st.sampled_from(DAYS)), min_size=1, max_size=3, unique=True))
        parts.append("BYDAY=" + ",".join(number + name for number, name in chosen))
    if draw(st.booleans()):
        parts.append(
            f"BYMONTH={','.join(map(str, draw(st.sets(st.integers(1, 12), min_size=1, max_size=4))))}"
        )
    if frequency != "WEEKLY" and draw(st.integers(0, 3)) == 0:
        parts.append(
            f"BYMONTHDAY={','.join(map(str, draw(st.sets(st.sampled_from([1, 8, 15, 31, -1, -2]), min_size=1))))}"
        )
    if frequency == "YEARLY" and draw(st.integers(0, 5)) == 0:
        parts.append(f"BYYEARDAY={draw(st.sampled_from(['1', '100,200', '-1', '366']))}")
    if frequency == "WEEKLY":
        parts.append(f"WKST={draw(st.sampled_from(DAYS))}")
    # Of the first week dateutil sees only what comes after the beginning, and so counts places differently.
    if (
        frequency != "WEEKLY"
        and any(part.startswith("BY") for part in parts)
        and draw(st.integers(0, 3)) == 0
    ):
        parts.append(f"BYSETPOS={draw(st.sampled_from(['1', '-1', '1,3', '-2']))}")
    return ";".join(parts)


@given(rules(), st.dates(date(2017, 1, 1), LAST))
def test_days_are_those_of_another_program(rule, begins):
    other = rrulestr(rule, dtstart=datetime(begins.year, begins.month, begins.day))
    with pytest.MonkeyPatch.context() as patched:
        # A rule that never falls makes the other program count on, by default to the year 9999.
        patched.setattr("datetime.MAXYEAR", LAST.year)
        expected = [each.date() for each in takewhile(lambda each: each.date() <= LAST, other)]

    assert fallen(rule, begins) == [each for each in expected if each >= date(2021, 1, 1)]


@given(st.text(alphabet="FREQINTVALCOUBYSDMW=;,-+0123456789", max_size=60), st.dates())
def test_any_rule_is_followed_within_the_period_or_refused(text, begins):
    for written in (text, f"FREQ=MONTHLY;{text}"):
        try:
            found = fallen(written, begins)
        except (UnfollowableRuleError, TooMuchWorkError):
            continue
        assert found == sorted(set(found))
        assert all(max(begins, date(2021, 1, 1)) <= each <= LAST for each in found)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;COUNT=5",
        "FREQ=HOURLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;INTERVAL=99999999999999999999",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=1000000000",
        "FREQ=DAILY;BYHOUR=8,9",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTH=13",
        "FREQ=DAILY;UNTIL=tomorrow",
        "FREQ=DAILY;WKST=",
        "INTERVAL=2",
        "",
    ],
)
def test_rule_that_makes_no_sense_for_meetings_is_refused(rule):
    with pytest.raises(UnfollowableRuleError):
        fallen(rule, date(2025, 1, 1))


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",  # never
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=10",
        "FREQ=DAILY",
        "FREQ=DAILY;COUNT=100000",
        f"FREQ=DAILY;COUNT=100000;BYSETPOS={','.join(['1'] * 20_000)}",
        f"FREQ=YEARLY;COUNT=100000;BYDAY={','.join(['53MO', '-53SU'] * 10_000)}",
    ],
    ids=lambda rule: rule[:50],
)
@pytest.mark.parametrize("begins", [date.min, date(1600, 5, 5), date.max])
def test_rule_from_the_beginning_of_time_takes_no_time(rule, begins):
    started = time.process_time()
    with suppress(TooMuchWorkError):
        fallen(rule, begins)

    assert time.process_time() - started < 3


def test_work_is_limited_for_all_rules_of_a_file_together():
    budget = Budget(days=1_000)

    with pytest.raises(TooMuchWorkError):
        for _rule in range(10):
            fallen("FREQ=DAILY", LAST - timedelta(days=200), budget=budget)
