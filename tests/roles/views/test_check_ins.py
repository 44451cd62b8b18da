"""The page about added value: what is plenty and scarce, my own line, and my thanks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from roles.analysis.months import add_months
from roles.models import NetworkNorms
from tests.factories import (
    CheckInFactory,
    CoordinatorFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    ObserverFactory,
    RoleAssignmentFactory,
    ThanksFactory,
    role,
)

pytestmark = pytest.mark.django_db

PAGE = "/networks/north/check-ins/"
TODAY = timezone.localdate()


@pytest.fixture
def me(client):
    membership = MemberWithAccountFactory(network__slug="north", network__name="North")
    client.force_login(membership.person.user)
    client.cookies["django_language"] = "en"
    return membership


def say(seat, *brings, wishes=(), day=TODAY, **texts):
    """Let a member say what they bring and would like to."""
    check_in = CheckInFactory(network=seat.network, person=seat.person, answered_on=day, **texts)
    for kind in brings:
        check_in.values.create(kind=kind)
    for kind in wishes:
        check_in.values.create(kind=kind, is_wish=True)
    return check_in


def members(me, count):
    return [MembershipFactory(network=me.network) for _ in range(count)]


def value(client):
    return client.get(PAGE).context["value"]


def rows(client):
    return {
        str(row.count.kind): (row.brings, row.wishes, str(row.count.standing)) for row in value(client).rows
    }


def test_page_counts_what_members_said_last(client, me):
    for seat in members(me, 4):
        say(seat, "ideas", day=TODAY - timedelta(days=30))
        say(seat, "knowledge", wishes=["contacts"])

    shown = client.get(PAGE)

    assert shown.context["value"].counts.answered == 4
    assert rows(client) == {
        "professionalism": ("fewer than 3", "fewer than 3", "scarce"),
        "knowledge": ("4", "fewer than 3", "plenty"),
        "ideas": ("fewer than 3", "fewer than 3", "scarce"),
        "contacts": ("fewer than 3", "4", "scarce"),
        "experience": ("fewer than 3", "fewer than 3", "scarce"),
        "vision": ("fewer than 3", "fewer than 3", "scarce"),
    }
    assert "4 members would like to bring contacts." in shown.content.decode()


def test_page_shows_nothing_before_the_third_answer(client, me):
    seats = members(me, 3)
    for seat in seats[:2]:
        say(seat, "knowledge")
    say(seats[2], answer="Only in words, which nobody can count.")

    before = client.get(PAGE).content.decode()
    say(me, "knowledge")

    assert "From three answers on, the picture appears here" in before
    assert value(client).counts.answered == 3


def test_old_answers_former_members_and_other_networks_do_not_count(client, me):
    seats = members(me, 6)
    for seat in seats[:3]:
        say(seat, "vision")
    say(seats[3], "vision", day=add_months(TODAY, -3) - timedelta(days=1))
    say(seats[4], "vision", day=TODAY + timedelta(days=1))
    say(MembershipFactory(network=me.network, left_on=TODAY), "vision")
    CheckInFactory(person=seats[5].person).values.create(kind="vision")
    NetworkNorms.objects.create(network=me.network, check_in_months=3)

    assert (value(client).counts.answered, rows(client)["vision"][0]) == (3, "3")


def test_roles_stand_beside_what_they_live_on_held_or_vacant(client, me):
    for seat in members(me, 3):
        say(seat, "professionalism", "knowledge", "ideas", "experience", "vision")
    RoleAssignmentFactory(membership=me, role=role("spokesperson"))
    RoleAssignmentFactory(membership=me, role=role("diplomat"), ended_on=TODAY)
    RoleAssignmentFactory(role=role("negotiator"))

    found = value(client)

    (contacts,) = [row for row in found.rows if row.count.kind == "contacts"]
    assert [each.role.slug for each in contacts.roles if each.is_held] == ["spokesperson"]
    assert {"diplomat", "negotiator", "support-builder"} < {each.role.slug for each in contacts.roles}
    assert found.sentence.endswith("and a lack of contacts. That is what the spokesperson relies on.")


def test_my_own_line_is_mine_alone_on_this_page(client, me):
    other = members(me, 1)[0]
    say(other, "vision", answer="Their own words")
    say(me, "ideas", day=TODAY - timedelta(days=200), answer="My first words")
    say(me, "vision", wishes=["contacts"], wish="More doors")

    html = client.get(PAGE).content.decode()

    assert [text in html for text in ("My first words", "More doors", "Their own words")] == [
        True,
        True,
        False,
    ]
    assert (html.count('class="brings" cx'), html.count('class="wishes" cx')) == (
        2 + 1,
        1 + 1,
    )  # and the legend


def test_coordinator_reads_a_members_answer_on_the_members_page_only(client, me):
    say(me, "ideas", answer="What I brought", wishes=["vision"])
    client.force_login(CoordinatorFactory(network=me.network).person.user)

    on_list = client.get(PAGE).content.decode()
    on_member = client.get(f"/networks/north/members/{me.pk}/").content.decode()

    assert "What I brought" not in on_list
    assert "What I brought" in on_member
    assert "Would like to bring:" in on_member


@pytest.mark.parametrize(
    ("months", "button"), [(7, "What do you bring these days?"), (5, "Thank a colleague")]
)
def test_the_one_next_step_is_to_answer_when_that_is_due(client, me, months, button):
    say(me, "ideas", day=add_months(TODAY, -months))

    html = client.get(PAGE).content.decode()

    assert button in html[html.index('class="button primary"') :][:120]


def test_thanks_that_i_got_and_gave_stand_newest_first(client, me):
    other = members(me, 1)[0]
    pair = {"giver": other.person, "receiver": me.person}
    ThanksFactory(network=me.network, text="Old", given_on=TODAY - timedelta(days=9), **pair)
    ThanksFactory(network=me.network, text="New", **pair)
    ThanksFactory(network=me.network, text="Mine", giver=me.person, given_on=TODAY - timedelta(days=3))
    ThanksFactory(network=me.network, text="Between others")
    ThanksFactory(text="Elsewhere", receiver=me.person)

    assert [each.text for each in client.get(PAGE).context["thanks"]] == ["New", "Mine", "Old"]


def test_whoever_looks_on_sees_the_network_and_no_line(client, me):
    for seat in members(me, 3):
        say(seat, "knowledge")
    client.force_login(
        ObserverFactory(network=me.network, person=MemberWithAccountFactory().person).person.user
    )

    html = client.get(PAGE).content.decode()

    assert "What we bring together" in html
    assert [text in html for text in ("My own line", "Thank a colleague", "Ask at the next")] == [False] * 3


@pytest.mark.parametrize("count", [3, 6])
def test_page_takes_as_many_queries_however_much_was_said(client, me, count, django_assert_num_queries):
    slugs = ["leader", "critic", "driver", "adviser", "diplomat", "supporter"]
    for place, seat in enumerate(members(me, count)):
        RoleAssignmentFactory(membership=seat, role=role(slugs[place]))
        say(seat, "ideas", wishes=["vision"])
        say(me, "ideas", day=TODAY - timedelta(days=place))
        ThanksFactory(network=me.network, receiver=me.person)

    with django_assert_num_queries(12):
        response = client.get(PAGE)

    assert len(response.context["thanks"]) == count
