"""The pages about a network's time: for everyone who sees it, whatever its number of members and years."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from roles.analysis.months import add_months
from roles.models import NetworkNorms, RoleAssignment
from roles.pages.reports import read_report
from roles.pages.visibility import count_by_severity
from roles.services.swaps import carry_out_swap
from roles.swap_rules import Answer, State
from tests.factories import (
    BalanceReadingFactory,
    CoordinatorFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ObserverFactory,
    PersonFactory,
    RoleAssignmentFactory,
    RoleStanceFactory,
    RoleSwapFactory,
    RoleTermFactory,
    SwapAnswerFactory,
    SwapMoveFactory,
    role,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
PAGES = ("timeline", "timeline_hands", "timeline_former", "timeline_course")


def ago(months: int) -> date:
    return add_months(TODAY, -months)


@pytest.fixture
def network():
    return NetworkFactory(started_on=ago(120))


@pytest.fixture
def english(client):
    def sign_in(user) -> Client:
        client.force_login(user)
        client.cookies["django_language"] = "en"
        return client

    return sign_in


def held(network, name, slug, since, until=None, **values):
    member = MembershipFactory(network=network, person=PersonFactory(name=name))
    return RoleAssignmentFactory(
        membership=member, role=role(slug), started_on=since, ended_on=until, **values
    )


def page(client, name, network, query=""):
    response = client.get(f"{reverse(name, args=[network.slug])}{query}")
    assert response.status_code == 200
    return response


def cells(html: str) -> list[list[str]]:
    """The rows of a page's tables, as text."""
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
    return [
        [
            " ".join(re.sub(r"<[^>]+>", "", cell).split())
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
        ]
        for row in rows
    ]


def day(value: date) -> str:
    return f"{value:%b}".join([f"{value.day} ", f" {value.year}"])


def test_timeline_shows_who_held_what_with_terms_and_joints(network, english):
    RoleTermFactory(network=network, role=role("driver"), months=12)
    first = held(network, "Ans Aerts", "driver", ago(30), ago(6))
    second = held(network, "Bo Bos", "driver", ago(6))
    held(network, "Cas Coen", "leader", ago(26), start_known=False)
    client = english(ObserverFactory(network=network).person.user)

    html = page(client, "timeline", network).content.decode()

    own = [first.membership.organisation.name, second.membership.organisation.name]
    rows = cells(html)
    assert ["Driver", "Ans Aerts", own[0], day(ago(30)), day(ago(6)), ""] in rows
    assert ["Driver", "Bo Bos", own[1], day(ago(6)), "still", day(add_months(ago(6), 12))] in rows
    (leader,) = [row for row in rows if "Cas Coen" in row]
    assert leader[3:] == [f"{day(ago(26))} or earlier", "still", f"{day(add_months(ago(26), 24))} over"]
    assert f"{day(ago(6))}: from Ans Aerts to Bo Bos" in html
    assert f"Cas Coen ({RoleAssignment.objects.last().membership.organisation.name}), since" in html
    assert "roles changed hands" not in html
    assert "a role changed hands once." in html


def test_the_norm_of_the_network_is_the_term_of_a_core_role_without_its_own(network, english):
    NetworkNorms.objects.create(network=network, max_core_term_months=36)
    held(network, "Ans", "leader", ago(30))
    held(network, "Bo", "critic", ago(30))
    client = english(ObserverFactory(network=network).person.user)

    rows = cells(page(client, "timeline", network).content.decode())

    ends = {row[1]: row[5] for row in rows if len(row) == 6 and row[1] in {"Ans", "Bo"}}
    assert ends == {"Ans": day(add_months(ago(30), 36)), "Bo": ""}


def test_a_swap_that_was_carried_out_shows_as_such(network, english):
    giver = held(network, "Ans", "driver", ago(50)).membership
    receiver = MembershipFactory(network=network, person=PersonFactory(name="Bo"))
    swap = RoleSwapFactory(network=network, state=State.AGREED)
    SwapMoveFactory(swap=swap, giver=giver, receiver=receiver)
    for one in (giver, receiver):
        SwapAnswerFactory(swap=swap, person=one.person, answer=Answer.CONSENTS)
    client = english(ObserverFactory(network=network).person.user)

    carry_out_swap(swap=swap, person=None, coordinates=True)

    html = page(client, "timeline", network).content.decode()
    assert f"{day(TODAY)}: from Ans to Bo, by a swap" in html
    assert ["Driver", "1", "1", "1"] in cells(page(client, "timeline_hands", network).content.decode())


