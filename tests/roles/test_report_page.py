"""The report page, its JSON, and the page of one role."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from roles.models import NetworkNorms, RoleStance
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client):
    """A coordinator, signed in, reading English."""
    membership = make.CoordinatorFactory(network__name="Noord", network__goal="Shorter waiting lists")
    client.force_login(membership.person.user)
    client.cookies["django_language"] = "en"
    return membership


def show(client, network, **asked):
    return client.get(reverse("report", args=[network.slug]), asked)


def hold(membership, *slugs, **fields):
    for slug in slugs:
        make.RoleAssignmentFactory(membership=membership, role=make.role(slug), **fields)


def test_report_gives_every_finding_its_reason_and_its_step(client, coordinator):
    hold(coordinator, "initiator", "leader", "driver")

    response = show(client, coordinator.network)

    content = response.content.decode()
    findings = response.context["findings"]
    assert len(findings) > 5
    assert [card.code for card in findings if card.action not in content.replace("&#x27;", "'")] == []


def test_report_shows_the_network_as_it_was(client, coordinator):
    hold(coordinator, "leader", started_on=date(2025, 3, 1), ended_on=date(2025, 6, 1))
    network = coordinator.network

    filled = {
        day: show(client, network, date=day).context["report"].counts.roles_filled
        for day in ("2025-02-28", "2025-03-01", "2025-05-31", "2025-06-01")
    }

    assert filled == {"2025-02-28": 0, "2025-03-01": 1, "2025-05-31": 1, "2025-06-01": 0}


@pytest.mark.parametrize("typed", ["2025-02-30", "tomorrow", "22/11/2026"])
def test_report_says_what_is_wrong_with_a_date_and_shows_today(client, coordinator, typed):
    response = show(client, coordinator.network, date=typed)

    assert response.context["asked"].error == (
        f"“{typed}” is not a date that exists. Write it as 2026-11-22: year, month, day."
    )
    assert response.context["asked"].day == timezone.localdate()
    assert f'value="{typed}"' in response.content.decode()


def test_report_of_a_past_day_offers_no_next_steps_and_says_what_has_no_date(client, coordinator):
    hold(coordinator, "leader")
    today, before = (
        show(client, coordinator.network, date=each).content.decode()
        for each in (str(timezone.localdate()), "2025-12-01")
    )

    own = f'href="{reverse("report", args=[coordinator.network.slug])}"'
    for page, past in ((today, False), (before, True)):
        assert 'class="finding' in page
        assert ("next-step" in page) is not past
        assert ("What people prefer or avoid, stakes, policies and norms have no date" in page) is past
        assert (f'<a class="button quiet" {own}>' in page) is past


def test_report_tells_purpose_and_norms(client, coordinator):
    NetworkNorms.objects.create(network=coordinator.network, max_roles_per_person=7)

    response = show(client, coordinator.network)

    with translation.override("en"):
        changed = [(str(norm.name), str(norm.value)) for norm in response.context["norms"] if not norm.usual]
    assert changed == [("Roles per person", "7 roles")]
    assert dict(response.context["purpose"])["The shared goal"] == "Shorter waiting lists"


def test_report_lists_who_holds_what(client, coordinator):
    hold(coordinator, "leader")
    make.MembershipFactory(network=coordinator.network, person__name="<b>Ann</b>", engagement=None)

    holdings = show(client, coordinator.network).context["holdings"]

    assert holdings.totals == [0, 1, *[0] * 13]
    assert [(group.tone, group.width) for group in holdings.groups] == [
        ("cockpit", 3),
        ("task", 3),
        ("process", 3),
        ("strategic", 4),
        ("level", 2),
    ]
    assert holdings.rows.count("<tr>") == 2
    assert "&lt;b&gt;Ann&lt;/b&gt;" in holdings.rows


def test_report_of_a_network_before_it_began_is_calm(client, coordinator):
    response = show(client, coordinator.network, date="2020-01-01")

    assert response.status_code == 200
    assert "findings" not in response.context
    assert response.context["summary"] == "This network is not active, so there is nothing to flag."


@pytest.mark.parametrize("members", [1, 5])
def test_report_takes_seven_queries_whatever_its_size(
    client, coordinator, django_assert_num_queries, members
):
    for slug in ["initiator", "leader", "implementer", "diplomat", "critic"][:members]:
        hold(make.MembershipFactory(network=coordinator.network), slug)

    with django_assert_num_queries(7):
        response = show(client, coordinator.network)

    assert response.context["report"].counts.holdings == members


def test_report_json_holds_what_its_reader_may_see(client, coordinator):
    network = coordinator.network
    ann, bob = (make.MemberWithAccountFactory(network=network) for _ in range(2))
    for each in (ann, bob):
        hold(each, "implementer")
        make.RoleStanceFactory(person=each.person, stance="avoids")
    observer = make.ObserverFactory(network=network)

    subjects = {}
    for name, person in {
        "coordinator": coordinator.person,
        "ann": ann.person,
        "observer": observer.person,
    }.items():
        client.force_login(person.user)
        findings = client.get(reverse("report_json", args=[network.slug])).json()["findings"]
        subjects[name] = {
            each["subject"]["id"] for each in findings if each["code"] == "role-against-preference"
        }

    both = {str(ann.person.pk), str(bob.person.pk)}
    assert subjects == {"coordinator": both, "ann": {str(ann.person.pk)}, "observer": set()}


def test_report_json_says_what_is_wrong_with_a_date(client, coordinator):
    response = client.get(reverse("report_json", args=[coordinator.network.slug]), {"date": "2025-02-30"})

    assert response.status_code == 400
    assert response.json() == {
        "error": "“2025-02-30” is not a date that exists. Write it as 2026-11-22: year, month, day."
    }


def test_report_json_is_hidden_from_a_stranger_whatever_the_date(client):
    client.force_login(make.PersonWithAccountFactory().user)
    address = reverse("report_json", args=[make.NetworkFactory().slug])

    assert [client.get(address, {"date": day}).status_code for day in ("", "never")] == [404, 404]


def role_page(client, network, slug="leader"):
    return client.get(reverse("network_role", args=[network.slug, slug]))


def test_role_page_tells_who_holds_it_and_who_did(client, coordinator):
    network = coordinator.network
    hold(coordinator, "leader")
    before = make.MembershipFactory(network=network)
    hold(before, "leader", started_on=date(2024, 1, 1), ended_on=date(2025, 1, 1))
    left = make.MembershipFactory(network=network, left_on=date(2025, 5, 1))
    hold(left, "leader", started_on=date(2024, 6, 1))
    later = make.MembershipFactory(network=network)
    hold(later, "leader", started_on=timezone.localdate() + timedelta(days=9))
    hold(make.MembershipFactory(), "leader")

    response = role_page(client, network)

    assert [each.assignment.membership for each in response.context["holders"]] == [coordinator]
    assert [each.membership for each in response.context["past"]] == [left, before]


def test_role_page_shows_preferences_to_coordinators_and_to_oneself(client, coordinator):
    network = coordinator.network
    ann, bob, cas = (
        make.MemberWithAccountFactory(network=network, person__name=name) for name in ("Ann", "Bob", "Cas")
    )
    leader = make.role("leader")
    make.RoleStanceFactory(person=ann.person, role=leader, stance=RoleStance.Stance.WILLING)
    make.RoleStanceFactory(person=bob.person, role=leader, stance=RoleStance.Stance.PREFERS)
    make.RoleStanceFactory(person=cas.person, role=leader, stance=RoleStance.Stance.AVOIDS)
    administrator = make.AdministratorFactory()

    seen = {}
    for name, user in {
        "coordinator": coordinator.person.user,
        "ann": ann.person.user,
        "cas": cas.person.user,
        "administrator": administrator,
    }.items():
        client.force_login(user)
        seen[name] = [stance.person.name for stance in role_page(client, network).context["stances"]]

    assert seen == {"coordinator": ["Bob", "Ann"], "ann": ["Ann"], "cas": [], "administrator": []}


def test_role_page_knows_only_roles_of_the_catalogue(client, coordinator):
    assert role_page(client, coordinator.network, "wizard").status_code == 404


@pytest.mark.parametrize("holders", [1, 4])
def test_role_page_query_count_is_constant(client, coordinator, django_assert_num_queries, holders):
    for _ in range(holders):
        hold(make.MembershipFactory(network=coordinator.network), "leader")
        past = make.MembershipFactory(network=coordinator.network)
        hold(past, "leader", ended_on=date(2025, 1, 1))
        keen = make.MembershipFactory(network=coordinator.network)
        make.RoleStanceFactory(person=keen.person, role=make.role("leader"))

    with django_assert_num_queries(12):
        response = role_page(client, coordinator.network)

    assert [len(response.context[name]) for name in ("holders", "past", "stances")] == [holders] * 3
