"""Terms of roles: agreed on by coordinators, shown with whoever holds the role, never against the analysis."""

from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from roles.analysis.months import add_months
from roles.models import NetworkNorms, RoleTerm
from roles.pages.reports import read_report
from tests.factories import (
    CoordinatorFactory,
    MembershipFactory,
    NetworkFactory,
    RoleAssignmentFactory,
    RoleTermFactory,
    role,
)
from tests.forms import fields_of, fill_in

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def hanne(client):
    membership = CoordinatorFactory(
        network__name="North", network__slug="north", person__name="Hanne", joined_on=date(2020, 1, 1)
    )
    client.force_login(membership.person.user)
    client.cookies["django_language"] = "en"
    return membership


ADDRESS = "/networks/north/terms/"


def kept():
    return dict(RoleTerm.objects.values_list("role__slug", "months"))


def test_terms_are_saved_changed_and_taken_back(client, hanne):
    first = fill_in(client, ADDRESS, "driver", driver="12", critic="36")
    saved = kept()
    fill_in(client, ADDRESS, "driver", driver="", critic="6")

    assert first.redirect_chain == [(ADDRESS, 302)]
    assert [str(each) for each in get_messages(first.wsgi_request)] == [
        "Saved. These terms hold from now on."
    ]
    assert saved == {"driver": 12, "critic": 36}
    assert kept() == {"critic": 6}


@pytest.mark.parametrize(
    ("slug", "months", "sentence"),
    [
        ("leader", "25", "Choose at most 24 months, or raise the norm first."),
        ("critic", "241", "Write a whole number of months from 1 to 240, or nothing."),
        ("critic", "0", "Write a whole number of months from 1 to 240, or nothing."),
        ("critic", "half a year", "Write a whole number of months from 1 to 240, or nothing."),
    ],
)
def test_term_that_cannot_be_is_refused_at_its_field_with_nothing_saved(
    client, hanne, slug, months, sentence
):
    answer = fill_in(client, ADDRESS, "driver", **{"driver": "12", slug: months})

    assert answer.context["form"].errors == {slug: [sentence]}
    assert f'id="id_{slug}-errors"' in answer.content.decode()
    assert f'value="{months}"' in answer.content.decode()
    assert kept() == {}


def test_longer_term_in_the_cockpit_is_possible_once_the_norm_is_raised(client, hanne):
    NetworkNorms.objects.create(network=hanne.network, max_core_term_months=36)

    fill_in(client, ADDRESS, "driver", leader="36")

    assert kept() == {"leader": 36}


def test_two_coordinators_do_not_overwrite_each_other_unseen(client, hanne):
    data = fields_of(client.get(ADDRESS), "driver") | {"leader": "12"}
    RoleTermFactory(network=hanne.network, role=role("leader"), months=6)

    answer = client.post(ADDRESS, data)

    assert "it is now “6”" in answer.context["form"].errors["leader"][0]
    assert kept() == {"leader": 6}


@pytest.mark.parametrize(("past_term", "over"), [(0, False), (1, True)])
def test_term_is_over_exactly_when_the_analysis_flags_it(client, hanne, past_term, over):
    """By default, and with a term that was longer than what the norm has become since."""
    started = add_months(TODAY, -12) - timedelta(days=past_term)
    RoleAssignmentFactory(membership=hanne, role=role("leader"), started_on=started)
    RoleTermFactory(network=hanne.network, role=role("leader"), months=24)
    NetworkNorms.objects.create(network=hanne.network, max_core_term_months=12)

    page = client.get(ADDRESS).content.decode()
    report = read_report(hanne.person.user, "north", TODAY).report

    assert any(each.code == "rotation-due" for each in report.findings) is over
    assert ("1 term is over" in page) is over


def test_role_and_member_page_show_until_when(client, hanne):
    RoleAssignmentFactory(membership=hanne, role=role("driver"), started_on=date(2026, 1, 15))
    RoleAssignmentFactory(membership=hanne, role=role("critic"), started_on=date(2026, 1, 15))
    RoleTermFactory(network=hanne.network, role=role("driver"), months=18)

    pages = [
        client.get(reverse("network_role", args=["north", "driver"])).content.decode(),
        client.get(reverse("member_detail", args=["north", hanne.pk])).content.decode(),
        client.get(ADDRESS).content.decode(),
    ]
    critic = client.get(reverse("network_role", args=["north", "critic"])).content.decode()

    assert [page.count("term until 15 July 2027") for page in pages] == [1, 1, 1]
    assert "term until" not in critic


def test_a_term_begins_anew_after_a_break_and_goes_on_from_seat_to_seat(client, hanne):
    early = MembershipFactory(
        network=hanne.network, person=hanne.person, joined_on=date(2019, 1, 1), left_on=date(2020, 1, 1)
    )
    for seat, since, until in (
        (early, date(2019, 6, 1), date(2020, 1, 1)),
        (hanne, date(2020, 1, 1), date(2020, 6, 1)),
        (hanne, date(2026, 3, 1), None),
    ):
        RoleAssignmentFactory(membership=seat, role=role("critic"), started_on=since, ended_on=until)
    other = RoleAssignmentFactory(
        membership=MembershipFactory(network=hanne.network, joined_on=date(2025, 1, 1)),
        role=role("critic"),
        started_on=date(2025, 5, 1),
    )
    RoleTermFactory(network=hanne.network, role=role("critic"), months=12)

    lines = client.get(ADDRESS).context["lines"]

    ends = {each.assignment.membership_id: each.end for line in lines for each in line.holders}
    assert ends == {hanne.pk: date(2027, 3, 1), other.membership_id: date(2026, 5, 1)}


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_terms_takes_the_same_number_of_queries(client, django_assert_num_queries, hanne, count):
    for slug in ("leader", "driver", "critic")[:count]:
        RoleAssignmentFactory(membership=MembershipFactory(network=hanne.network), role=role(slug))
        RoleTermFactory(network=hanne.network, role=role(slug))

    with django_assert_num_queries(10):
        client.get(ADDRESS)


def test_terms_of_another_network_do_not_count(client, hanne):
    RoleTermFactory(network=NetworkFactory(), role=role("critic"), months=3)

    assert client.get(ADDRESS).context["form"]["critic"].value() is None
