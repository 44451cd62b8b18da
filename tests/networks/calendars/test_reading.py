"""From a calendar file to what happened on which day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.calendars.lines import MAX_BYTES, MAX_EVENTS, UnreadableCalendarError
from networks.calendars.reading import MAX_OCCURRENCES, read_calendar
from tests.networks.calendars.writing import FIRST, HOME, TODAY, calendar, days, event, read

ZONE = """BEGIN:VTIMEZONE
TZID:Ours
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+1100
TZOFFSETTO:+1000
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+1000
TZOFFSETTO:+1100
END:DAYLIGHT
END:VTIMEZONE""".replace("\n", "\r\n")


def refusal(data):
    with pytest.raises(UnreadableCalendarError) as refused:
        read_calendar(data, first=FIRST, today=TODAY, home=HOME)
    return str(refused.value)


def test_meeting_is_read_with_its_day_its_topic_and_who_was_invited():
    found = read(
        event(
            'ATTENDEE;CN="Maes; Anna";PARTSTAT=ACCEPTED:mailto:Anna@X.be',
            "ATTENDEE;PARTSTAT=NEEDS-ACTION:MAILTO:bram@x.be",
            "ATTENDEE;PARTSTAT=DECLINED:mailto:cas@x.be",
            "ATTENDEE;ROLE=NON-PARTICIPANT:mailto:dirk@x.be",
            "ATTENDEE;CUTYPE=ROOM:mailto:zaal@x.be",
            "ATTENDEE;CUTYPE=RESOURCE:mailto:beamer@x.be",
            "ORGANIZER:mailto:els@x.be",
            "BEGIN:VALARM",
            "ATTENDEE:mailto:alarm@x.be",
            "SUMMARY:Alarm",
            "END:VALARM",
            summary="Stuurgroep\\, maandag\\n ",
        )
    )

    (meeting,) = found.occurrences
    assert (meeting.day, meeting.topic) == (date(2026, 1, 5), "Stuurgroep, maandag")
    assert meeting.addresses == {"anna@x.be", "bram@x.be", "els@x.be"}
    assert "1@x" not in meeting.key


def test_who_invited_and_declined_was_not_there():
    found = read(event("ATTENDEE;PARTSTAT=DECLINED:mailto:els@x.be", "ORGANIZER:mailto:Els@x.be"))

    assert found.occurrences[0].addresses == frozenset()


@pytest.mark.parametrize(
    ("start", "head", "expected"),
    [
        ("DTSTART;VALUE=DATE:20260105", "", "5/1"),
        ("DTSTART:20260105T233000", "", "5/1"),  # at home
        ("DTSTART:20260105T233000Z", "", "6/1"),
        ("DTSTART;TZID=America/New_York:20260105T190000", "", "6/1"),
        ("DTSTART;TZID=Eastern Standard Time:20260105T190000", "", "6/1"),
        ("DTSTART;TZID=/freeassociation.sourceforge.net/America/New_York:20260105T190000", "", "6/1"),
        ("DTSTART:20260105T190000", "X-WR-TIMEZONE:America/New_York", "6/1"),
        ("DTSTART;TZID=Ours:20260106T080000", ZONE, "5/1"),  # at 22 hours at home, by winter time there
        ("DTSTART;TZID=Ours:20260106T100000", ZONE, "6/1"),
    ],
)
def test_day_is_the_one_at_home(start, head, expected):
    assert days(event(start=start), head=head) == [expected]


@pytest.mark.parametrize("name", ["Nowhere/Special", "../../etc/passwd", "Europe", "x" * 500, "é"])
def test_zone_that_nobody_knows_is_read_as_the_calendars_own_and_said(name):
    found = read(event(start=f"DTSTART;TZID={name}:20260105T190000"), head="X-WR-TIMEZONE:America/New_York")

    assert found.occurrences[0].day == date(2026, 1, 6)
    assert found.unknown_zones == [name[:60]]


def test_series_runs_to_today_without_what_was_left_out():
    assert days(
        event("RRULE:FREQ=WEEKLY;BYDAY=MO", "EXDATE;TZID=Europe/Brussels:20260112T100000,20260119T100000")
    ) == ["5/1", "26/1", "2/2", "9/2"]


def test_series_ends_where_it_says():
    until = "RRULE:FREQ=WEEKLY;UNTIL="

    assert days(event("RRULE:FREQ=WEEKLY;COUNT=2")) == ["5/1", "12/1"]
    assert days(event(f"{until}20260119T090000Z")) == ["5/1", "12/1", "19/1"]  # at 10 hours at home
    assert days(event(f"{until}20260119T085900Z")) == ["5/1", "12/1"]
    assert days(event(f"{until}20260118")) == ["5/1", "12/1"]


def test_single_days_of_a_series_are_moved_renamed_and_called_off():
    series = event("RRULE:FREQ=WEEKLY", start="DTSTART;TZID=Europe/Brussels:20260105T100000")
    moved = event(
        "RECURRENCE-ID:20260112T090000Z", start="DTSTART:20260114T100000", summary="Stuurgroep, later"
    )
    off = event("RECURRENCE-ID;TZID=Europe/Brussels:20260119T100000", "STATUS:CANCELLED")
    found = read(moved, series, off)

    assert [(each.day.day, each.topic) for each in found.occurrences[:3]] == [
        (5, "Stuurgroep"),
        (14, "Stuurgroep, later"),
        (26, "Stuurgroep"),
    ]
    assert [each.key[-10:] for each in found.occurrences[:2]] == ["2026-01-05", "2026-01-12"]
    assert found.cancelled == 1


def test_more_days_than_the_rule_says_are_read_too():
    assert days(event("RDATE:20260107T100000,20260108T100000Z", "RDATE;VALUE=PERIOD:20260109T100000/PT1H")) == [
        "5/1", "7/1", "8/1", "9/1",
    ]  # fmt: skip


def test_what_is_left_out_is_counted():
    found = read(
        event("STATUS:CANCELLED", uid="off"),
        event("CLASS:PRIVATE", uid="private"),
        event(uid="coming", start="DTSTART:20260301T100000"),
        event("RRULE:FREQ=DAILY", uid="never ending", start="DTSTART:20260209T100000"),
        event(uid="early", start="DTSTART:20251201T100000"),
        event(uid="no day", start="DTSTART:yesterday"),
        event(uid="no such day", start="DTSTART:20260230T100000"),
        event("RRULE:FREQ=SECONDLY", uid="hostile"),
    )

    assert [each.day.day for each in found.occurrences] == [5, 9, 10]
    assert (found.cancelled, found.private, found.coming, found.earlier) == (1, 1, 2, 1)
    assert (found.unreadable, found.unfollowed) == (2, 1)


def test_newest_version_of_an_event_counts():
    old = event("SEQUENCE:1", summary="Oud")
    new = event("SEQUENCE:2", start="DTSTART:20260106T100000", summary="Nieuw")

    assert [each.topic for each in read(new, old).occurrences] == ["Nieuw"]


def test_letter_that_was_folded_in_its_middle_is_whole():
    data = calendar(event(summary="Café")).replace("é".encode(), b"\xc3\r\n \xa9")

    found = read_calendar(data, first=FIRST, today=TODAY, home=HOME)

    assert found.occurrences[0].topic == "Café"


def test_file_that_is_no_calendar_is_refused_in_a_sentence_of_its_own():
    whole = calendar(event())

    assert (
        refusal(b"PK\x03\x04...")
        == "This is an archive (.zip). Unpack it, and choose the calendar in it (.ics)."
    )
    assert refusal(b"<!doctype html>").startswith("This is not a calendar.")
    assert refusal(b"").startswith("This is not a calendar.")
    assert refusal(whole[:-20]).startswith("This calendar breaks off or is damaged")
    assert refusal(whole.replace(b"END:VEVENT", b"END:VTODO")).startswith("This calendar breaks off")
    assert "UTF-8" in refusal(whole.replace(b"Stuurgroep", b"Overleg \xe9\xe9n"))
    assert "UTF-8" in refusal(whole.decode().encode("utf-16"))


def test_file_that_is_too_much_is_refused_in_a_sentence():
    daily = [
        event("RRULE:FREQ=DAILY;COUNT=50000", uid=str(n), start="DTSTART:19000101T100000") for n in range(30)
    ]
    often = [event("RRULE:FREQ=DAILY", uid=str(n)) for n in range(MAX_OCCURRENCES // 35)]

    assert "2 MB" in refusal(b"BEGIN:VCALENDAR\r\n" + b"x" * MAX_BYTES)
    assert "5,000 events" in refusal(calendar(*[event()] * (MAX_EVENTS + 1)))
    assert refusal(calendar(*daily)).startswith("This calendar repeats too much")
    assert refusal(calendar(*often)).startswith("This calendar repeats too much")
    assert refusal(b"BEGIN:VCALENDAR\r\n" * 50).startswith("This calendar breaks off")


LINES = st.sampled_from(
    [
        "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTIMEZONE", "END:VTIMEZONE", "TZID:Ours", "UID:1", "UID:2",
        "DTSTART:20260105T100000Z", "DTSTART;TZID=Ours:20260105T100000", "DTSTART;VALUE=DATE:20260105",
        "DTSTART:00010101T000000Z", "DTSTART:99991231T235959Z", "DTSTART;TZID=Asia/Tokyo:00010101T000000",
        "RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY;COUNT=3", "RRULE:FREQ=DAILY;UNTIL=00010101T000000Z",
        "RRULE:FREQ=MONTHLY;BYDAY=-1FR;UNTIL=99991231", "RRULE:", "RECURRENCE-ID:20260105T100000Z",
        "RECURRENCE-ID;TZID=Ours:20260105", "RECURRENCE-ID:99991231T235959Z", "STATUS:CANCELLED",
        "EXDATE:20260105T100000Z", "EXDATE:99991231T235959", "RDATE:00010101", "SUMMARY:a\\", "SUMMARY:\x00\x1f",
        "ATTENDEE:mailto:", 'ATTENDEE;CN=":x', "ATTENDEE", "ORGANIZER;;;:x", "SEQUENCE:-1", "METHOD:CANCEL",
        "BEGIN:STANDARD", "END:STANDARD", "TZOFFSETTO:+9959", "TZOFFSETTO:+0200", "TZOFFSETFROM:-2359",
        "X-WR-TIMEZONE:Ours", "X-WR-TIMEZONE:", "BEGIN:VCALENDAR", "END:VCALENDAR", " folded", ":", "",
    ]
)  # fmt: skip


@given(st.lists(LINES | st.text(max_size=20), max_size=40))
def test_any_calendar_is_read_within_the_period_or_refused(lines):
    for data in (
        calendar(*lines),
        calendar(
            "BEGIN:VEVENT",
            "UID:1",
            *[each for each in lines if not each.startswith(("BEGIN", "END"))],
            "END:VEVENT",
        ),
    ):
        try:
            found = read_calendar(data, first=FIRST, today=TODAY, home=HOME)
        except UnreadableCalendarError:
            continue
        assert all(FIRST <= each.day <= TODAY for each in found.occurrences)
        assert all(len(each.topic) <= 200 and len(each.key) <= 300 for each in found.occurrences)
        again = read_calendar(data, first=FIRST, today=TODAY, home=HOME)
        assert [each.key for each in again.occurrences] == [each.key for each in found.occurrences]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    for each in (data, b"BEGIN:VCALENDAR\r\n" + data + b"\r\nEND:VCALENDAR"):
        try:
            read_calendar(each, first=FIRST, today=TODAY, home=HOME)
        except UnreadableCalendarError:
            continue
