"""The role matrix: who sees what, flags, totals, filters; and how many queries it takes."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    AdministratorFactory,
    CoordinatorFactory,
    EngagementFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ObserverFactory,
    RoleAssignmentFactory,
    role,
)

pytestmark = pytest.mark.django_db

COCKPIT = ("initiator", "leader", "driver")


@pytest.fixture
def network():
    return NetworkFactory(slug="north", name="North")


@pytest.fixture
def coordinator(network):
    return CoordinatorFactory(network=network, person__name="Cora Cooper")


def get(client, user, **query):
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client.get(reverse("matrix", args=["north"]), query)


def page(client, user, **query):
    return get(client, user, **query).content.decode()


def row_of(html, name):
    """The row of one member, as text."""
    return next(row for row in html.split("<tr>") if f">{name}</a>" in row)


def shown_names(html):
    return re.findall(r'/members/\d+/">([^<]+)</a>', html)


def test_matrix_lists_members_by_name_with_their_party_and_the_roles_in_groups(client, network, coordinator):
    MembershipFactory(network=network, person__name="Ève Adams", engagement=None)
    MembershipFactory(
        network=network,
        person__name="Dan Dale",
        engagement=EngagementFactory(network=network, organisation__name="Library & Co"),
    )

    response = get(client, coordinator.person.user)

    html = response.content.decode()
    assert shown_names(html) == ["Cora Cooper", "Dan Dale", "Ève Adams"]
    assert "Library &amp; Co" in row_of(html, "Dan Dale")
    assert "in their own name" in row_of(html, "Ève Adams")
    assert [(group.tone, len(group.roles)) for group in response.context["grid"].groups] == [
        ("cockpit", 3),
        ("task", 3),
        ("process", 3),
        ("strategic", 4),
        ("level", 2),
    ]


def test_matrix_follows_the_catalogue_when_a_role_moves_to_another_cluster(client, coordinator):
    critic = role("critic")
    critic.place, critic.cluster = "cluster", role("diplomat").cluster
    critic.save()

    groups = get(client, coordinator.person.user).context["grid"].groups

    assert [
        [each.slug for each in group.roles] for group in groups if group.tone in {"process", "level"}
    ] == [
        ["diplomat", "mood-maker", "spokesperson", "critic"],
        ["supporter"],
    ]


def test_matrix_shows_motives_totals_and_vacancies_of_today(client, network, coordinator):
    member = MembershipFactory(network=network, person__name="Dan Dale")
    RoleAssignmentFactory(membership=member, role=role("leader"), for_network=True, for_organisation=True)
    RoleAssignmentFactory(membership=member, role=role("critic"))
    RoleAssignmentFactory(membership=member, role=role("adviser"), ended_on=date(2025, 1, 1))
    RoleAssignmentFactory(membership=coordinator, role=role("leader"))

    html = page(client, coordinator.person.user)

    row = row_of(html, "Dan Dale")
    assert 'aria-label="Dan Dale: Leader, ON">ON</a>' in row
    assert 'aria-label="Dan Dale: Critic, held">✓</a>' in row
    assert 'aria-label="Dan Dale: Adviser, not held"></a>' in row
    assert f'<b id="total-{member.pk}">2</b>' in row
    assert '<b id="holders-leader">2</b>' in html
    assert '<b id="holders-adviser" class="vacant" title="Nobody">' in html


def test_matrix_flags_the_cells_and_total_of_somebody_who_carries_too_much(client, network, coordinator):
    for name in ("Dan Dale", "Eve Adams", "Fay Ford"):
        MembershipFactory(network=network, person__name=name)
    for slug in (*COCKPIT, "critic"):
        RoleAssignmentFactory(membership=coordinator, role=role(slug))

    html = page(client, coordinator.person.user)

    row = row_of(html, "Cora Cooper")
    assert len(re.findall(r'class="held cockpit flagged" aria-label="[^"]*, held, flagged"', row)) == 3
    assert 'class="held level" aria-label="Cora Cooper: Critic, held"' in row
    assert 'class="flagged" title="too much for one person">4 ' in row
    assert "flagged" not in row_of(html, "Dan Dale")
    assert "One person carries the whole cockpit" in html


def test_matrix_gives_only_coordinators_cells_to_edit(client, network, coordinator):
    member = MemberWithAccountFactory(network=network, person__name="Dan Dale")
    RoleAssignmentFactory(membership=member, role=role("leader"))
    RoleAssignmentFactory(membership=coordinator, role=role("driver"))
    observer = ObserverFactory(network=network)

    links = {
        who: re.findall(r'<a href="(\d+/[a-z-]+/)"', page(client, user))
        for who, user in {
            "coordinator": coordinator.person.user,
            "member": member.person.user,
            "observer": observer.person.user,
        }.items()
    }

    assert len(links["coordinator"]) == 30
    assert links["member"] == [f"{member.pk}/leader/"]
    assert links["observer"] == []


def test_matrix_says_what_a_reader_may_not_click(client, network, coordinator):
    RoleAssignmentFactory(membership=coordinator, role=role("driver"))
    observer = ObserverFactory(network=network)

    html = page(client, observer.person.user)

    assert '<i class="held cockpit"><span aria-hidden="true">✓</span>' in row_of(html, "Cora Cooper")
    assert "data-editable" not in html


def test_matrix_of_an_unknown_network_is_not_found(client, coordinator):
    other = NetworkFactory(slug="south")
    client.force_login(coordinator.person.user)

    assert client.get(reverse("matrix", args=[other.slug])).status_code == 404
    assert client.get(reverse("matrix", args=["nowhere"])).status_code == 404


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"q": "eve"}, ["Ève Adams"]),
        ({"organisation": "own"}, ["Ève Adams"]),
        ({"organisation": "library"}, ["Dan Dale"]),
        ({"role": "leader"}, ["Dan Dale"]),
        ({"role": "none"}, ["Cora Cooper", "Ève Adams"]),
        ({"role": "leader", "organisation": "own"}, []),
        ({"role": "no-such-role"}, []),
        ({"view": "list", "q": "dan"}, ["Dan Dale"]),
    ],
)
def test_matrix_filters_by_name_organisation_and_role(client, network, coordinator, query, names):
    MembershipFactory(network=network, person__name="Ève Adams", engagement=None)
    dan = MembershipFactory(
        network=network,
        person__name="Dan Dale",
        engagement=EngagementFactory(network=network, organisation__slug="library"),
    )
    RoleAssignmentFactory(membership=dan, role=role("leader"))

    html = page(client, coordinator.person.user, **query)

    assert shown_names(html) == names
    assert ("Nobody matches this filter" in html) is (not names)
    assert ("The totals count everyone" in html) is bool(names)


def test_matrix_offers_a_search_only_above_ten_members(client, network, coordinator):
    MembershipFactory.create_batch(9, network=network)
    few = page(client, coordinator.person.user)
    MembershipFactory(network=network)
    many = page(client, coordinator.person.user)

    assert 'id="filter-q"' not in few
    assert 'id="filter-q"' in many


def test_matrix_as_a_list_links_held_and_free_roles(client, coordinator):
    RoleAssignmentFactory(membership=coordinator, role=role("leader"), for_individual=True)

    html = page(client, coordinator.person.user, view="list")

    assert f'<a href="{coordinator.pk}/leader/" class="role held cockpit">Leader <b>I</b></a>' in html
    assert html.count('class="role"') == 14
    assert "<table" not in html


def test_matrix_without_members_says_what_to_do(client, network):
    as_observer = page(client, ObserverFactory(network=network).person.user)
    as_administrator = page(client, AdministratorFactory())

    assert "Its coordinators can add members." in as_observer
    assert reverse("member_create", args=["north"]) in as_administrator


def test_matrix_escapes_names(client, network, coordinator):
    MembershipFactory(network=network, person__name='<b>"Bo" & Co</b>', engagement=None)

    html = page(client, coordinator.person.user)

    assert "<b>&quot;Bo" not in html
    assert "&lt;b&gt;&quot;Bo&quot; &amp; Co&lt;/b&gt;" in html


def test_matrix_says_so_when_the_network_is_over(client, network, coordinator):
    network.ended_on = timezone.localdate()
    network.save()

    assert "not active" in page(client, coordinator.person.user)


@pytest.mark.parametrize("count", [1, 12])
@pytest.mark.parametrize("view", ["", "list"])
def test_matrix_takes_as_many_queries_for_many_as_for_one(
    client, network, coordinator, django_assert_num_queries, count, view
):
    for member in MembershipFactory.create_batch(count, network=network):
        RoleAssignmentFactory(membership=member, role=role("leader"))
        RoleAssignmentFactory(membership=member, role=role("critic"), for_network=True)
    client.force_login(coordinator.person.user)

    with django_assert_num_queries(5):
        response = client.get(reverse("matrix", args=["north"]), {"view": view})

    assert len(response.context["grid"].lines) == count + 1