def test_a_day_on_which_a_swap_moved_a_role_leads_to_that_swap(network, english):
    giver = held(network, "Ans", "driver", ago(50), ago(10)).membership
    receiver = held(network, "Bo", "driver", ago(10)).membership
    swap = RoleSwapFactory(network=network, state=State.CARRIED_OUT, carried_out_on=ago(10))
    SwapMoveFactory(swap=swap, giver=giver, receiver=receiver)
    client = english(ObserverFactory(network=network).person.user)

    html = page(client, "timeline", network).content.decode()

    leads = reverse("swap_detail", args=[network.slug, swap.pk])
    assert html.count(f'<a href="{leads}"') == 3  # from the picture, and from an end and a start in the table
    assert client.get(leads).status_code == 200


def test_role_and_people_can_be_filtered_and_the_period_chosen(network, english):
    held(network, "Ans Ärts", "driver", ago(100), ago(90))
    held(network, "Bo", "driver", ago(10))
    held(network, "Cas", "leader", ago(10))
    client = english(CoordinatorFactory(network=network).person.user)

    def names(query):
        rows = cells(page(client, "timeline", network, query).content.decode())
        return [row[1] for row in rows if len(row) == 6][1:]

    assert names("") == ["Cas", "Bo"]
    assert names("?years=10") == ["Cas", "Ans Ärts", "Bo"]
    assert names("?years=all&role=driver") == ["Ans Ärts", "Bo"]
    assert names("?years=all&q=arts") == ["Ans Ärts"]
    assert names(f"?from={ago(110)}&to={ago(80)}") == ["Ans Ärts"]
    nobody = page(client, "timeline", network, "?q=nobody").content.decode()
    assert "Nobody whom you look for held such a role in this period." in nobody


@pytest.mark.parametrize("name", ["timeline", "timeline_hands", "timeline_course"])
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?from=2026-02-30", "“2026-02-30” is not a date that exists."),
        ("?to=soon", "“soon” is not a date that exists."),
        ("?from=9999-12-31", "“9999-12-31” is not a date that exists."),
        ("?from=2026-02-03&to=2026-02-03", "The period ends before it begins."),
    ],
)
def test_days_that_make_no_period_are_named_and_stay_typed(network, english, name, query, sentence):
    held(network, "Ans", "driver", ago(10))
    client = english(ObserverFactory(network=network).person.user)

    html = page(client, name, network, query).content.decode()

    assert sentence in html
    assert f'value="{query.split("=")[-1]}"' in html


def test_hands_counts_by_role_organisation_and_person_within_the_period(network, english):
    first = held(network, "Ans", "driver", ago(50), ago(6))
    second = held(network, "Bo", "driver", ago(6))
    client = english(ObserverFactory(network=network).person.user)

    rows = cells(page(client, "timeline_hands", network).content.decode())

    assert ["Driver", "1", "1", "1"] in rows
    assert ["Leader", "0", "0", "0"] in rows
    assert ["Ans", "0", "1", "1"] in rows
    assert ["Bo", "1", "0", "1"] in rows
    assert [first.membership.organisation.name, "0", "1", "1"] in rows
    assert [second.membership.organisation.name, "1", "0", "1"] in rows


def test_former_holders_by_role_and_by_person(network, english):
    held(network, "Bo", "leader", ago(50), ago(40))
    held(network, "Ans", "driver", ago(60), ago(20))
    held(network, "Cas", "driver", ago(20))
    client = english(ObserverFactory(network=network).person.user)

    def found(query):
        html = page(client, "timeline_former", network, query).content.decode()
        return [row[:2] for row in cells(html) if len(row) == 5][1:]

    assert page(client, "timeline_former", network).context["people"] == 3  # members today, above every page
    assert found("") == [["Leader", "Bo"], ["Driver", "Ans"]]
    assert found("?by=person") == [["Driver", "Ans"], ["Leader", "Bo"]]
    assert found("?role=driver") == [["Driver", "Ans"]]
    assert found("?q=bo") == [["Leader", "Bo"]]


