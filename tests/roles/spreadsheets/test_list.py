"""Importing role lists: history, memberships with a beginning and an end, many networks."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import translation

from networks.models import Network, Person
from roles.models import RoleAssignment
from tests.factories import MembershipFactory, NetworkFactory, RoleAssignmentFactory, role
from tests.roles.spreadsheets.helpers import (
    DAY,
    bring,
    everything,
    held,
    members,
    places,
    warned,
    workbook_of,
)

pytestmark = pytest.mark.django_db
LATER = DAY + timedelta(days=30)
TODAY = str(DAY)

FULL = """\
organisatie;NAAM;e-mail;rol;motief;sinds;tot
VDAB;Anna;anna@example.org;;;2019-01-01;2023-01-01
VDAB;Anna;anna@example.org;leider;ON;2019-06-01;2023-01-01
OCMW;Anna;anna@example.org;Trekker;i;2023-01-01;
;Ben;;critic;;;
;Ben;;adviser;;2018-05-01;2019-05-01
;Cas;;;;;
"""


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def network():
    return NetworkFactory(name="Net", slug="net")


def test_a_whole_list(network):
    plan = bring(FULL, network)

    assert (plan.errors, plan.warnings) == ([], [])
    assert everything(network) == (
        [
            ("Anna", "anna@example.org", "OCMW", "2023-01-01", ""),
            ("Anna", "anna@example.org", "VDAB", "2019-01-01", "2023-01-01"),
            ("Ben", "", "", "2018-05-01", ""),
            ("Cas", "", "", TODAY, ""),
        ],
        [
            ("Anna", "OCMW", "driver", "I", "2023-01-01", ""),
            ("Anna", "VDAB", "leader", "ON", "2019-06-01", "2023-01-01"),
            ("Ben", "", "adviser", "", "2018-05-01", "2019-05-01"),
            ("Ben", "", "critic", "", f"{TODAY}?", ""),
        ],
        [],
    )
    assert Person.objects.count() == 3


def test_a_second_time_changes_nothing(network):
    bring(FULL, network)

    assert bring(FULL, network, day=LATER).changes == []
    assert bring(FULL, network, day=LATER, replace=True).changes == []


def test_many_networks(network):
    text = (
        "network;name;email;role\nNET;Anna;a@example.org;leader\nnét;Ben;;critic\n"
        "Zorg Leiden;Anna;a@example.org;driver\nzorg leiden;Ben;;critic\n"
    )

    refused = bring(text)
    plan = bring(text, create_networks=True)

    assert places(refused) == [(4, "network", "Zorg Leiden"), (5, "network", "zorg leiden")]
    created = Network.objects.exclude(pk=network.pk).get()
    assert (created.name, created.slug, created.started_on) == ("Zorg Leiden", "zorg-leiden", DAY)
    assert plan.errors == []
    assert [row[:3] for row in held(network)] == [("Anna", "", "leader"), ("Ben", "", "critic")]
    assert [row[:3] for row in held(created)] == [("Anna", "", "driver"), ("Ben", "", "critic")]
    assert Person.objects.filter(name="Anna").count() == 1
    assert Person.objects.filter(name="Ben").count() == 2
    assert bring(text).changes == []


def test_a_new_network_begins_with_its_earliest_membership():
    bring("network;name;role;since\nNew;Anna;leader;2019-01-01\n", create_networks=True)

    assert Network.objects.get().started_on == date(2019, 1, 1)
    assert Network.objects.get().slug == "new-2"  # /networks/new/ is a page


def test_rows_without_a_network_need_one_given(network):
    text = "network;name;role\n;Anna;leader\nnet;Ben;leader\n"

    assert places(bring(text)) == [(2, "network", "")]
    assert bring(text, network).errors == []
    assert len(held(network)) == 2


def test_two_networks_of_one_name_must_be_named_by_their_address(network):
    NetworkFactory(name="NET ", slug="net-2")
    NetworkFactory(name="Other", slug="other")
    NetworkFactory(name="óther", slug="other-2")

    plan = bring("network;name\nnet;Anna\nother;Anna\nOthér;Anna\n")

    assert places(plan) == [(4, "network", "Othér")]
    assert "other, other-2" in plan.errors[0].text


def test_dates_as_cells_and_as_numbers(network):
    data = workbook_of(
        ["name", "role", "since", "until"],
        ["Anna", "leader", datetime(2020, 1, 1), date(2021, 1, 1)],
        ["Anna", "leader", 44563, "2023-01-01"],
    )

    assert bring(data, network).errors == []
    assert [row[4:] for row in held(network)] == [("2020-01-01", "2021-01-01"), ("2022-01-02", "2023-01-01")]


def test_a_row_corrects_what_is_recorded(network):
    bring("name;role\nAnna;leader\nBen;leader\n", network)

    plan = bring(
        "name;role;motive;since;until\nAnna;leader;ON;2020-01-01;\nBen;leader;;2020-01-01;2026-12-31\n",
        network,
    )

    assert [change.kind for change in plan.changes] == ["changed", "changed", "changed", "ended"]
    assert held(network) == [
        ("Anna", "", "leader", "ON", "2020-01-01", ""),
        ("Ben", "", "leader", "", "2020-01-01", "2026-12-31"),
    ]
    assert [row[3] for row in members(network)] == ["2020-01-01", "2020-01-01"]


def test_history_is_added_before_what_is_recorded(network):
    bring("name;role\nAnna;leader\n", network)

    plan = bring("name;role;since;until\nAnna;leader;2018-01-01;2020-01-01\n", network)

    assert plan.errors == []
    assert [row[4:] for row in held(network)] == [("2018-01-01", "2020-01-01"), (f"{TODAY}?", "")]


def test_a_row_without_a_role_gives_the_end_of_a_recorded_membership(network):
    bring("name;organisation;role\nAnna;VDAB;leader\n", network)

    bring("name;organisation;since;until\nAnna;VDAB;2020-01-01;2026-12-31\n", network)

    assert members(network) == [("Anna", "", "VDAB", "2020-01-01", "2026-12-31")]
    assert held(network) == [("Anna", "VDAB", "leader", "", f"{TODAY}?", "2026-12-31")]


def test_an_end_that_is_no_longer_there_is_taken_back(network):
    bring("name;role;since;until\nAnna;leader;2020-01-01;2021-01-01\n", network)

    bring("name;role;since;until\nAnna;leader;2020-01-01;\n", network)

    assert [row[4:] for row in held(network)] == [("2020-01-01", "")]


def test_without_a_column_for_ends_they_stay(network):
    bring("name;role;since;until\nAnna;leader;2020-01-01;2099-01-01\n", network)

    assert bring("name;role;since\nAnna;leader;2020-01-01\n", network).changes == []


def test_replace_ends_what_a_list_no_longer_has(network):
    bring("name;organisation;role\nAnna;VDAB;leader\nAnna;VDAB;driver\nBen;;critic\n", network)

    bring("name;organisation;role\nAnna;VDAB;leader\n", network, day=LATER, replace=True)

    assert [(row[0], row[4]) for row in members(network)] == [("Anna", ""), ("Ben", str(LATER))]
    assert [(row[2], row[5]) for row in held(network)] == [
        ("driver", str(LATER)),
        ("leader", ""),
        ("critic", str(LATER)),
    ]


def test_replace_leaves_other_networks_alone(network):
    other = RoleAssignmentFactory(role=role("leader"))

    bring("name;role\nAnna;leader\n", network, replace=True)

    other.refresh_from_db()
    assert (other.ended_on, other.membership.left_on) == (None, None)


def test_two_organisations_at_the_same_time_are_refused(network):
    text = (
        "name;email;organisation;role;since;until\n"
        "Anna;a@example.org;VDAB;leader;2019-01-01;2020-01-01\nAnna;a@example.org;OCMW;driver;2021-01-01;\n"
    )

    plan = bring(text, network)

    assert places(plan) == [(3, "organisation", "OCMW")]
    assert not RoleAssignment.objects.exists()
    assert bring(text + "Anna;a@example.org;VDAB;;;2020-06-01\n", network).errors == []
    assert [row[2:] for row in members(network)] == [
        ("OCMW", "2021-01-01", ""),
        ("VDAB", "2019-01-01", "2020-06-01"),
    ]


def test_a_seat_that_begins_later_ends_the_recorded_one_on_that_day(network):
    MembershipFactory(
        network=network,
        person__name="Anna",
        person__email="a@example.org",
        joined_on=date(2020, 1, 1),
        engagement__organisation__name="VDAB",
    )

    plan = bring("name;email;organisation;role;since\nAnna;a@example.org;OCMW;;2025-01-01\n", network)

    assert plan.errors == []
    assert [row[2:] for row in members(network)] == [
        ("OCMW", "2025-01-01", ""),
        ("VDAB", "2020-01-01", "2025-01-01"),
    ]


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        (["leader;2020-01-01;2021-01-01", "leader;2020-12-31;"], [(3, "role", "leader")]),
        (["leader;2020-01-01;2021-01-01", "Leider;2021-01-01;"], []),
        (["leader;2020-01-01;", "leader;;"], [(3, "role", "leader")]),
        (["leader;2020-01-01;", "driver;2020-01-01;"], []),
        (["leader;2020-01-01;2020-01-01", "leader;2020-01-01;"], []),
        (["leader;;2020-01-01"], [(2, "role", "leader")]),
        (["leader;2020-01-01;2019-12-31"], [(2, "until", "2019-12-31")]),
        ([";2020-01-01;2019-12-31"], [(2, "until", "2019-12-31")]),
        ([";2020-01-01;2022-01-01", ";2021-01-01;"], [(3, "organisation", "")]),
        ([";2020-01-01;2021-01-01", ";2022-01-01;"], []),
    ],
)
def test_periods_that_cannot_be(network, rows, wrong):
    plan = bring("name;role;since;until\n" + "\n".join(f"Anna;{row}" for row in rows), network)

    assert places(plan) == wrong


def test_a_row_that_repeats_another_counts_once(network):
    row = "Anna;VDAB;leader;ON;2020-01-01;\n"

    plan = bring(
        f"name;organisation;role;motive;since;until\n{row}{row}Anna;VDAB;Leider;no;2020-01-01;\n", network
    )
    again = bring(
        f"name;organisation;role;motive;since;until\n{row}anna;vdab;Leider;ON;2020-01-01;\n", network
    )

    assert places(plan) == [(4, "motive", "no")]
    assert (3, "name", "Anna") in warned(plan)
    assert again.errors == []
    assert warned(again) == [(3, "name", "anna"), (3, "organisation", "vdab"), (3, "name", "anna")]
    assert len(held(network)) == 1


def test_somebody_who_left_and_came_back(network):
    text = (
        "name;role;since;until\nAnna;;2018-01-01;2019-01-01\nAnna;;2022-01-01;\n"
        "Anna;leader;2018-02-01;2019-01-01\nAnna;leader;2022-01-01;\n"
    )

    assert bring(text, network).errors == []
    assert [row[3:] for row in members(network)] == [("2018-01-01", "2019-01-01"), ("2022-01-01", "")]
    assert [each.membership.joined_on.year for each in RoleAssignment.objects.order_by("started_on")] == [
        2018,
        2022,
    ]
    assert bring(text, network, day=LATER, replace=True).changes == []


def test_a_list_says_who_coordinates_and_which_beginnings_are_not_known(network):
    text = "name;coordinator;role;since;start known\nAnna;x;leader;2020-01-01;no\nBen;;critic;2020-01-01;\n"

    assert bring(text, network).errors == []
    assert everything(network)[1:] == (
        [("Anna", "", "leader", "", "2020-01-01?", ""), ("Ben", "", "critic", "", "2020-01-01", "")],
        ["Anna"],
    )
    assert places(bring("name;role;coordinator\nAnna;leader;x\nAnna;driver;\n", network)) == [
        (3, "coordinator", "no")
    ]
