"""How a mandate stands on a day: what one row says of itself, and what a question to the database finds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.models import Mandate
from tests.factories import MandateFactory, MembershipFactory

DAY = date(2026, 6, 15)
ASKED, DECLINED, COMING, VALID, EXPIRED, WITHDRAWN = Mandate.State


def days(before: int, after: int) -> st.SearchStrategy[date]:
    return st.integers(-before, after).map(lambda number: DAY + timedelta(days=number))


@pytest.mark.parametrize(
    ("values", "state", "last_day"),
    [
        ({"granted_on": None}, ASKED, date(2026, 12, 31)),
        ({"granted_on": None, "declined_on": date(2026, 2, 1)}, DECLINED, date(2026, 12, 31)),
        ({}, VALID, date(2026, 12, 31)),
        ({"starts_on": DAY, "ends_on": DAY}, VALID, DAY),
        ({"starts_on": date(2026, 6, 16)}, COMING, date(2026, 12, 31)),
        ({"ends_on": date(2026, 6, 14)}, EXPIRED, date(2026, 6, 14)),
        ({"withdrawn_on": DAY}, WITHDRAWN, date(2026, 6, 14)),
        ({"withdrawn_on": date(2026, 6, 16)}, VALID, DAY),
        ({"ends_on": date(2026, 5, 1), "withdrawn_on": date(2026, 6, 1)}, EXPIRED, date(2026, 5, 1)),
    ],
)
def test_mandate_says_how_it_stands_and_until_when_it_counts(values, state, last_day):
    given_values = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)} | values
    mandate = Mandate(**{"granted_on": date(2026, 1, 1)} | given_values)

    assert (mandate.state_on(DAY), mandate.last_day) == (state, last_day)


@given(first=days(9, 9), length=st.integers(0, 9), withdrawn=st.none() | days(9, 18), day=days(9, 9))
def test_mandate_counts_on_the_days_between_its_first_and_its_last(first, length, withdrawn, day):
    mandate = Mandate(
        granted_on=date(2026, 1, 1),
        starts_on=first,
        ends_on=first + timedelta(days=length),
        withdrawn_on=withdrawn,
    )

    assert (mandate.state_on(day) == VALID) == (first <= day <= mandate.last_day)


@pytest.mark.django_db
def test_questions_to_the_database_agree_with_what_each_mandate_says():
    membership = MembershipFactory()
    for ends_on in (date(2026, 6, 14), DAY, date(2026, 8, 1)):
        for starts_on in (date(2026, 1, 1), DAY, date(2026, 6, 16)):
            for withdrawn_on in (None, date(2026, 6, 1), DAY, date(2026, 6, 16), date(2026, 7, 1)):
                if starts_on <= ends_on:
                    MandateFactory(
                        membership=membership,
                        starts_on=starts_on,
                        ends_on=ends_on,
                        withdrawn_on=withdrawn_on,
                        granted_on=date(2026, 1, 1),
                    )
    MandateFactory(membership=membership, granted_on=None, ends_on=date(2027, 1, 1))
    MandateFactory(membership=membership, granted_on=None, declined_on=DAY, ends_on=date(2027, 1, 1))
    MandateFactory(membership=membership, granted_on=date(2026, 6, 16), starts_on=DAY)
    rows = list(Mandate.objects.all())

    assert set(Mandate.objects.valid_on(DAY)) == {each for each in rows if each.state_on(DAY) == VALID}
    assert set(Mandate.objects.asked()) == {
        each for each in rows if each.granted_on is None and each.state_on(DAY) == ASKED
    }
    assert set(Mandate.objects.declined()) == {each for each in rows if each.state_on(DAY) == DECLINED}
    assert set(Mandate.objects.counting_from(DAY)) == {
        each for each in rows if each.granted_on is not None and each.last_day >= max(DAY, each.starts_on)
    }
