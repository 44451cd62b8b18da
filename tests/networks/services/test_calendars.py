"""Recording the meetings of a calendar."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from networks.calendars.plan import Meeting
from networks.models import Attendance, Consultation
from networks.services.calendars import record_meetings
from roles.services.erasing import erase_person
from tests.factories import MembershipFactory, NetworkFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)
BEFORE = date(2026, 3, 1)


@pytest.fixture
def members():
    network = NetworkFactory()
    return [MembershipFactory(network=network) for _one in range(3)]


def meeting(members, key="a", day=DAY, topic="Stuurgroep"):
    return Meeting(key, day, topic, tuple(each.person_id for each in members))


def record(members, *meetings):
    return record_meetings(network=members[0].network, meetings=meetings, recorded_by=members[0].person)


def test_meetings_are_recorded_without_a_chair_and_the_second_time_nothing_changes(members):
    twice = [
        record(members, meeting(members), meeting(members[:2], "b", topic="Werkgroep")) for _time in "ab"
    ]

    assert twice == [2, 0]
    found = Consultation.objects.get(calendar_key="a")
    assert (found.held_on, found.topic, found.recorded_by) == (DAY, "Stuurgroep", members[0].person)
    assert list(found.attendances.values_list("chaired", flat=True)) == [False] * 3
    assert Attendance.objects.count() == 5


def test_recorded_meeting_keeps_what_was_made_of_it(members):
    record(members, meeting(members))
    Consultation.objects.update(topic="Zoals wij het noemen")

    assert record(members, meeting(members, topic="Zoals de agenda het noemt")) == 0
    assert Consultation.objects.get().topic == "Zoals wij het noemen"


def test_who_was_no_member_after_all_is_left_out_and_so_is_a_meeting_of_one(members):
    anna, bram, cas = members
    bram.left_on = DAY
    bram.save()
    erase_person(person=cas.person)
    stranger = MembershipFactory()

    total = record(
        members,
        meeting(members),
        meeting([anna, stranger], "b"),
        meeting([anna, bram], "c", date(2026, 3, 1)),
    )

    assert total == 1
    assert set(Consultation.objects.get().attendances.values_list("person", flat=True)) == {
        anna.person_id,
        bram.person_id,
    }


def test_nothing_is_half_recorded_when_somebody_else_is_quicker(members, monkeypatch):
    def taken(*_rows, **_options):
        raise IntegrityError

    monkeypatch.setattr(Attendance.objects, "bulk_create", taken)

    with pytest.raises(ValidationError):
        record(members, meeting(members))

    assert not Consultation.objects.exists()
