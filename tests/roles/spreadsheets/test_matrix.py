"""Importing role matrices: who is found again, what begins, what is corrected, what ends."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from networks.models import Membership, Organisation, Person
from roles.models import RoleAssignment
from tests.factories import (
    CoordinatorFactory,
    EngagementFactory,
    MembershipFactory,
    NetworkFactory,
    PersonFactory,
    RoleAssignmentFactory,
    role,
)
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


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def network():
    return NetworkFactory(name="Net", slug="net")


FULL = """\
NAAM;E-Mail;organisation ;Coordinator;Leider;results guardian;Draagvlakcreeerder;critic
Anna;Anna@Example.org;VDAB;ja;x 2020-05-01;ON;;-
Ben;;vdab;nee;;x;i 2026-01-01;✓
Cas;;;;0;nee;no;–
"""


def test_a_whole_matrix(network):
    plan = bring(FULL, network)

    assert (plan.errors, warned(plan)) == ([], [(3, "organisation", "vdab")])
    assert everything(network) == (
        [
            ("Anna", "anna@example.org", "VDAB", "2020-05-01", ""),
            ("Ben", "", "VDAB", "2026-01-01", ""),
            ("Cas", "", "", TODAY, ""),
        ],
        [
            ("Anna", "VDAB", "leader", "", "2020-05-01", ""),
            ("Anna", "VDAB", "results-guardian", "ON", f"{TODAY}?", ""),
            ("Ben", "VDAB", "critic", "", f"{TODAY}?", ""),
            ("Ben", "VDAB", "results-guardian", "", f"{TODAY}?", ""),
            ("Ben", "VDAB", "support-builder", "I", "2026-01-01", ""),
        ],
        ["Anna"],
    )
    assert Person.objects.get(name="Anna").name_key == "anna"
    assert Organisation.objects.get().name_key == "vdab"


def test_a_second_time_changes_nothing(network):
    bring(FULL, network)
    before = everything(network)

    plan = bring(FULL, network, day=LATER)

    assert plan.changes == []
    assert everything(network) == before


def test_columns_in_any_order_with_hidden_characters(network):
    plan = bring("\ufeff LEADER\xa0;Naam\nx\u200b ;\xa0Zoë \n".encode(), network)

    assert plan.errors == []
    assert held(network) == [("Zoë", "", "leader", "", f"{TODAY}?", "")]


def test_a_date_corrects_the_start_and_letters_replace_the_motives(network):
    bring("name;leader;driver;critic;diplomat\nAnna;x;ON;x 2020-01-01;I\n", network)

    plan = bring("name;leader;driver;critic;diplomat\nAnna;x 2019-01-01;N;x;x\n", network, day=LATER)

    assert [change.kind for change in plan.changes] == ["changed", "changed", "changed"]
    assert members(network) == [("Anna", "", "", "2019-01-01", "")]
    assert held(network) == [
        ("Anna", "", "critic", "", "2020-01-01", ""),
        ("Anna", "", "diplomat", "I", f"{TODAY}?", ""),
        ("Anna", "", "driver", "N", f"{TODAY}?", ""),
        ("Anna", "", "leader", "", "2019-01-01", ""),
    ]


def test_nothing_ends_without_replace(network):
    bring("name;leader;driver\nAnna;x;x\nBen;x;\n", network)
    before = everything(network)

    plan = bring("name;leader;driver\nAnna;;x\n", network, day=LATER)

    assert plan.changes == []
    assert everything(network) == before


def test_replace_ends_roles_and_members_that_the_file_no_longer_has(network):
    bring("name;leader;driver;critic\nAnna;x;x;x\nBen;x;;x\n", network)

    plan = bring("name;leader;driver\nAnna;;x\n", network, day=LATER, replace=True)

    end = str(LATER)
    assert [(change.kind, change.noun) for change in plan.changes] == [("ended", "membership")] + [
        ("ended", "assignment")
    ] * 3
    assert members(network) == [("Anna", "", "", TODAY, ""), ("Ben", "", "", TODAY, end)]
    assert held(network) == [
        ("Anna", "", "critic", "", f"{TODAY}?", ""),
        ("Anna", "", "driver", "", f"{TODAY}?", ""),
        ("Anna", "", "leader", "", f"{TODAY}?", end),
        ("Ben", "", "critic", "", f"{TODAY}?", end),
        ("Ben", "", "leader", "", f"{TODAY}?", end),
    ]
    assert bring("name;leader;driver\nAnna;;x\n", network, day=LATER, replace=True).changes == []


def test_what_was_ended_can_begin_again(network):
    for text, replace in [("Anna;x", False), ("Anna;", True), ("Anna;x", False)]:
        plan = bring(f"name;leader\n{text}\n", network, replace=replace)
        assert plan.errors == []

    assert held(network) == [
        ("Anna", "", "leader", "", f"{TODAY}?", ""),
        ("Anna", "", "leader", "", f"{TODAY}?", TODAY),
    ]


def test_replace_with_a_file_without_rows_is_refused(network):
    bring("name;leader\nAnna;x\n", network)

    plan = bring("name;leader\n\n", network, replace=True)

    assert places(plan) == [(None, "", "")]
    assert held(network)[0][-1] == ""


def test_a_role_that_is_still_to_begin_ends_as_it_begins(network):
    bring("name;leader\nAnna;x 2027-05-01\n", network)

    bring("name;leader\nAnna;\n", network, replace=True)

    assert held(network) == [("Anna", "", "leader", "", "2027-05-01", "2027-05-01")]


def test_a_membership_begins_on_the_import_date_at_the_latest(network):
    bring("name;leader\nAnna;x 2027-05-01\n", network)

    assert members(network) == [("Anna", "", "", TODAY, "")]


def test_a_recorded_beginning_is_never_put_off(network):
    MembershipFactory(network=network, person__name="Anna", engagement=None, joined_on=date(2020, 1, 1))

    plan = bring("name;leader\nAnna;x 2024-05-01\n", network)

    assert [change.noun for change in plan.changes] == ["assignment"]
    assert members(network) == [("Anna", "", "", "2020-01-01", "")]


def test_a_new_role_of_an_earlier_date_pulls_the_membership_back(network):
    MembershipFactory(network=network, person__name="Anna", engagement=None, joined_on=DAY)
    earlier = date(2026, 3, 1)

    bring("name;leader\nAnna;x\n", network, day=earlier)

    assert members(network) == [("Anna", "", "", "2026-03-01", "")]
    assert bring("name;leader\nAnna;x\n", network, day=date(2026, 1, 1)).changes == []


def test_absent_columns_leave_what_is_recorded(network):
    anna = CoordinatorFactory(network=network, person__name="Anna", engagement__organisation__name="VDAB")
    RoleAssignmentFactory(membership=anna, role=role("critic"))
    before = everything(network)

    plan = bring("name\nAnna\n", network, replace=True)

    assert plan.changes == []
    assert everything(network) == before


def test_an_empty_coordinator_cell_is_a_no(network):
    CoordinatorFactory(network=network, person__name="Anna", engagement=None)

    plan = bring("name;coordinator\nAnna;\nBen;NO\n", network)

    assert everything(network)[2] == []
    assert [warning.row for warning in plan.warnings] == [None]
    assert "nobody coordinates" in plan.warnings[0].text


def test_a_person_is_found_by_email_everywhere(network):
    known = PersonFactory(name="Zoë  Maes", email="Zoe@example.org")

    plan = bring("name;email\nzoe maes;ZOE@example.org\n", network)

    assert Membership.objects.get().person == known
    assert warned(plan) == [(2, "name", "zoe maes")]
    known.refresh_from_db()
    assert (known.name, known.email) == ("Zoë  Maes", "Zoe@example.org")


def test_a_person_is_found_by_name_only_within_the_network(network):
    elsewhere = MembershipFactory(person__name="Anna")
    here = MembershipFactory(network=network, person__name="Ben", engagement=None)

    bring("name\nAnna\nBÉN\n", network)

    assert set(network.memberships.values_list("person", flat=True)) >= {here.person_id}
    assert elsewhere.person_id not in network.memberships.values_list("person", flat=True)
    assert network.memberships.count() == 2


def test_a_row_brings_an_email(network):
    bring("name;organisation\nAnna;VDAB\n", network)

    plan = bring("name;email;organisation\nAnna;anna@example.org;VDAB\n", network)

    assert [(change.kind, change.noun) for change in plan.changes] == [("changed", "person")]
    assert members(network) == [("Anna", "anna@example.org", "VDAB", TODAY, "")]
    assert bring("name;organisation\nAnna;VDAB\n", network).changes == []


def test_a_row_with_another_email_is_another_person(network):
    bring("name;email\nAnna;anna@example.org\n", network)

    bring("name;email\nAnna;other@example.org\n", network)

    assert [member[1] for member in members(network)] == ["anna@example.org", "other@example.org"]


def test_rows_of_one_name_and_different_organisations_are_two_people(network):
    text = "name;organisation;leader;driver\nJan;VDAB;x;\nJan;OCMW;;x\nJan;;x;x\n"

    plan = bring(text, network)

    assert plan.errors == []
    assert Person.objects.filter(name="Jan").count() == 3
    assert bring(text, network, day=LATER).changes == []


def test_namesakes_are_told_apart_by_organisation(network):
    bring("name;organisation\nJan;VDAB\nJan;OCMW\n", network)

    plan = bring("name;organisation;leader\nJan;OCMW;x\nJan;Stad;x\n", network)

    assert warned(plan) == [(3, "name", "Jan")]
    assert [row[:3] for row in held(network)] == [("Jan", "OCMW", "leader"), ("Jan", "Stad", "leader")]
    assert len(members(network)) == 3


def test_namesakes_without_an_organisation_column_must_be_told_apart(network):
    bring("name;organisation\nJan;VDAB\nJan;OCMW\n", network)

    plan = bring("name;leader\nJan;x\n", network)

    assert places(plan) == [(2, "name", "Jan")]


def test_one_with_and_one_without_an_email_are_kept_apart_when_recorded_so(network):
    engagement = EngagementFactory(network=network, organisation__name="VDAB")
    MembershipFactory(
        network=network, engagement=engagement, person__name="Jan", person__email="jan@example.org"
    )
    MembershipFactory(network=network, engagement=engagement, person__name="Jan")

    plan = bring("name;email;organisation;leader\nJan;jan@example.org;VDAB;\nJan;;VDAB;x\n", network)

    assert plan.errors == []
    assert RoleAssignment.objects.get().membership.person.email == ""


def test_somebody_who_comes_with_another_organisation_changes_seats(network):
    bring("name;organisation;coordinator;leader;driver\nAnna;VDAB;x;x 2024-01-01;x\n", network)

    text = "name;organisation;leader;driver\nAnna;OCMW;x 2024-01-01;\n"
    plan = bring(text, network, day=LATER)

    end = str(LATER)
    assert plan.errors == []
    assert everything(network) == (
        [("Anna", "", "OCMW", end, ""), ("Anna", "", "VDAB", "2024-01-01", end)],
        [
            ("Anna", "OCMW", "leader", "", "2024-01-01", ""),
            ("Anna", "VDAB", "driver", "", f"{TODAY}?", end),
            ("Anna", "VDAB", "leader", "", "2024-01-01", end),
        ],
        ["Anna", "Anna"],
    )
    assert bring(text, network, day=LATER + timedelta(days=3)).changes == []


def test_somebody_who_left_comes_back_and_goes_on_from_the_day_they_left(network):
    text = "name;leader\nAnna;x 2024-01-01\nBen;\n"
    bring(text, network)
    bring("name;leader\nBen;\n", network, replace=True)

    plan = bring(text, network, day=LATER)

    assert plan.errors == []
    assert members(network)[:2] == [("Anna", "", "", "2024-01-01", TODAY), ("Anna", "", "", TODAY, "")]
    assert [row[4:] for row in held(network)] == [("2024-01-01", ""), ("2024-01-01", TODAY)]
    assert bring(text, network, day=LATER).changes == []


def test_an_older_file_puts_nobody_back_in_time(network):
    bring("name;organisation;leader\nAnna;VDAB;x\n", network)

    plan = bring("name;organisation;leader\nAnna;VDAB;x\n", network, day=date(2025, 1, 1))

    assert plan.changes == []


def test_organisations_are_shared_by_all_networks(network):
    Organisation.objects.create(name="OCMW Gènt", slug="ocmw-gent")

    plan = bring("name;organisation\nAnna;ocmw  gent\nBen;OCMW Gènt\n", network)

    assert Organisation.objects.get().name == "OCMW Gènt"
    assert warned(plan) == [(2, "organisation", "ocmw  gent")]


def test_totals_unknown_columns_and_columns_without_a_header_are_left_out_with_a_warning(network):
    data = workbook_of(
        ["name", "remark", "leader", None, "driver"],
        ["Anna", "nice", "x", "?", 1],
        [],
        ["Totaal", None, 1, None, 1],
        [None, "Total:", 1, None, 1],
    )

    plan = bring(data, network)

    assert plan.errors == []
    assert warned(plan) == [(1, "remark", "remark"), (2, "D", "?"), (4, "", ""), (5, "", "")]
    assert [row[:3] for row in held(network)] == [("Anna", "", "driver"), ("Anna", "", "leader")]


def test_names_that_look_like_formulas(network):
    bring("name;organisation\n=SUM(A1);'+32\n-;@x\n", network)

    assert members(network) == [("-", "", "@x", TODAY, ""), ("=SUM(A1)", "", "+32", TODAY, "")]


def test_a_date_within_an_earlier_time_in_the_role_is_refused(network):
    anna = MembershipFactory(network=network, person__name="Anna", engagement=None)
    RoleAssignmentFactory(
        membership=anna, role=role("leader"), started_on=date(2020, 1, 1), ended_on=date(2022, 1, 1)
    )

    plan = bring("name;leader\nAnna;x 2021-01-01\n", network)

    assert places(plan) == [(2, "leader", "x 2021-01-01")]
    assert "2020-01-01" in plan.errors[0].text
    assert bring("name;leader\nAnna;x 2022-01-01\n", network).errors == []
    assert [row[4:] for row in held(network)] == [("2020-01-01", "2022-01-01"), ("2022-01-01", "")]