def test_course_says_of_each_day_what_the_report_of_that_day_says(network, english):
    """Private findings too: the coordinator counts them, another member only their own."""
    overloaded = held(network, "Ans", "driver", ago(30)).membership
    for slug in ("leader", "initiator"):
        RoleAssignmentFactory(membership=overloaded, role=role(slug), started_on=ago(20))
    RoleStanceFactory(person=overloaded.person, role=role("leader"), stance="avoids")
    BalanceReadingFactory(network=network, person=overloaded.person, read_on=ago(2))
    coordinator = CoordinatorFactory(network=network).person.user
    member = MemberWithAccountFactory(network=network).person.user

    for user in (coordinator, member):
        rows = cells(page(english(user), "timeline_course", network).content.decode())[2:]
        assert len(rows) == 13
        for row, months in zip(rows, range(36, -1, -3), strict=True):
            report = read_report(user, network.slug, ago(months)).report
            counts = count_by_severity(report.findings)
            assert row[0] == day(ago(months))
            assert row[1:6] == [
                str(each)
                for each in (
                    report.counts.people,
                    report.counts.roles_filled,
                    *(counts.get(severity, 0) for severity in ("critical", "warning", "notice")),
                )
            ]
    seen = [len(read_report(user, network.slug, TODAY).report.findings) for user in (coordinator, member)]
    assert seen[0] > seen[1]


def test_course_leads_to_the_report_of_each_day(network, english):
    held(network, "Ans", "driver", ago(30))
    client = english(ObserverFactory(network=network).person.user)

    html = page(client, "timeline_course", network).content.decode()

    link = f"{reverse('report', args=[network.slug])}?date={ago(12)}"
    assert html.count(f'href="{link}"') == 3  # below the two pictures, and in the table
    assert client.get(link).context["asked"].day == ago(12)


@pytest.mark.parametrize("name", PAGES)
def test_an_empty_network_says_so(english, name):
    network = NetworkFactory(started_on=TODAY)
    client = english(ObserverFactory(network=network).person.user)

    html = page(client, name, network).content.decode()

    assert {
        "timeline": "Nobody has held a role yet",
        "timeline_hands": "Nobody has held a role yet",
        "timeline_former": "Nobody has laid down a role here yet",
        "timeline_course": "Nobody took part in this period.",
    }[name] in html


def test_a_network_that_is_over_ends_with_its_last_day(english):
    network = NetworkFactory(started_on=ago(60), ended_on=ago(12))
    held(network, "Ans", "driver", ago(50), ago(12))
    client = english(ObserverFactory(network=network).person.user)

    period = page(client, "timeline", network).context["period"]

    assert (period.first, period.last) == (ago(48), ago(12))


@pytest.mark.parametrize("members", [1, 4])
@pytest.mark.parametrize(
    ("name", "queries"),
    [("timeline", 9), ("timeline_hands", 9), ("timeline_former", 9), ("timeline_course", 8)],
)
def test_the_number_of_queries_stays(members, name, queries, network, english, django_assert_num_queries):
    for number in range(members):
        member = held(network, f"Member {number}", "driver", ago(90), ago(10 + number)).membership
        RoleAssignmentFactory(membership=member, role=role("leader"), started_on=ago(20))
        held(NetworkFactory(), f"Elsewhere {number}", "critic", ago(9))
        RoleAssignmentFactory(membership=MembershipFactory(person=member.person), started_on=ago(9))
        swap = RoleSwapFactory(network=network, state=State.CARRIED_OUT, carried_out_on=ago(10))
        SwapMoveFactory(swap=swap, giver=member)
    client = english(CoordinatorFactory(network=network).person.user)
    page(client, name, network)

    with django_assert_num_queries(queries):
        page(client, name, network, "?years=all" if members > 1 else "?years=1")


def test_the_report_of_any_past_day_takes_as_many_queries_as_today(
    network, english, django_assert_num_queries
):
    held(network, "Ans", "driver", ago(100), ago(50))
    client = english(CoordinatorFactory(network=network).person.user)
    address = reverse("report", args=[network.slug])
    client.get(address)

    for each in (TODAY, TODAY - timedelta(days=2000)):
        with django_assert_num_queries(7):
            client.get(f"{address}?date={each}")
