"""One cell of the matrix: its editor, saving, conflicts and undo, with htmx and without."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from roles.models import RoleAssignment
from roles.services.assignments import Holding, assign_role, end_role
from tests.factories import (
    LONG_AGO,
    CoordinatorFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ObserverFactory,
    RoleAssignmentFactory,
    role,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
HTMX = {"HX-Request": "true"}


@pytest.fixture
def network():
    return NetworkFactory(slug="north")


@pytest.fixture
def dan(network):
    return MemberWithAccountFactory(network=network, person__name="Dan Dale")


@pytest.fixture
def coordinator(client, network):
    membership = CoordinatorFactory(network=network, person__name="Cora Cooper")
    client.force_login(membership.person.user)
    client.cookies["django_language"] = "en"
    return membership


def address(membership, slug="leader"):
    return reverse("matrix_cell", args=["north", membership.pk, slug])


def recorded(membership):
    return [
        (each.role.slug, Holding.of(each))
        for each in RoleAssignment.objects.filter(membership=membership).order_by("started_on", "pk")
    ]


def undo_of(html):
    return re.search(r'name="undo" value="([^"]+)"', html)[1]


def test_cell_opens_as_a_page_without_scripts_and_as_a_form_with_htmx(client, coordinator, dan):
    whole = client.get(address(dan))
    part = client.get(address(dan), headers=HTMX)

    assert "<title>" in whole.content.decode()
    assert part.content.decode().strip().startswith("<form")
    for response in (whole, part):
        assert response.context["form"]["holds"].value() == "yes"
        assert response.context["form"]["since"].value() == TODAY
        assert response.context["form"]["motives"].value() == []


def test_cell_shows_what_is_recorded(client, coordinator, dan):
    RoleAssignmentFactory(membership=dan, role=role("leader"), start_known=False, for_individual=True)

    response = client.get(address(dan))

    form = response.context["form"]
    assert (form["holds"].value(), form["since"].value(), form["motives"].value()) == ("yes", None, ["I"])
    assert "nobody knows since when" in response.content.decode()


def test_save_without_scripts_goes_back_to_the_matrix_at_that_cell(client, coordinator, dan):
    response = client.post(
        address(dan), {"holds": "yes", "motives": ["O", "N"], "since": "2025-02-01", "back": "q=dan&x=1"}
    )
    page = client.get(response.url.partition("#")[0]).content.decode()
    again = client.get(reverse("matrix", args=["north"])).content.decode()

    assert recorded(dan) == [("leader", Holding(date(2025, 2, 1), True, None, "ON"))]
    assert response.url == f"{reverse('matrix', args=['north'])}?q=dan#cell"
    assert f'<a id="cell" href="{dan.pk}/leader/"' in page
    assert "Saved: Dan Dale is now leader." in page
    assert 'name="undo"' in page
    assert "Saved:" not in again


def test_editor_remembers_the_filter_it_came_from(client, coordinator, dan):
    referer = "http://testserver" + reverse("matrix", args=["north"]) + "?organisation=own"

    response = client.get(address(dan), headers={"Referer": referer})

    assert response.context["form"]["back"].value() == "organisation=own"
    assert f'href="{reverse("matrix", args=["north"])}?organisation=own"' in response.content.decode()


def test_save_with_htmx_returns_the_cell_and_its_two_totals(client, coordinator, dan):
    response = client.post(address(dan), {"holds": "yes", "motives": "I", "since": ""}, headers=HTMX)

    html = response.content.decode()
    assert recorded(dan) == [("leader", Holding(TODAY, False, None, "I"))]
    assert f'<a href="{dan.pk}/leader/" class="held cockpit" aria-label="Dan Dale: Leader, I">I</a>' in html
    assert f'<b id="total-{dan.pk}">1</b>' in html
    assert '<b id="holders-leader">1</b>' in html
    assert "<table" not in html
    assert len(response.content) < 3000
    assert "matrix:saved" in response.headers["HX-Trigger-After-Settle"]


def test_save_on_the_dashboard_returns_a_cell_whose_address_holds_there(client, coordinator, dan):
    on_dashboard = HTMX | {
        "HX-Current-URL": "http://testserver" + reverse("dashboard", args=["north"]) + "#top"
    }

    html = client.post(address(dan), {"holds": "yes", "since": ""}, headers=on_dashboard).content.decode()
    card = client.get(reverse("matrix", args=["north"]), headers=on_dashboard).content.decode()

    held = f'<a href="matrix/{dan.pk}/leader/" class="held cockpit" aria-label="Dan Dale: Leader, held">✓</a>'
    assert held in html
    assert f"td:has(> a[href='matrix/{dan.pk}/leader/'])" in html
    assert held in card
    assert "<html" not in card


def test_save_with_htmx_flags_the_total_that_becomes_too_much(client, network, coordinator, dan):
    MembershipFactory.create_batch(2, network=network)
    for slug in ("initiator", "driver"):
        RoleAssignmentFactory(membership=dan, role=role(slug))

    html = client.post(address(dan), {"holds": "yes", "since": ""}, headers=HTMX).content.decode()

    assert 'class="held cockpit flagged" aria-label="Dan Dale: Leader, held, flagged"' in html
    assert 'class="flagged" title="too much for one person">3 ' in html


def test_save_ends_a_role_today_and_keeps_the_history(client, coordinator, dan):
    RoleAssignmentFactory(membership=dan, role=role("leader"))

    html = client.post(address(dan), {"holds": "no"}, headers=HTMX).content.decode()

    assert recorded(dan) == [("leader", Holding(LONG_AGO, True, TODAY, ""))]
    assert "Dan Dale is no longer leader." in html
    assert 'aria-label="Dan Dale: Leader, not held"' in html
    assert '<b id="holders-leader" class="vacant"' in html


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize(
    ("since", "sentence"),
    [
        ((TODAY + timedelta(days=1)).isoformat(), "This day is still ahead. Choose today or an earlier day."),
        ("2023-12-31", "Dan Dale joined on 1 January 2024. Choose that day or a later one."),
        ("32-13-2025", "Write a date as year-month-day"),
    ],
)
def test_save_refuses_a_wrong_date_and_keeps_what_was_typed(
    client, coordinator, dan, headers, since, sentence
):
    response = client.post(address(dan), {"holds": "yes", "motives": ["N"], "since": since}, headers=headers)

    html = response.content.decode()
    assert recorded(dan) == []
    assert any(sentence in error for error in response.context["form"].errors["since"])
    assert f'value="{since}"' in html
    assert re.search(r'value="N"[^>]*checked', html)


def test_save_refuses_somebody_who_left(client, network, coordinator):
    gone = MembershipFactory(network=network, person__name="Gus Gone", left_on=date(2025, 1, 1))

    response = client.post(address(gone), {"holds": "yes", "since": "2024-05-01"})

    assert recorded(gone) == []
    assert response.context["form"].non_field_errors() == [
        "Gus Gone left this network on 1 January 2025. Make Gus Gone a member again first."
    ]


def test_second_coordinator_is_told_what_the_first_changed_and_chooses(client, coordinator, dan):
    opened = client.get(address(dan)).context["form"]["seen"].value()
    assign_role(membership=dan, role=role("leader"), since=date(2025, 5, 5), motives="O")
    mine = {"holds": "yes", "motives": ["N"], "since": "2025-06-06", "seen": opened}

    told = client.post(address(dan), mine)
    kept = recorded(dan)
    saved = client.post(address(dan), mine | {"seen": told.context["form"]["seen"].value()})

    html = told.content.decode()
    assert "Somebody else changed this while you had it open." in html
    assert "Dan Dale has held this role since 5 May 2025. Motives: O." in html
    assert 'value="2025-06-06"' in html
    assert kept == [("leader", Holding(date(2025, 5, 5), True, None, "O"))]
    assert saved.status_code == 302
    assert recorded(dan) == [("leader", Holding(date(2025, 6, 6), True, None, "N"))]


def test_sending_the_same_form_twice_is_no_conflict(client, coordinator, dan):
    opened = client.get(address(dan)).context["form"]["seen"].value()
    form = {"holds": "yes", "motives": ["N"], "since": "2025-06-06", "seen": opened}
    client.post(address(dan), form)

    second = client.post(address(dan), form)

    assert second.status_code == 302
    assert recorded(dan) == [("leader", Holding(date(2025, 6, 6), True, None, "N"))]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_undo_restores_exactly_what_was(client, coordinator, dan, headers):
    RoleAssignmentFactory(membership=dan, role=role("leader"), start_known=False, for_individual=True)
    before = recorded(dan)
    html = client.post(address(dan), {"holds": "no"}, headers=HTMX).content.decode()

    undone = client.post(address(dan), {"undo": undo_of(html)}, headers=headers)

    assert recorded(dan) == before
    assert undone.status_code == (200 if headers else 302)


def test_undo_after_somebody_elses_change_says_so(client, coordinator, dan):
    html = client.post(address(dan), {"holds": "yes", "since": ""}, headers=HTMX).content.decode()
    end_role(membership=dan, role=role("leader"))

    answer = client.post(address(dan), {"undo": undo_of(html)}, headers=HTMX).content.decode()

    assert "This was changed again in the meantime, so it cannot be undone." in answer
    assert recorded(dan) == []


def test_undo_of_another_cell_or_made_up_is_refused(client, coordinator, dan):
    html = client.post(address(dan), {"holds": "yes", "since": ""}, headers=HTMX).content.decode()
    before = recorded(dan)

    for undo in (undo_of(html), "made up"):
        answer = client.post(address(dan, "driver"), {"undo": undo}, headers=HTMX).content.decode()
        assert "This can no longer be undone." in answer

    assert recorded(dan) == before


def test_member_edits_the_motives_of_own_roles_and_nothing_else(client, coordinator, dan):
    RoleAssignmentFactory(membership=dan, role=role("leader"))
    client.force_login(dan.person.user)

    shown = client.get(address(dan))
    client.post(address(dan), {"holds": "no", "since": "2025-01-01", "motives": ["I", "N"]})

    assert list(shown.context["form"].fields) == ["motives", "seen", "back"]
    assert recorded(dan) == [("leader", Holding(LONG_AGO, True, None, "IN"))]


def test_cell_is_closed_to_who_may_only_read(client, network, coordinator, dan):
    RoleAssignmentFactory(membership=coordinator, role=role("leader"))
    observer = ObserverFactory(network=network)

    statuses = []
    for user, membership in (
        (dan.person.user, coordinator),  # somebody else's role
        (dan.person.user, dan),  # a role that is not held
        (observer.person.user, dan),
    ):
        client.force_login(user)
        statuses += [
            client.get(address(membership)).status_code,
            client.post(address(membership)).status_code,
        ]

    assert statuses == [403] * 6


@pytest.mark.parametrize("case", ["other network", "unknown role", "unknown member", "hidden network"])
def test_cell_that_is_not_there_is_not_found(client, coordinator, dan, case):
    stranger = MembershipFactory()
    url = {
        "other network": address(stranger),
        "unknown role": address(dan, "no-such-role"),
        "unknown member": reverse("matrix_cell", args=["north", 999_999, "leader"]),
        "hidden network": reverse("matrix_cell", args=[stranger.network.slug, stranger.pk, "leader"]),
    }[case]

    assert client.get(url).status_code == 404
    assert client.post(url, {"holds": "yes", "since": ""}).status_code == 404


@pytest.mark.parametrize("count", [1, 12])
@pytest.mark.parametrize(("held", "queries"), [(True, 13), (False, 15)])
def test_save_takes_as_many_queries_in_a_large_network(
    client, network, coordinator, dan, django_assert_num_queries, count, held, queries
):
    for member in MembershipFactory.create_batch(count, network=network):
        RoleAssignmentFactory(membership=member, role=role("leader"))
    if held:
        RoleAssignmentFactory(membership=dan, role=role("leader"))

    with django_assert_num_queries(queries):
        client.post(address(dan), {"holds": "yes", "motives": ["O"], "since": "2025-02-01"}, headers=HTMX)

    assert recorded(dan) == [("leader", Holding(date(2025, 2, 1), True, None, "O"))]
