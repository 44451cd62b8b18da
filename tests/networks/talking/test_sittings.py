"""Who sat at which meeting, read from the database."""

from datetime import date

import pytest

from networks.talking.sittings import Meeting, Somebody, read_sittings
from tests.factories import (
    AttendanceFactory,
    ConsultationFactory,
    EngagementFactory,
    MembershipFactory,
    NetworkFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)


@pytest.fixture
def network():
    return NetworkFactory()


def meet(network, day, *people, chair=None):
    consultation = ConsultationFactory(network=network, held_on=day)
    for person in people:
        AttendanceFactory(consultation=consultation, person=person, chaired=person == chair)


def read(*networks):
    return read_sittings([each.pk for each in networks], FIRST, LAST, LAST)


def test_meetings_of_the_period_count_its_first_and_last_day_among_them(network):
    ann, bob = (MembershipFactory(network=network, engagement=None).person for _ in range(2))
    for day in (date(2025, 12, 31), FIRST, LAST, date(2026, 4, 1)):
        meet(network, day, ann, bob, chair=bob)
    meet(NetworkFactory(), FIRST, ann, bob)

    found = read(network)

    assert found.meetings == (Meeting({ann.pk: None, bob.pk: None}, bob.pk),) * 2


def test_people_are_who_came_and_who_is_a_member_at_the_end(network):
    seat = MembershipFactory(network=network, person__name="Stays")
    left = MembershipFactory(network=network, person__name="Left after coming", left_on=date(2026, 2, 1))
    MembershipFactory(network=network, person__name="Left without coming", left_on=date(2026, 2, 1))
    MembershipFactory(network=network, person__name="Comes later", joined_on=date(2026, 4, 1))
    guest = PersonFactory(name="Guest")
    engaged = EngagementFactory(network=network)
    meet(network, date(2026, 1, 5), left.person, guest)

    found = read(network)

    assert found.people == {
        seat.person.pk: Somebody("Stays", "stays", seat.organisation.pk),
        left.person.pk: Somebody("Left after coming", "left after coming", left.organisation.pk),
        guest.pk: Somebody("Guest", "guest", None),
    }
    assert engaged.organisation.pk in found.organisations


def test_person_counts_for_the_organisation_they_sat_there_for(network):
    ann = PersonFactory()
    before = MembershipFactory(
        network=network, person=ann, joined_on=date(2025, 1, 1), left_on=date(2026, 2, 1)
    )
    now = MembershipFactory(network=network, person=ann, joined_on=date(2026, 2, 1))
    for day in (date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 2)):
        meet(network, day, ann)

    found = read(network)

    assert [meeting.seats for meeting in found.meetings] == [
        {ann.pk: before.organisation.pk},
        {ann.pk: now.organisation.pk},
        {ann.pk: now.organisation.pk},
    ]
    assert found.people[ann.pk].organisation == now.organisation.pk


def test_somebody_erased_is_left_out_and_those_they_met_are_not(network):
    ann, bob = (MembershipFactory(network=network, engagement=None).person for _ in range(2))
    gone = MembershipFactory(network=network, person__name="N.N.", person__erased_on=FIRST).person
    meet(network, FIRST, ann, bob, gone, chair=gone)

    found = read(network)

    assert found.meetings == (Meeting({ann.pk: None, bob.pk: None}, None),)
    assert set(found.people) == {ann.pk, bob.pk}


def test_several_networks_are_read_together(network):
    other = NetworkFactory()
    ann, bob, cas = PersonFactory.create_batch(3)
    seat = MembershipFactory(network=network, person=ann)
    MembershipFactory(network=other, person=bob, engagement=None)
    meet(network, FIRST, ann, bob)
    meet(other, LAST, ann, cas)

    found = read(network, other)

    assert [set(meeting.seats) for meeting in found.meetings] == [{ann.pk, bob.pk}, {ann.pk, cas.pk}]
    assert found.meetings[1].seats == {ann.pk: None, cas.pk: None}
    assert found.people[ann.pk].organisation == seat.organisation.pk
