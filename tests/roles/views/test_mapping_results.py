"""What a closed mapping round shows, through its pages."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from networks.models import User
from tests.factories import (
    AdministratorFactory,
    CoordinatorFactory,
    MappingCountFactory,
    MappingRoundFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ObserverFactory,
    RoleAssignmentFactory,
    RoleStanceFactory,
    role,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
LONG_AGO = TODAY - timedelta(days=400)


@pytest.fixture
def network():
    return NetworkFactory(slug="samen", name="Samen")


@pytest.fixture
def anna(network):
    return MembershipFactory(network=network, person__name="Anna")


@pytest.fixture
def bram(network):
    """A driver by what was agreed."""
    member = MembershipFactory(network=network, person__name="Bram")
    RoleAssignmentFactory(membership=member, role=role("driver"), started_on=LONG_AGO)
    return member


@pytest.fixture
def seen(network, anna, bram):
    """A round in which most see Anna where Bram was agreed."""
    mapping_round = closed(network)
    count(mapping_round, "driver", anna, 7)
    count(mapping_round, "driver", bram, 2)
    return mapping_round


@pytest.fixture
def read(client, network):
    """Return a function that gives what a page says to a reader, in English, as its text."""
    client.cookies["django_language"] = "en"

    def open_page(reader, address):
        client.force_login(reader if isinstance(reader, User) else reader.person.user)
        response = client.get(address)
        assert response.status_code == 200, response.status_code
        return unescape(response.content.decode())

    return open_page


def closed(network, answered_by=9, days_ago=0, **fields):
    day = TODAY - timedelta(days=days_ago)
    opened_on = day - timedelta(days=10)
    return MappingRoundFactory(
        network=network, opened_on=opened_on, closes_on=day, closed_on=day, answered_by=answered_by, **fields
    )


def count(mapping_round, slug, member, seen_by):
    person = member.person if member else None
    return MappingCountFactory(round=mapping_round, role=role(slug), person=person, seen_by=seen_by)


def page(name, mapping_round, **query):
    address = reverse(name, args=[mapping_round.network.slug, mapping_round.pk])
    return f"{address}?{'&'.join(f'{key}={value}' for key, value in query.items())}" if query else address


def carry_page(mapping_round, slug, member):
    return page("mapping_carry", mapping_round, role=slug, person=member.person_id)


# The results.


def test_results_say_what_most_see_beside_what_was_agreed(read, network, seen):
    shown = read(MemberWithAccountFactory(network=network), page("mapping_round", seen))

    assert "Nine people laid cards; on 14 of the 15 roles most see what was agreed." in shown
    assert 'title="seen by 7 of 9"' in shown
    assert 'title="seen by 2 of 9, agreed"' in shown
    assert "Seven of nine see Anna as driver." in shown
    assert "Agreed: Bram." in shown


def test_results_go_by_what_was_agreed_on_the_day_that_the_round_closed(read, network, anna, bram):
    before = closed(network, days_ago=30)
    count(before, "driver", anna, 9)
    bram.assignments.update(ended_on=TODAY - timedelta(days=10))
    RoleAssignmentFactory(membership=anna, role=role("driver"), started_on=TODAY - timedelta(days=10))

    shown = read(MemberWithAccountFactory(network=network), page("mapping_round", before))

    assert 'title="seen by 9 of 9"' in shown
    assert 'title="seen by 0 of 9, agreed"' in shown  # Bram, then


def test_results_name_roles_that_nobody_sees_and_how_many_say_nobody(client, network, seen):
    count(seen, "critic", None, 8)
    client.force_login(MemberWithAccountFactory(network=network).person.user)

    context = client.get(page("mapping_round", seen)).context

    assert [each.slug for each in context["results"].unseen_roles][-2:] == ["critic", "supporter"]
    assert "<td>8</td>" in context["table"].footer


def test_results_show_preferences_to_coordinators_in_person_and_ones_own_only(read, network, anna, seen):
    me = MemberWithAccountFactory(network=network, person__name="Me")
    count(seen, "critic", me, 1)
    RoleStanceFactory(person=anna.person, role=role("driver"), stance="avoids")
    RoleStanceFactory(person=me.person, role=role("critic"), stance="prefers")
    readers = {
        "coordinator": CoordinatorFactory(network=network),
        "me": me,
        "other": MemberWithAccountFactory(network=network),
        "observer": ObserverFactory(network=network),
        "administrator": AdministratorFactory(),
    }

    told = {who: read(each, page("mapping_round", seen)) for who, each in readers.items()}

    said = {
        who: ("seen by 7 of 9, avoids it" in text, "seen by 1 of 9, prefers it" in text)
        for who, text in told.items()
    }
    assert said == {
        "coordinator": (True, True),
        "me": (False, True),
        "other": (False, False),
        "observer": (False, False),
        "administrator": (False, False),
    }


def test_results_keep_the_preferences_of_who_left_to_themselves(read, network, anna, seen):
    RoleStanceFactory(person=anna.person, role=role("driver"), stance="avoids")
    anna.left_on = TODAY
    anna.save()

    shown = read(CoordinatorFactory(network=network), page("mapping_round", seen))

    assert "Anna" in shown
    assert "avoids it" not in shown


def test_results_of_fewer_than_three_say_that_there_is_nothing_to_show(read, network):
    few = closed(network, answered_by=2)

    shown = read(MemberWithAccountFactory(network=network), page("mapping_round", few))
    talk = read(MemberWithAccountFactory(network=network), page("mapping_talk", few))

    assert "Too few people laid cards to show what they see." in shown
    assert "2 people laid cards in this round." in shown
    assert "Too few people laid cards to show what they see." in talk


def test_results_of_one_coordinator_are_said_to_be_one_persons_view(read, network, anna, bram):
    alone = closed(network, answered_by=1, way="coordinator")
    count(alone, "driver", anna, 1)
    reader = MemberWithAccountFactory(network=network)

    shown = read(reader, page("mapping_round", alone))
    talk = read(reader, page("mapping_talk", alone))

    assert "The coordinator sees 14 of the 15 roles as they were agreed." in shown
    assert "This is one person’s view" in shown
    assert 'title="seen"' in shown
    assert 'title="not seen, agreed"' in shown
    assert "This is one person’s view." in talk


def test_results_of_a_round_in_full_agreement_say_so(read, network, bram):
    agreed = closed(network, answered_by=4)
    count(agreed, "driver", bram, 4)
    reader = MemberWithAccountFactory(network=network)

    shown = read(reader, page("mapping_round", agreed))
    talk = read(reader, page("mapping_talk", agreed))

    assert "Four people laid cards; on every role most see what was agreed." in shown
    assert "Everybody sees about the same" in shown
    assert "We see about the same" in talk


# Comparing.


def test_rounds_are_compared_from_the_earlier_to_the_later(client, read, network, seen, bram):
    earlier = closed(network, answered_by=4, days_ago=100)
    count(earlier, "driver", bram, 4)
    count(earlier, "critic", bram, 1)
    reader = MemberWithAccountFactory(network=network)

    shown = read(reader, page("mapping_round", seen, **{"with": earlier.pk}))
    turned = client.get(page("mapping_round", earlier, **{"with": seen.pk}))

    assert "On one role most see it otherwise than before." in shown
    assert "Went out of view" in shown
    assert "4 of 4" in shown
    assert turned.url == page("mapping_round", seen, **{"with": earlier.pk})


@pytest.mark.parametrize("asked", ["0", "x", "", "99999999999999999999"])
def test_rounds_that_do_not_exist_are_not_compared_with(read, network, seen, asked):
    shown = read(MemberWithAccountFactory(network=network), page("mapping_round", seen, **{"with": asked}))

    assert "than before" not in shown


def test_rounds_with_too_few_cards_are_not_compared_with(read, network, seen):
    few = closed(network, answered_by=2, days_ago=50)

    shown = read(MemberWithAccountFactory(network=network), page("mapping_round", seen, **{"with": few.pk}))

    assert "Compare with an earlier round" not in shown
    assert "than before" not in shown


# The conversation.


def test_conversation_shows_one_role_at_a_time(read, network, seen, anna):
    count(seen, "critic", anna, 5)
    reader = MemberWithAccountFactory(network=network)

    first = read(reader, page("mapping_talk", seen))
    second = read(reader, page("mapping_talk", seen, step=2))

    assert "Seven of nine see Anna as driver. Agreed: Bram." in first
    assert "What does Anna do that makes us say driver, and shall we agree on it?" in first
    assert f'rel="next" href="{page("mapping_talk", seen, step=2)}"' in first
    assert 'rel="prev"' not in first
    assert "Five of nine see Anna as critic. Agreed: nobody holds this role." in second
    assert 'rel="next"' not in second


@pytest.mark.parametrize(
    ("typed", "number"), [("", 1), ("0", 1), ("-1", 1), ("x", 1), ("7", 1), ("9" * 30, 1)]
)
def test_conversation_stays_at_a_step_that_there_is(client, network, seen, typed, number):
    client.force_login(MemberWithAccountFactory(network=network).person.user)

    response = client.get(page("mapping_talk", seen, step=typed))

    assert response.context["step"].number == number


def test_conversation_shows_nothing_private_to_a_coordinator(read, network, anna, seen):
    RoleStanceFactory(person=anna.person, role=role("driver"), stance="avoids")

    shown = read(CoordinatorFactory(network=network), page("mapping_talk", seen))

    assert "avoids" not in shown


# Carrying over.


def test_carrying_over_a_role_that_somebody_holds_opens_a_filled_in_proposal(read, network, anna, bram, seen):
    coordinator = CoordinatorFactory(network=network)

    shown = read(coordinator, carry_page(seen, "driver", anna))

    url = f"{reverse('swap_create', args=['samen'])}?kind=hand-over&for=others&role=driver"
    proposal = read(coordinator, f"{url}&giver={bram.pk}&receiver={anna.pk}")
    assert "Today this role is held by Bram." in shown
    assert f'href="{url}&giver={bram.pk}&receiver={anna.pk}"' in shown
    assert "If Anna became driver in place of Bram" in shown
    for chosen in ("driver", anna.pk, bram.pk):
        assert f'<option value="{chosen}" selected' in proposal


def test_carrying_over_an_open_role_leads_to_taking_it_up_or_recording_it(read, network, anna, seen):
    count(seen, "critic", anna, 8)

    shown = read(CoordinatorFactory(network=network), carry_page(seen, "critic", anna))

    assert "Nobody holds this role today." in shown
    assert f"kind=fill&for=others&role=critic&receiver={anna.pk}" in shown
    assert f'href="{reverse("matrix_cell", args=["samen", anna.pk, "critic"])}"' in shown


def test_carrying_over_a_role_that_is_not_seen_names_who_is_seen_instead(read, network, anna, bram, seen):
    shown = read(CoordinatorFactory(network=network), carry_page(seen, "driver", bram))

    assert "Propose that Bram hands it over to Anna" in shown
    assert "Propose that Bram lays it down" in shown
    assert f'href="{reverse("matrix_cell", args=["samen", bram.pk, "driver"])}?holds=no"' in shown


def test_carrying_over_goes_by_who_holds_the_role_today(read, network, anna, bram, seen):
    bram.assignments.update(ended_on=TODAY)
    RoleAssignmentFactory(membership=anna, role=role("driver"), started_on=TODAY)

    shown = read(CoordinatorFactory(network=network), carry_page(seen, "driver", anna))

    assert "Anna is driver, as most see it. There is nothing to carry over." in shown


def test_carrying_over_is_over_for_who_has_left(read, network, anna, seen):
    anna.left_on = TODAY
    anna.save()

    shown = read(CoordinatorFactory(network=network), carry_page(seen, "driver", anna))

    assert "Anna does not take part here any more" in shown
    assert "Propose" not in shown


def test_carrying_over_without_a_choice_shows_what_there_is(read, network, seen):
    shown = read(CoordinatorFactory(network=network), page("mapping_carry", seen))

    assert "Which result do you carry over?" in shown
    assert shown.count("Carry over<span") == 2  # Anna, seen and not agreed; Bram, the other way round


@pytest.mark.parametrize("query", [{"role": "driver"}, {"role": "none", "person": "1"}, {"person": "x"}])
def test_carrying_over_what_the_round_does_not_know_is_not_found(client, network, seen, query):
    client.force_login(CoordinatorFactory(network=network).person.user)

    assert client.get(page("mapping_carry", seen, **query)).status_code == 404


# Queries.


@pytest.mark.parametrize("people", [1, 6])
@pytest.mark.parametrize(
    ("name", "queries"), [("mapping_round", 10), ("mapping_talk", 8), ("mapping_carry", 15)]
)
def test_results_take_a_fixed_number_of_queries(
    client, network, django_assert_num_queries, people, name, queries
):
    mapping_round, earlier = closed(network), closed(network, days_ago=50)
    for _number in range(people):
        member = MembershipFactory(network=network)
        RoleAssignmentFactory(membership=member, role=role("leader"), started_on=LONG_AGO)
        RoleStanceFactory(person=member.person, role=role("leader"))
        for each, seen_by in ((mapping_round, 7), (earlier, 3)):
            count(each, "driver", member, seen_by)
    client.force_login(CoordinatorFactory(network=network).person.user)
    asked = {
        "mapping_round": {"with": earlier.pk},
        "mapping_talk": {"step": 1},
        "mapping_carry": {"role": "driver", "person": member.person_id},
    }

    with django_assert_num_queries(queries):
        response = client.get(page(name, mapping_round, **asked[name]))

    assert response.status_code == 200
