"""Months, rounding, norms, the catalogue, and what the core may load."""

import subprocess
import sys
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from roles.analysis import NORM_SPECS, Norms
from roles.analysis.facts import plain
from roles.analysis.months import add_days, add_months, full_months, is_within, latest_more_than
from roles.analysis.rounding import one_decimal
from tests.roles.analysis import oracle
from tests.roles.analysis.build import CATALOGUE, SLUGS


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 10, 31), 1, date(2026, 11, 30)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(9999, 12, 31), 1, date.max),
        (date(1, 1, 1), -1, date.min),
    ],
)
def test_months_are_calendar_months(day, months, expected):
    assert add_months(day, months) == expected


def test_full_months_and_their_bound_agree_with_counting_them_out():
    """On every day around the ends of months, for terms of one to 24 months."""
    days = [date(2024, 1, 25) + timedelta(days=number) for number in range(45)]
    days += [date(2026, 2, 24) + timedelta(days=number) for number in range(10)]
    for day in days:
        for back in range(0, 800, 1):
            since = day - timedelta(days=back)
            months = oracle.full_months(since, day) if back < 100 else full_months(since, day)

            assert full_months(since, day) == months
            for limit in (1, 6, 12):
                late = oracle.months_after(since, limit) < day
                assert (since <= latest_more_than(limit, day)) == late
                assert is_within(since, limit, day) != late


def test_a_day_to_come_is_not_within_the_months_before():
    assert not is_within(date(2026, 11, 23), 12, date(2026, 11, 22))


def test_days_beyond_the_calendar_stop_at_its_end():
    assert add_days(date(2026, 11, 22), 60) == date(2027, 1, 21)
    assert add_days(date.max, 60) == date.max


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Fraction(1, 3), 0.3),
        (Fraction(1, 4), 0.2),
        (Fraction(3, 4), 0.8),
        (Fraction(5, 20), 0.2),
        (Fraction(35, 100), 0.4),
        (Fraction(999, 20), 50.0),
        (Fraction(200, 3), 66.7),
        (Fraction(-1, 4), -0.2),
        (50, 50.0),
    ],
)
def test_one_decimal_is_rounded_half_to_even(value, expected):
    assert one_decimal(value) == expected


def test_norms_are_made_exactly_of_what_is_kept():
    norms = Norms.changed(
        {"max_gap_fill": "1/3", "max_organisation_share": Decimal("37.5"), "max_roles_per_person": 6}
    )

    assert norms.max_gap_fill == Fraction(1, 3)
    assert norms.max_organisation_share == Fraction(75, 2)
    assert norms.max_roles_per_person == 6
    assert norms.check_in_months == 6


@pytest.mark.parametrize(
    ("name", "value"), [("max_roles_per_person", "1/2"), ("check_in_months", Decimal("1.5"))]
)
def test_half_a_role_or_month_is_no_norm(name, value):
    with pytest.raises(ValueError, match=name):
        Norms.changed({name: value})


def test_an_unknown_norm_is_refused():
    with pytest.raises(KeyError):
        Norms.changed({"max_patience": 1})


def test_every_default_lies_within_its_range():
    assert len(NORM_SPECS) == 24
    assert all(spec.minimum <= spec.default <= spec.maximum for spec in NORM_SPECS.values())
    assert {name: Fraction(value) for name, value in oracle.DEFAULTS.items()} == {
        name: spec.default for name, spec in NORM_SPECS.items()
    }


def test_masks_and_slugs_are_in_the_order_of_the_table():
    assert CATALOGUE.slugs(CATALOGUE.mask("critic", "leader", "diplomat")) == ("leader", "diplomat", "critic")
    assert CATALOGUE.slugs((1 << 15) - 1) == tuple(SLUGS)
    with pytest.raises(KeyError):
        CATALOGUE.mask("king")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Zoë", "zoe"), ("ÅKE", "ake"), ("Straße", "strasse"), ("Bo", "bo"), ("de Wit", "de wit")],
)
def test_names_are_compared_without_case_and_accents(name, expected):
    assert plain(name) == expected


def test_the_core_loads_without_django():
    script = (
        "import importlib, pkgutil, sys, roles.analysis as core\n"
        "for module in pkgutil.walk_packages(core.__path__, 'roles.analysis.'):\n"
        "    importlib.import_module(module.name)\n"
        "assert 'django' not in sys.modules"
    )

    subprocess.run([sys.executable, "-c", script], check=True)
