"""`network_report` and `portfolio_report`: what they print, and what they say when asked wrongly."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from networks.models import Network
from roles.analysis import analyse
from roles.catalogue_names import CatalogueNames
from roles.formats.report_json import report_as_json, texts_in
from roles.loading.snapshots import load_snapshot
from roles.models import Role
from tests.factories import MembershipFactory, NetworkFactory, PersonFactory, RoleAssignmentFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 22)


def run(*arguments: str) -> str:
    output = StringIO()
    with translation.override("en"):
        call_command(*arguments, stdout=output)
    return output.getvalue()


@pytest.fixture
def waste() -> Network:
    """One person who holds the whole cockpit."""
    network = NetworkFactory(slug="waste", name="Waste", started_on=date(2024, 1, 1))
    membership = MembershipFactory(
        network=network, person=PersonFactory(name="Ans"), engagement=None, joined_on=date(2025, 1, 1)
    )
    for role in Role.objects.filter(place="core"):
        RoleAssignmentFactory(membership=membership, role=role, started_on=date(2025, 1, 1))
    return network


def expected(network: Network, day: date):
    with translation.override("en"):
        report = analyse(load_snapshot(network, day))
        return report_as_json(report, texts=texts_in(CatalogueNames.load()))


def test_network_report_prints_the_report_as_json(waste):
    printed = json.loads(run("network_report", "waste", "--date", "2026-11-22", "--format", "json"))

    assert printed == expected(waste, DAY)
    assert printed["counts"] == {
        "people": 1,
        "organisations": 0,
        "holdings": 3,
        "roles_filled": 3,
        "roles": 15,
    }


def test_network_report_prints_readable_text(waste):
    printed = run("network_report", "waste", "--date", "2026-11-22").splitlines()

    assert printed[0].startswith("Waste")
    assert printed[1] == "1 person, 0 organisations, 3 of 15 roles filled"
    assert any(line.startswith("[Warning] ") for line in printed)
    assert any(line.startswith("  → ") for line in printed)


def test_network_report_of_a_network_that_has_not_begun_has_no_findings(waste):
    printed = json.loads(run("network_report", "waste", "--date", "2023-12-31", "--format", "json"))

    assert printed["findings"] == []
    assert printed["counts"]["people"] == 0


def test_portfolio_report_holds_every_active_network(waste):
    NetworkFactory(slug="past", started_on=date(2024, 1, 1), ended_on=date(2026, 11, 22))
    empty = NetworkFactory(slug="empty", started_on=date(2024, 1, 1))

    printed = json.loads(run("portfolio_report", "--date", "2026-11-22", "--format", "json"))

    assert printed == {
        "version": 1,
        "date": "2026-11-22",
        "networks": [expected(waste, DAY), expected(empty, DAY)],
    }


def test_portfolio_report_without_networks_is_still_json():
    assert json.loads(run("portfolio_report", "--date", "2026-11-22", "--format", "json"))["networks"] == []


def test_portfolio_report_prints_a_line_for_each_network(waste):
    NetworkFactory(name="Empty", started_on=date(2024, 1, 1))

    first, second = run("portfolio_report", "--date", "2026-11-22").splitlines()

    assert first.startswith("Waste · 1 person, 0 organisations, 3 of 15 roles filled · ")
    assert second.startswith("Empty · 0 people, 0 organisations, 0 of 15 roles filled · ")
    assert second.endswith(" · No findings.")


def test_an_unknown_network_is_refused_with_a_sentence():
    with pytest.raises(CommandError, match="There is no network “nowhere”"):
        run("network_report", "nowhere")


@pytest.mark.parametrize("command", [("network_report", "waste"), ("portfolio_report",)])
def test_what_is_no_date_is_refused_with_a_sentence(waste, command):
    with pytest.raises(CommandError, match="“22-11-2026” is not a date"):
        run(*command, "--date", "22-11-2026")
