"""What the loaders read of purposes, notes and role cards, on both sides of each day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from roles.loading.over_time import load_snapshots_over
from roles.loading.snapshots import load_snapshot
from tests.factories import (
    AttendanceFactory,
    ListeningNoteFactory,
    MappingCountFactory,
    MappingRoundFactory,
    MembershipFactory,
    PurposeClarityFactory,
    PurposeVersionFactory,
    RoleAssignmentFactory,
    role,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
CLOSED = TODAY - timedelta(days=10)
LONG_AGO = TODAY - timedelta(days=900)


def ago(days):
    return TODAY - timedelta(days=days)


def both(network, day=TODAY):
    """The snapshot of a day, on which both loaders agree."""
    one, (other,) = load_snapshot(network, day), load_snapshots_over(network, [day])
    names = ("clarities", "heard", "sittings", "cards")
    assert [getattr(one, name) for name in names] == [getattr(other, name) for name in names]
    return one


@pytest.fixture
def member():
    return MembershipFactory(joined_on=LONG_AGO, network__started_on=LONG_AGO)


def cards(member, *, closed=CLOSED, answered=4, way="everyone", seen_by=3, of="leader"):
    laid = MappingRoundFactory(
        network=member.network,
        way=way,
        opened_on=LONG_AGO,
        closes_on=closed or TODAY,
        closed_on=closed,
        answered_by=answered,
    )
    MappingCountFactory(round=laid, role=role(of), person=member.person, seen_by=seen_by)
    return laid


@pytest.mark.parametrize(
    ("started", "ended", "settled"),
    [
        (20, None, True),
        (20, 3, True),  # passed on since
        (20, 10, True),  # passed on that day
        (20, 11, False),  # laid down before it closed
        (11, None, True),
        (10, None, False),  # taken on that day
    ],
)
def test_a_role_that_was_held_when_the_round_closed_is_settled(member, started, ended, settled):
    cards(member)
    RoleAssignmentFactory(
        membership=member,
        role=role("leader"),
        started_on=ago(started),
        ended_on=None if ended is None else ago(ended),
    )

    found = both(member.network).cards

    assert (found.seen == {}) == settled
    assert (found.closed, found.answered_by) == (CLOSED, 4)


@pytest.mark.parametrize(("left", "settled"), [(10, True), (11, False)])
def test_a_role_is_held_no_longer_than_its_seat(member, left, settled):
    cards(member)
    RoleAssignmentFactory(membership=member, role=role("leader"), started_on=ago(20))
    member.left_on = ago(left)
    member.save()

    assert (both(member.network).cards.seen == {}) == settled


@pytest.mark.parametrize("later", [{"answered": 2}, {"way": "coordinator"}, {"closed": None}])
def test_rounds_that_say_nothing_do_not_hide_an_earlier_one(member, later):
    cards(member, closed=ago(20))
    cards(member, **later)

    assert both(member.network).cards.closed == ago(20)


def test_the_last_round_that_had_closed_counts(member):
    cards(member, closed=ago(20), seen_by=4)
    cards(member, closed=CLOSED, of="driver")

    assert both(member.network, ago(11)).cards.closed == ago(20)
    assert both(member.network, CLOSED).cards.closed == CLOSED
    assert both(member.network, ago(21)).cards is None


def test_what_is_said_of_an_earlier_version_of_the_purpose_is_over_with_it(member):
    first, second = (
        PurposeVersionFactory(network=member.network, number=number, written_on=day)
        for number, day in ((1, ago(40)), (2, ago(20)))
    )
    PurposeClarityFactory(version=first, person=member.person, score=2, said_on=ago(30))

    assert both(member.network, ago(31)).clarities == {}
    assert both(member.network, ago(21)).clarities == {member.person_id: 2}
    assert both(member.network, ago(20)).clarities == {}

    PurposeClarityFactory(version=second, person=member.person, score=5, said_on=ago(5))

    assert both(member.network, ago(6)).clarities == {}
    assert both(member.network).clarities == {member.person_id: 5}


@pytest.mark.parametrize(("answer", "heard"), [("recognised", True), ("nearly", False), ("not", False)])
def test_somebody_is_heard_from_the_day_that_they_recognised_themselves(member, answer, heard):
    ListeningNoteFactory(network=member.network, about=member.person, answer=answer, answered_on=ago(5))

    assert both(member.network).heard == ({member.person_id: ago(5)} if heard else {})
    assert both(member.network, ago(6)).heard == {}


def test_a_meeting_has_who_sat_there_and_its_chair(member):
    chair = AttendanceFactory(
        consultation__network=member.network, consultation__held_on=ago(5), chaired=True
    )
    AttendanceFactory(consultation=chair.consultation, person=member.person)

    sittings = both(member.network).sittings

    assert (sittings.first, sittings.meetings, sittings.chairs) == (ago(5), 1, {chair.person_id: 1})
    assert set(sittings.met) == {chair.person_id, member.person_id}
    assert both(member.network, ago(6)).sittings is None
