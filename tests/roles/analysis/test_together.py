"""What stands between people: an unclear purpose, one chair, tables that are not shared, what only others see."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from roles.analysis import Cards, Meeting, Norms, analyse, sum_up
from roles.analysis.findings.together import ENOUGH_PEOPLE
from tests.roles.analysis.build import DAY, found, mask, network

TEN = ("Ans/Delta*5", "Bo/Gamma*5")
YEAR_AGO = date(2025, 11, 22)


# A purpose that is unclear to many --------------------------------------------------------------------------


def clear_to(*scores, **fields):
    return network(*TEN, clarities=dict(enumerate(scores, start=1)), **fields)


@pytest.mark.parametrize(
    ("scores", "share"),
    [
        ((1, 3, 3), Fraction(100, 3)),
        ((2, 3, 5), Fraction(100, 3)),
        ((3, 3, 3), None),  # three is neither clear nor unclear
        ((1, 2), None),  # of two, a share would tell who said what
        ((1, 4, 4, 4), None),  # exactly the norm
        ((1, 2, 4, 4, 4), 40),
    ],
)
def test_a_purpose_is_unclear_to_many_over_the_norm(scores, share):
    expected = [] if share is None else [("warning", "network", "net", "", share, 25)]

    assert found(clear_to(*scores), "purpose-unclear-to-many") == expected


def test_an_unclear_purpose_is_no_more_than_a_notice_in_the_early_phases():
    assert [each[0] for each in found(clear_to(1, 1, 1, phase="share"), "purpose-unclear-to-many")] == [
        "notice"
    ]


def test_what_those_say_who_are_no_longer_members_does_not_count():
    assert found(network(*TEN, clarities={1: 3, 2: 3, 98: 1, 99: 1}), "purpose-unclear-to-many") == []


# Meetings ---------------------------------------------------------------------------------------------------


def met(*tables, day=DAY, **fields):
    """A network in which people met: each table is written "1 2 3", the chair first and with a star."""
    meetings = []
    for table in tables:
        people = [int(each.strip("*")) for each in table.split()]
        meetings.append(Meeting(day, people[0] if "*" in table else None, frozenset(people)))
    months = fields.get("norms", Norms()).meeting_months
    snapshot = network(*fields.pop("people", TEN), **fields)
    return replace(snapshot, sittings=sum_up(meetings, months, DAY))


DELTA, GAMMA = "1* 6", "6* 1"
THREE_PARTIES = (*TEN, "Cas")


@pytest.mark.parametrize(
    ("tables", "people", "expected"),
    [
        ((DELTA, DELTA, DELTA, GAMMA), THREE_PARTIES, [(75, 50)]),
        ((DELTA, DELTA, GAMMA, GAMMA), THREE_PARTIES, []),  # exactly the norm
        ((DELTA, DELTA, DELTA), THREE_PARTIES, []),  # three meetings are too few
        ((DELTA, DELTA, DELTA, "1 6"), THREE_PARTIES, []),  # so are three with a chair
        (
            (DELTA, DELTA, "99* 1", "99* 1", "99* 1"),
            THREE_PARTIES,
            [],
        ),  # a chair who has left counts for nobody
        ((DELTA, DELTA, DELTA, "2* 6", "11* 1"), THREE_PARTIES, [(80, 50)]),  # whoever of theirs
        (("11* 1",) * 4, THREE_PARTIES, []),  # somebody in their own name is no organisation
        ((DELTA, DELTA, DELTA, GAMMA), TEN, []),  # of two parties: exactly halfway to everything
        ((DELTA, DELTA, DELTA, DELTA, GAMMA), TEN, [(80, 75)]),
        (("1* 2",) * 4, ("Ans/Delta*5",), []),  # a single party has nobody to share with
    ],
)
def test_one_organisation_chairs_most_meetings(tables, people, expected):
    snapshot = met(*tables, people=people)

    assert found(snapshot, "chair-dominance-organisation") == [
        ("warning", "organisation", "delta", "", value, limit) for value, limit in expected
    ]


ALL = "1 2 3 4"
APART = ("1 2", "3 4", "1 2")  # two of six pairs met
FOUR = ("Ans/Delta*2", "Bo/Gamma*2")


@pytest.mark.parametrize(
    ("tables", "share"),
    [
        (APART, Fraction(200, 3)),
        (("1 2 3", "1 2", "1 2"), None),  # three of six: exactly the norm
        (("1 2", "1 3", "4 99"), Fraction(200, 3)),  # meeting somebody who has left counts for nobody here
        (("1 2", "3 4"), None),  # two meetings are too few
        (("1 2", "3 4", "1"), None),  # one person alone is no meeting
        ((ALL, ALL, ALL), None),
        (("1 2", "1 2", "1 2"), Fraction(500, 6)),  # who sat nowhere met nobody
    ],
)
def test_pairs_who_never_met_over_the_norm(tables, share):
    expected = [] if share is None else [("notice", "network", "net", "", share, 50)]

    assert found(met(*tables, people=FOUR), "never-met") == expected


def test_pairs_are_of_four_people_or_more():
    assert found(met("1 2", "1 2", "1 2", people=("Ans/Delta*3",)), "never-met") == []


@pytest.mark.parametrize(("joined", "flagged"), [(DAY, 1), (date(2026, 11, 23), 0)])
def test_only_who_had_joined_by_the_first_meeting_is_one_of_a_pair(joined, flagged):
    snapshot = met(*APART, people=FOUR)
    *others, last = snapshot.members

    snapshot = replace(snapshot, members=[*others, last._replace(joined=joined)])

    assert len(found(snapshot, "never-met")) == flagged


@pytest.mark.parametrize(
    ("day", "months", "counts"),
    [(YEAR_AGO, 12, True), (date(2025, 11, 21), 12, False), (date(2025, 11, 21), 13, True)],
)
def test_meetings_count_for_the_norms_months(day, months, counts):
    snapshot = met(*APART, DELTA, DELTA, DELTA, DELTA, day=day, norms=Norms(meeting_months=months))

    assert (snapshot.sittings is not None) == counts
    assert bool(found(snapshot, "chair-dominance-organisation")) == counts
    assert bool(found(snapshot, "never-met")) == counts


def test_meetings_of_later_do_not_count():
    assert sum_up([Meeting(date(2026, 11, 23), None, frozenset({1, 2}))], 12, DAY) is None


# Listening --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("people", "heard", "unheard"),
    [
        ("Ans*4", (1, 2), ["3", "4"]),  # half is enough
        ("Ans*5", (1, 2), []),
        ("Ans*5", (1, 2, 3), ["4", "5"]),
        ("Ans*4", (1, 2, 3, 4), []),
        ("Ans*4", (1, 99), []),  # of members
        ("Ans*3", (1, 2), []),  # of three, it would tell who listened to whom
    ],
)
def test_who_is_heard_of_by_nobody_once_listening_is_a_habit(people, heard, unheard):
    snapshot = network(people, heard=dict.fromkeys(heard, DAY))

    assert found(snapshot, "unheard-member") == [
        ("notice", "individual", person, "", 82, 3)
        for person in unheard  # months since 2020-01-01
    ]


def test_who_has_been_heard_only_later_is_unheard_on_the_day():
    snapshot = network("Ans*4", heard={1: DAY, 2: DAY, 3: date(2026, 11, 23)})

    assert [each[2] for each in found(snapshot, "unheard-member")] == ["3", "4"]


@pytest.mark.parametrize(
    ("joined", "months", "flagged"),
    [
        (date(2026, 8, 21), 3, [(3, 3)]),
        (date(2026, 8, 22), 3, []),
        (date(2026, 8, 21), 4, []),
        (date(2026, 10, 21), 1, [(1, 1)]),
        (date(2026, 10, 22), 1, []),
    ],
)
def test_newcomers_are_not_unheard(joined, months, flagged):
    snapshot = network("Ans*4", heard=dict.fromkeys((1, 2, 3), DAY), norms=Norms(unheard_months=months))
    *others, last = snapshot.members

    snapshot = replace(snapshot, members=[*others, last._replace(joined=joined)])

    assert [each[-2:] for each in found(snapshot, "unheard-member")] == flagged


def test_who_is_unheard_is_told_to_them_and_the_coordinators_only():
    findings = analyse(network(f"Ans*{ENOUGH_PEOPLE}", heard={1: DAY, 2: DAY})).findings

    assert {each.code for each in findings if each.private} == {"unheard-member"}


# Role cards -------------------------------------------------------------------------------------------------


def seen(person, *, answered=4, closed=DAY, people=("Ans critic", "Bo leader", "Cas*2"), **roles):
    """A network of a round of cards: so many see each role with a person."""
    marks = {mask(slug.replace("_", "-")): count for slug, count in roles.items() if slug != "norms"}
    fields = {"norms": roles["norms"]} if "norms" in roles else {}
    return network(*people, cards=Cards(closed, answered, {person: marks}), **fields)


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ({"leader": 2}, [("leader", 50)]),  # half is enough
        ({"leader": 1}, []),
        ({"leader": 3, "diplomat": 2, "driver": 1}, [("leader diplomat", 75)]),
        ({"critic": 4}, []),  # held
        ({"critic": 4, "leader": 3}, [("leader", 75)]),
        ({"leader": 2, "answered": 2}, []),  # of two, a share says nothing
        ({"leader": 2, "answered": 3}, [("leader", Fraction(200, 3))]),
        ({"leader": 1, "answered": 4, "norms": Norms(min_seen_share=25)}, [("leader", 25)]),
    ],
)
def test_roles_seen_on_who_does_not_hold_them(marks, expected):
    limit = marks.get("norms", Norms()).min_seen_share

    assert found(seen(1, **marks), "role-seen-elsewhere") == [
        ("notice", "individual", "1", roles, value, limit) for roles, value in expected
    ]


def test_who_is_no_longer_a_member_is_not_looked_at():
    assert found(seen(99, leader=4), "role-seen-elsewhere") == []


@pytest.mark.parametrize(("closed", "flagged"), [(YEAR_AGO, 1), (date(2025, 11, 21), 0)])
def test_a_round_of_cards_counts_for_the_norms_months(closed, flagged):
    assert len(found(seen(1, leader=4, closed=closed), "role-seen-elsewhere")) == flagged


FOUR_ROLES = "Ans critic supporter diplomat innovator"


@pytest.mark.parametrize(
    ("people", "marks", "hidden", "elsewhere"),
    [
        ((FOUR_ROLES, "Bo leader", "Cas*2"), {"leader": 2}, [("leader", 5, 4)], []),
        ((FOUR_ROLES, "Bo leader", "Cas*2"), {"leader": 2, "driver": 2}, [("leader", 5, 4)], ["driver"]),
        # Nobody holds it on paper, so that nobody's work is hidden behind it.
        ((FOUR_ROLES, "Bo driver", "Cas*2"), {"leader": 4}, [], ["leader"]),
        # Four in all: exactly the limit.
        (("Ans critic diplomat supporter", "Bo leader", "Cas*2"), {"leader": 4}, [], ["leader"]),
        # Too much already: that is told of as such.
        ((FOUR_ROLES + " fundraiser", "Bo leader", "Cas*2"), {"leader": 4}, [], ["leader"]),
        # In a group of three the limit is five.
        ((FOUR_ROLES, "Bo leader", "Cas"), {"leader": 4}, [], ["leader"]),
        ((FOUR_ROLES, "Bo leader driver", "Cas"), {"leader": 4, "driver": 3}, [("leader driver", 6, 5)], []),
        ((FOUR_ROLES, "Bo leader", "Cas*2"), {"leader": 1}, [], []),
    ],
)
def test_cumulation_that_only_colleagues_see(people, marks, hidden, elsewhere):
    snapshot = seen(1, people=people, **marks)

    assert found(snapshot, "hidden-cumulation") == [
        ("warning", "individual", "1", roles, value, limit) for roles, value, limit in hidden
    ]
    assert [each[3] for each in found(snapshot, "role-seen-elsewhere")] == elsewhere
