"""What concerns one person: terms, preferences, competences, check-ins, readings, mandates."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from roles.analysis import CoreTerm, Mandate, Norms, Rating, Reading, Stances
from tests.roles.analysis.build import DAY, LONG_AGO, found, mask, network, only

LEADER, DRIVER, CRITIC = mask("leader"), mask("driver"), mask("critic")


def days(number: int) -> timedelta:
    return timedelta(days=number)


# Rotation ----------------------------------------------------------------------------------------------------


def rotation(*terms: CoreTerm, who: str = "Ans leader", **fields):
    return found(network(who, "Bo", core_terms={1: list(terms)}, **fields), "rotation-due")


@pytest.mark.parametrize(
    ("started", "expected"),
    [(date(2024, 11, 22), []), (date(2024, 11, 21), [("notice", "network", "1", "leader", 24, 24)])],
)
def test_a_core_role_may_be_held_for_two_years(started, expected):
    assert rotation(CoreTerm(LEADER, started, None, True)) == expected


def test_full_months_of_the_longest_term_are_given():
    terms = [CoreTerm(LEADER, date(2024, 1, 23), None, True), CoreTerm(DRIVER, date(2022, 1, 22), None, True)]

    assert rotation(*terms, who="Ans leader driver") == [("notice", "network", "1", "leader driver", 58, 24)]


def test_only_the_roles_over_term_are_named():
    terms = [CoreTerm(LEADER, date(2026, 1, 1), None, True), CoreTerm(DRIVER, date(2022, 1, 22), None, True)]

    assert rotation(*terms, who="Ans leader driver") == [("notice", "network", "1", "driver", 58, 24)]


@pytest.mark.parametrize(("again", "months"), [(0, 34), (-10, 34), (1, None)])
def test_a_term_goes_on_when_the_next_starts_by_the_day_the_earlier_ended(again, months):
    ended = date(2025, 6, 1)
    terms = [
        CoreTerm(LEADER, ended + days(again), None, True),
        CoreTerm(LEADER, date(2024, 1, 1), ended, True),
    ]

    assert [each[4] for each in rotation(*terms)] == ([months] if months else [])


def test_an_imported_start_counts_as_recorded():
    assert [each[4] for each in rotation(CoreTerm(LEADER, date(2024, 1, 1), None, False))] == [34]


def test_a_role_that_was_given_up_is_not_due():
    assert rotation(CoreTerm(LEADER, LONG_AGO, date(2025, 1, 1), True), who="Ans critic") == []


def test_an_assignment_that_has_yet_to_start_changes_nothing():
    terms = [
        CoreTerm(LEADER, date(2022, 11, 22), DAY + days(5), True),
        CoreTerm(LEADER, DAY + days(9), None, True),
    ]

    assert [each[4] for each in rotation(*terms)] == [48]


# Preferences -------------------------------------------------------------------------------------------------


def test_a_role_held_and_avoided_is_flagged_to_the_person_only():
    snapshot = network(
        "Ans leader critic", "Bo", stances={1: Stances(LEADER | DRIVER | CRITIC, DRIVER | CRITIC)}
    )

    assert found(snapshot, "role-against-preference") == [("notice", "individual", "1", "critic", None, None)]
    assert only(snapshot, "role-against-preference").private


def test_avoiding_a_role_that_one_does_not_hold_is_fine():
    assert found(network("Ans leader", stances={1: Stances(DRIVER, DRIVER)}), "role-against-preference") == []


# Competences -------------------------------------------------------------------------------------------------


def rate(*scores: int, competence: int = 1, role: int = LEADER, day: date = DAY):
    return [Rating(10 + number, competence, role, day, score) for number, score in enumerate(scores)]


def competence_gap(ratings, who="Ans leader driver"):
    return found(network(who, "Bo", ratings={1: ratings}), "competence-gap")


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((3, 3, 3), []),
        ((2, 3, 3), [("notice", "individual", "1", "leader", Fraction(8, 3), 3)]),
        ((1, 1), []),
        ((1, 5, 3), []),
    ],
)
def test_three_others_mean_decides(scores, expected):
    assert competence_gap(rate(*scores)) == expected


def test_the_lowest_mean_and_all_weak_roles_are_given():
    ratings = rate(2, 3, 3) + rate(1, 1, 2, competence=7, role=DRIVER)

    assert competence_gap(ratings) == [("notice", "individual", "1", "leader driver", Fraction(4, 3), 3)]


def test_only_the_latest_rating_of_each_counts():
    ratings = rate(1, 1, 1, day=date(2026, 1, 1)) + rate(5, 5)

    assert competence_gap(ratings) == []


def test_a_rating_of_later_counts_not_yet():
    assert competence_gap([*rate(1, 1), Rating(20, 1, LEADER, DAY + days(1), 1)]) == []


def test_ones_own_rating_does_not_count():
    assert competence_gap([*rate(1, 1), Rating(1, 1, LEADER, DAY, 1)]) == []


def test_a_core_role_that_one_does_not_hold_is_not_judged():
    assert competence_gap(rate(1, 1, 1), who="Ans driver critic") == []


# Check-ins ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (date(2026, 5, 22), []),
        (date(2026, 5, 21), [("notice", "individual", "1", "", 6, 6)]),
        (date(2026, 1, 1), [("notice", "individual", "1", "", 10, 6)]),
    ],
)
def test_a_check_in_is_due_after_six_months(last, expected):
    snapshot = network("Ans leader", "Bo", check_ins={1: [LONG_AGO, last], 2: [DAY]})

    assert found(snapshot, "check-in-overdue") == expected


def test_without_a_check_in_joining_counts():
    snapshot = network("Ans leader", "Bo", check_ins={2: [DAY]})

    assert found(snapshot, "check-in-overdue") == [("notice", "individual", "1", "", 82, 6)]


def test_asking_is_not_punished_before_half_has_answered():
    assert found(network("Ans leader", "Bo", "Cas", check_ins={2: [DAY]}), "check-in-overdue") == []


def test_people_without_a_role_need_not_check_in():
    assert found(network("Ans leader", "Bo", check_ins={1: [DAY]}), "check-in-overdue") == []


def test_a_check_in_of_later_counts_not_yet():
    snapshot = network("Ans leader", "Bo", check_ins={1: [DAY + days(1)], 2: [DAY]})

    assert [each[2] for each in found(snapshot, "check-in-overdue")] == ["1"]


# Balance readings --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (Reading(DAY, 70, 20, 10), []),
        (Reading(DAY, 10, 71, 19), [("notice", "individual", "1", "", 71, 70)]),
        (Reading(date(2025, 11, 22), 0, 0, 100), [("notice", "network", "1", "", 100, 70)]),
        (Reading(date(2025, 11, 21), 0, 0, 100), []),
        (Reading(DAY + days(1), 0, 0, 100), []),
    ],
)
def test_a_member_may_give_seventy_percent_to_one_perspective(reading, expected):
    assert found(network("Ans", "Bo", readings={1: [reading]}), "one-sided-member") == expected


def test_the_latest_reading_counts():
    readings = [Reading(DAY, 40, 30, 30), Reading(date(2026, 1, 1), 100, 0, 0)]

    assert found(network("Ans", readings={1: readings}), "one-sided-member") == []


def test_under_a_low_norm_one_reading_can_be_one_sided_twice_by_perspective():
    snapshot = network(
        "Zus", "Ans", readings={1: [Reading(DAY, 45, 10, 45)], 2: [Reading(DAY, 50, 50, 0)]},
        norms=Norms(max_member_share=40),
    )  # fmt: skip

    assert [each[1:3] for each in found(snapshot, "one-sided-member")] == [
        ("organisation", "2"),
        ("organisation", "1"),
        ("individual", "2"),
        ("network", "1"),
    ]


# Mandates ----------------------------------------------------------------------------------------------------

HALF = {2: [Mandate(LONG_AGO, LONG_AGO, date(2030, 1, 1), None, 1)]}


def missing(mandate: Mandate | None):
    mandates = HALF | ({1: [mandate]} if mandate else {})
    return found(network("Ans/Delta leader critic", "Bo/Delta driver", mandates=mandates), "mandate-missing")


def test_a_holder_without_a_mandate_is_flagged_once_half_have_one():
    assert missing(None) == [("warning", "organisation", "1", "leader critic", None, None)]


@pytest.mark.parametrize(
    ("mandate", "valid"),
    [
        (Mandate(DAY, DAY, DAY, None, 0), True),
        (Mandate(DAY + days(1), DAY, DAY, None, 0), False),
        (Mandate(None, DAY, DAY, None, 0), False),
        (Mandate(LONG_AGO, DAY + days(1), DAY + days(9), None, 0), False),
        (Mandate(LONG_AGO, LONG_AGO, DAY - days(1), None, 0), False),
        (Mandate(LONG_AGO, LONG_AGO, DAY, DAY, 0), False),
        (Mandate(LONG_AGO, LONG_AGO, DAY, DAY + days(1), 0), True),
    ],
)
def test_a_mandate_is_valid_from_its_first_day_to_its_last_unless_withdrawn(mandate, valid):
    assert (missing(mandate) == []) is valid


def test_nobody_is_flagged_before_half_have_been_granted_one():
    snapshot = network("Ans/Delta leader", "Bo/Delta driver", "Cas/Lek critic", mandates=HALF)

    assert found(snapshot, "mandate-missing") == []


def test_people_in_their_own_name_need_no_mandate():
    assert found(network("Ans leader", "Bo/Delta driver", mandates=HALF), "mandate-missing") == []


def expiring(*mandates: Mandate):
    return found(network("Ans/Delta leader", "Bo/Delta", mandates={1: list(mandates)}), "mandate-expiring")


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (DAY + days(60), []),
        (DAY + days(59), [("notice", "organisation", "1", "leader", 59, 60)]),
        (DAY, [("notice", "organisation", "1", "leader", 0, 60)]),
        (DAY - days(1), []),
    ],
)
def test_a_mandate_that_ends_within_sixty_days_is_flagged(last, expected):
    assert expiring(Mandate(LONG_AGO, LONG_AGO, last, None, 0)) == expected


def test_a_next_mandate_keeps_one_from_expiring():
    first = Mandate(LONG_AGO, LONG_AGO, DAY + days(5), None, 0)
    following = Mandate(DAY, DAY + days(6), DAY + days(400), None, 0)

    assert expiring(first, following) == []
    assert [each[4] for each in expiring(first, following._replace(granted=None))] == [5]


def test_a_withdrawal_to_come_ends_a_mandate():
    assert [
        each[4] for each in expiring(Mandate(LONG_AGO, LONG_AGO, date(2030, 1, 1), DAY + days(10), 0))
    ] == [9]


def test_of_two_valid_mandates_the_longer_counts():
    mandates = [Mandate(LONG_AGO, LONG_AGO, DAY + days(number), None, 0) for number in (3, 8)]

    assert [each[4] for each in expiring(*mandates)] == [8]
