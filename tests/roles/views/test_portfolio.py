"""All my networks in one table."""

import csv
from io import StringIO

import pytest
from django.urls import reverse
from django.utils import timezone

from roles.catalogue_names import CatalogueNames
from roles.pages.portfolio import read_portfolio
from tests.factories import (
    AdministratorFactory,
    CoordinatorFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ObserverFactory,
    PersonWithAccountFactory,
    RoleAssignmentFactory,
    RoleStanceFactory,
    StewardshipFactory,
    role,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
COCKPIT = ("initiator", "leader", "driver")


@pytest.fixture
def me(client):
    person = PersonWithAccountFactory(name="Mia Moor")
    client.force_login(person.user)
    client.cookies["django_language"] = "en"
    return person


def network_with(person, name, roles=(), *, others=2, coordinator=False):
    """A network in which the person takes part, and another holds the given roles."""
    network = NetworkFactory(name=name, question="?", goal="?", in_scope="?", out_of_scope="?")
    factory = CoordinatorFactory if coordinator else MemberWithAccountFactory
    factory(network=network, person=person)
    members = MembershipFactory.create_batch(others, network=network)
    for slug in roles:
        RoleAssignmentFactory(membership=members[0], role=role(slug))
    return network


def get(client, **query):
    return client.get(reverse("portfolio"), query)


def names(response):
    return [row.line.name for row in response.context["rows"]]


def test_portfolio_shows_the_networks_that_one_has_a_part_in_and_no_other(client, me):
    network_with(me, "Member")
    ObserverFactory(person=me, network__name="Observer")
    steward = StewardshipFactory(person=me)
    MembershipFactory(engagement__organisation=steward.organisation, network__name="Steward")
    network_with(me, "Past").delete()
    NetworkFactory(name="Hidden")
    ended = network_with(me, "Over")
    ended.ended_on = TODAY
    ended.save()

    assert names(get(client, sort="name")) == ["Member", "Observer", "Steward"]


def test_portfolio_shows_all_networks_to_an_administrator(client):
    client.force_login(AdministratorFactory())
    NetworkFactory.create_batch(3)

    assert len(names(get(client))) == 3


def test_portfolio_puts_the_most_urgent_first_and_says_so(client, me):
    network_with(me, "Calm")
    network_with(me, "Urgent", COCKPIT)

    response = get(client)

    assert names(response) == ["Urgent", "Calm"]
    row = response.context["rows"][0]
    assert ("critical", "1 critical") in row.counts
    assert row.title.endswith("carries the whole cockpit")
    assert response.context["lead"] == "1 of your 2 networks needs attention first."


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("name", ["Alpha", "beta", "Émile", "Gamma"]),
        ("-name", ["Gamma", "Émile", "beta", "Alpha"]),
        ("people", ["Émile", "Gamma", "beta", "Alpha"]),
        ("-people", ["Alpha", "beta", "Gamma", "Émile"]),
        ("-organisations", ["Alpha", "beta", "Gamma", "Émile"]),
        ("roles", ["Alpha", "Émile", "Gamma", "beta"]),
        ("-organisation", ["beta", "Alpha", "Émile", "Gamma"]),
        ("nonsense", ["beta", "Gamma", "Alpha", "Émile"]),
    ],
)
def test_portfolio_sorts_by_any_column(client, me, sort, order):
    network_with(me, "Gamma", others=1)
    network_with(me, "beta", COCKPIT, others=2)
    network_with(me, "Alpha", others=3)
    network_with(me, "Émile", others=0)
    if sort == "roles":
        order = ["Alpha", "Émile", "Gamma", "beta"]

    assert set(names(get(client, sort=sort))) == set(order)
    if sort != "nonsense":
        assert names(get(client, sort=sort)) == order


def test_portfolio_heading_turns_the_order_around(client, me):
    network_with(me, "Alpha")

    headings = {each.key: each for each in get(client, sort="name", q="a").context["headings"]}

    assert (headings["name"].direction, headings["name"].url) == ("ascending", "?q=a&sort=-name")
    assert (headings["people"].direction, headings["people"].url) == ("", "?q=a&sort=-people")


def test_portfolio_filters_by_name_and_severity(client, me):
    network_with(me, "Calm Élan")
    network_with(me, "Urgent", COCKPIT)

    assert names(get(client, q="elan")) == ["Calm Élan"]
    assert names(get(client, severity="critical")) == ["Urgent"]
    assert names(get(client, severity="none")) == []
    assert "No network fits this filter" in get(client, q="zzz").content.decode()


def test_portfolio_shows_private_findings_only_to_coordinators_and_the_person(client, me):
    mine = network_with(me, "Mine", ("critic",), coordinator=True)
    theirs = network_with(me, "Theirs", ("critic",))
    for network in (mine, theirs):
        holder = network.memberships.get(assignments__role__slug="critic").person
        RoleStanceFactory(person=holder, role=role("critic"), stance="avoids")
    membership = theirs.memberships.get(person=me)
    RoleAssignmentFactory(membership=membership, role=role("adviser"))
    RoleStanceFactory(person=me, role=role("adviser"), stance="avoids")

    lines = {line.name: line for line in read_portfolio(me.user, TODAY, CatalogueNames.load())}

    private = {
        name: {finding.subject.name for finding in line.findings if finding.code == "role-against-preference"}
        for name, line in lines.items()
    }
    assert private["Theirs"] == {"Mia Moor"}
    assert private["Mine"] == {
        mine.memberships.get(assignments__role__slug="critic").person.name,
        "Mia Moor",
    } - {"Mia Moor"}


def test_portfolio_has_pages_that_keep_order_and_filter(client, me):
    for number in range(52):
        MembershipFactory(person=me, network__name=f"Network {number:02d}")

    first = get(client, sort="-name", q="network")
    second = get(client, sort="-name", q="network", page=2)

    assert (len(names(first)), names(second)) == (50, ["Network 01", "Network 00"])
    assert "?sort=-name&amp;q=network&amp;page=2" in first.content.decode()


def test_portfolio_without_networks_says_what_to_do(client, me):
    html = get(client).content.decode()

    assert "No running network yet" in html
    assert reverse("network_list") in html


def test_portfolio_comes_as_a_file_in_which_nothing_runs_as_a_formula(client, me):
    network_with(me, "=1+1")
    network_with(me, "Urgent", COCKPIT)

    response = get(client, format="csv", sort="name")

    rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert [row[0] for row in rows] == ["Network", "'=1+1", "Urgent"]
    assert rows[2][1:5] == ["3", "3", "3", "1"]
    assert {len(row) for row in rows} == {14}


@pytest.mark.parametrize("count", [1, 4])
def test_portfolio_takes_as_many_queries_for_many_networks(client, me, django_assert_num_queries, count):
    for number in range(count):
        network_with(me, f"Network {number}", (*COCKPIT, "critic"), coordinator=bool(number % 2))

    with django_assert_num_queries(9):
        response = get(client)

    assert len(names(response)) == count
