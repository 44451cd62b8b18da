"""What would be recorded of a calendar."""

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.calendars.lines import UnreadableCalendarError
from networks.calendars.plan import MAX_MEETINGS, Known, Meeting, Recorded, Stay, make_plan
from networks.calendars.reading import Occurrence, Reading

DAY = date(2026, 1, 5)
STAYS = {
    "anna@x.be": [Stay(1, date(2025, 1, 1))],
    "bram@x.be": [Stay(2, date(2025, 1, 1), date(2026, 1, 5)), Stay(2, date(2026, 1, 10))],
    "cas@x.be": [Stay(3, date(2025, 1, 1))],
    "cas@y.be": [Stay(3, date(2025, 1, 1))],
}
EVERYBODY = frozenset({*STAYS, "stranger@z.be", "other@z.be"})


def plan(*occurrences, topics=None, typed=()):
    known = Known(STAYS, topics or {}, frozenset(typed))
    return make_plan(Reading(list(occurrences)), known, untitled="Meeting")


def test_meeting_has_the_members_of_that_day_and_strangers_are_only_counted():
    made = plan(
        Occurrence("a", DAY, "Stuurgroep", EVERYBODY),
        Occurrence("b", date(2026, 1, 10), "", EVERYBODY),
    )

    assert made.meetings == [
        Meeting("a", DAY, "Stuurgroep", (1, 3)),
        Meeting("b", date(2026, 1, 10), "Meeting", (1, 2, 3)),
    ]
    assert made.unknown == 2


def test_meeting_with_fewer_than_two_members_is_left_out_and_counted():
    made = plan(
        Occurrence("a", DAY, "Tandarts", frozenset({"anna@x.be", "stranger@z.be"})),
        Occurrence("b", DAY, "Een mens, twee adressen", frozenset({"cas@x.be", "cas@y.be"})),
    )

    assert (made.meetings, made.too_few, made.unknown) == ([], 2, 0)


def test_recorded_meeting_is_left_alone_and_its_new_name_is_told():
    made = plan(
        Occurrence("a", DAY, "STUURGROEP", EVERYBODY),
        Occurrence("b", DAY, "Werkgroep", EVERYBODY),
        topics={"a": "Stuurgroep", "b": "Stuurgroep"},
    )

    assert made.meetings == []
    assert made.recorded == [Recorded(DAY, "Stuurgroep"), Recorded(DAY, "Stuurgroep", "Werkgroep")]


def test_meeting_that_was_typed_in_already_is_marked():
    made = plan(
        Occurrence("a", DAY, "Stuurgroep", EVERYBODY),
        Occurrence("b", DAY, "Werkgroep", EVERYBODY),
        typed=[(DAY, "stuurgroep")],
    )

    assert [each.double for each in made.meetings] == [True, False]


def test_more_meetings_than_anybody_looks_through_are_refused_with_what_to_do():
    many = [Occurrence(str(number), DAY, "x", EVERYBODY) for number in range(MAX_MEETINGS + 1)]

    with pytest.raises(UnreadableCalendarError) as refused:
        plan(*many)

    assert str(refused.value) == (
        "This calendar has 501 meetings of this network in that period. "
        "Choose a later first day: at most 500 are recorded at once."
    )
    assert len(plan(*many[1:]).meetings) == MAX_MEETINGS


occurrences = st.builds(
    Occurrence,
    key=st.sampled_from("abcdef"),
    day=st.dates(date(2025, 12, 1), date(2026, 2, 1)),
    topic=st.sampled_from(["", "Stuurgroep", "Werkgroep"]),
    addresses=st.frozensets(st.sampled_from(sorted(EVERYBODY))),
)


@given(st.lists(occurrences, max_size=12))
def test_what_was_recorded_once_is_never_recorded_again(found):
    once = plan(*found)
    again = plan(*found, topics={each.key: each.topic for each in once.meetings})

    assert again.meetings == []
    assert len(again.recorded) == len(once.meetings)
    assert len({each.key for each in once.meetings}) == len(once.meetings)
    assert all(len(set(each.people)) == len(each.people) >= 2 for each in once.meetings)


def test_thousands_of_addresses_in_a_series_are_looked_through_once():
    crowd = frozenset({*STAYS, *(f"{number}@z.be" for number in range(40_000))})
    days = [date(2026, 1, 10) + timedelta(days=number) for number in range(400)]
    started = time.process_time()

    made = plan(*(Occurrence(str(each), each, "Congres", crowd) for each in days))

    assert (len(made.meetings), made.unknown) == (400, 40_000)
    assert time.process_time() - started < 0.5
