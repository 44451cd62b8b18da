"""Which periods a mandate cannot have, and the sentence that says so, at its field."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from networks.services.mandate_terms import a_year_from, refuse_period, usual_period
from tests.factories import MandateFactory, MembershipFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 6, 1)
JOINED, LEFT = date(2026, 1, 1), date(2027, 7, 1)


@pytest.fixture
def membership():
    return MembershipFactory(person__name="Anna", joined_on=JOINED, left_on=LEFT)


def refusals(membership, first: date, last: date) -> dict[str, list[str]]:
    try:
        refuse_period(membership=membership, starts_on=first, ends_on=last, day=DAY)
    except ValidationError as error:
        return error.message_dict
    return {}


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (DAY, DAY, {}),
        (JOINED, date(2027, 12, 31), {}),
        (
            date(2026, 7, 1),
            date(2026, 6, 30),
            {"ends_on": ["A mandate cannot end before it begins. Choose 1 July 2026 or a later day."]},
        ),
        (
            JOINED,
            date(2026, 5, 31),
            {"ends_on": ["By then the mandate would be over already. Choose today or a later day."]},
        ),
        (
            date(2025, 12, 31),
            date(2026, 12, 31),
            {"starts_on": ["Anna takes part from 1 January 2026 on. Choose that day or a later one."]},
        ),
        (
            LEFT,
            date(2027, 12, 31),
            {"starts_on": ["Anna takes part until 1 July 2027. Choose an earlier day."]},
        ),
        (
            date(2025, 1, 1),
            date(2024, 1, 1),
            {
                "starts_on": ["Anna takes part from 1 January 2026 on. Choose that day or a later one."],
                "ends_on": ["A mandate cannot end before it begins. Choose 1 January 2025 or a later day."],
            },
        ),
    ],
)
def test_period_lies_ahead_and_within_the_membership(membership, first, last, said):
    assert refusals(membership, first, last) == said


def test_period_of_somebody_who_never_took_part_is_refused():
    corrected = MembershipFactory(person__name="Anna", joined_on=DAY, left_on=DAY)

    assert refusals(corrected, DAY, DAY) == {"starts_on": ["Anna does not take part any more."]}


@pytest.fixture
def taken(membership):
    """March to August, and 8 September to October; what was withdrawn, asked for or declined takes no day."""
    first = {"membership": membership, "granted_on": JOINED}
    MandateFactory(**first, starts_on=date(2026, 3, 1), ends_on=date(2026, 8, 31))
    MandateFactory(
        **first, starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 7), withdrawn_on=date(2026, 9, 1)
    )
    MandateFactory(
        **first, starts_on=date(2026, 9, 8), ends_on=date(2026, 12, 31), withdrawn_on=date(2026, 11, 1)
    )
    MandateFactory(membership=membership, granted_on=None, starts_on=DAY, ends_on=LEFT)
    MandateFactory(membership=membership, granted_on=None, declined_on=JOINED, starts_on=DAY, ends_on=LEFT)
    MandateFactory(starts_on=JOINED, ends_on=LEFT)
    return membership


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 9, 1), date(2026, 9, 7), {}),
        (date(2026, 11, 1), date(2027, 1, 31), {}),
        (date(2026, 1, 1), date(2026, 2, 28), None),
        (
            date(2026, 8, 31),
            date(2026, 12, 31),
            {
                "starts_on": [
                    "From 1 March 2026 to 31 August 2026 another mandate counts. "
                    "The first free day is 1 September 2026."
                ]
            },
        ),
        (
            date(2026, 10, 1),
            date(2027, 1, 31),
            {
                "starts_on": [
                    "From 8 September 2026 to 31 October 2026 another mandate counts. "
                    "The first free day is 1 November 2026."
                ]
            },
        ),
        (
            date(2026, 9, 1),
            date(2026, 9, 8),
            {
                "ends_on": [
                    "From 8 September 2026 to 31 October 2026 another mandate counts. "
                    "Let this one end on 7 September 2026 at the latest, or begin on 1 November 2026."
                ]
            },
        ),
    ],
)
def test_period_leaves_the_days_of_other_granted_mandates_alone(taken, first, last, said):
    found = refusals(taken, first, last)

    over = {"ends_on": ["By then the mandate would be over already. Choose today or a later day."]}
    assert found == (over if said is None else said)


def test_first_free_day_passes_over_mandates_that_touch():
    membership = MembershipFactory(joined_on=JOINED)
    for first, last in ((date(2026, 3, 1), date(2026, 8, 31)), (date(2026, 9, 1), date(2026, 12, 31))):
        MandateFactory(membership=membership, starts_on=first, ends_on=last, granted_on=JOINED)

    said = refusals(membership, DAY, date(2027, 1, 1))["starts_on"][0]

    assert said.endswith("The first free day is 1 January 2027.")
    assert usual_period(membership, DAY) == (date(2027, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("joined", "left", "expected"),
    [
        (JOINED, None, (DAY, date(2027, 5, 31))),
        (date(2026, 8, 1), None, (date(2026, 8, 1), date(2027, 7, 31))),
        (JOINED, date(2026, 9, 1), (DAY, date(2026, 8, 31))),
        (JOINED, date(2026, 2, 1), (DAY, date(2027, 5, 31))),
    ],
)
def test_usual_period_is_a_year_within_the_membership(joined, left, expected):
    assert usual_period(MembershipFactory(joined_on=joined, left_on=left), DAY) == expected


def test_a_year_ends_the_day_before():
    days = [date(2026, 1, 1), date(2026, 3, 1), date(2028, 2, 29), date(2027, 3, 1)]

    assert [a_year_from(day) for day in days] == [
        date(2026, 12, 31),
        date(2027, 2, 28),
        date(2029, 2, 28),
        date(2028, 2, 29),
    ]


def test_somebody_who_left_gets_no_mandate_that_would_have_begun_before():
    membership = MembershipFactory(person__name="Anna", joined_on=JOINED, left_on=DAY)

    assert refusals(membership, JOINED, date(2027, 1, 1)) == {
        "starts_on": ["Anna does not take part any more."]
    }


def test_mandate_until_the_last_day_that_can_be_written_leaves_a_period_to_propose():
    membership = MembershipFactory(joined_on=JOINED)
    MandateFactory(membership=membership, starts_on=JOINED, ends_on=date.max)

    assert usual_period(membership, DAY) == (date.max, date.max)
    assert refusals(membership, date(2025, 12, 31), date.max).keys() == {"starts_on"}
    assert refusals(membership, JOINED, date.max).keys() == {"starts_on"}
