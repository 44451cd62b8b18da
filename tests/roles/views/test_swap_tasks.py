"""What waits on one's own page because roles are to move, and what the history says of it."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from networks.models.tracking import ChangeRecords
from roles.models import RoleAssignment
from roles.services.due_swaps import carry_out_due_swaps
from roles.services.swaps import answer_swap, carry_out_swap, look_back
from tests.factories import MembershipFactory, MemberWithAccountFactory, NetworkFactory
from tests.roles.swap_worlds import (
    TODAY,
    agreed,
    came_due,
    coordinator_of,
    hand_over,
    holds,
    proposed,
    step_back,
    table,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture
def members():
    anna, bram, cleo = table(NetworkFactory(name="North", slug="north"), "Anna", "Bram", "Cleo")
    holds(anna, "driver")
    return anna, bram, cleo


def about_swaps(response):
    tasks = [*response.context["tasks"], *response.context["more_tasks"]]
    return [task for task in tasks if "/swaps/" in task.url]


def waits_for(client, person, swap):
    """Return what waits for somebody about a swap: how urgent, the sentence and the button."""
    client.force_login(person.user)
    found = about_swaps(client.get(reverse("me")))
    assert {task.url for task in found} <= {swap.get_absolute_url()}
    return [(task.severity, task.network, task.sentence, task.button) for task in found]


DRIVER = "Anna hands the role of driver over to Cleo"


def test_proposal_waits_for_those_who_have_not_answered(client, members):
    anna, bram, cleo = members
    swap = proposed(anna, hand_over("driver", anna, cleo))

    asked = waits_for(client, cleo.person, swap)
    others = [waits_for(client, each, swap) for each in (anna.person, bram.person)]
    answer_swap(swap=swap, person=cleo.person, consents=False, text="No.")

    assert asked == [
        ("warning", "North", f"Anna has a proposal that touches you: {DRIVER}.", "Give your answer")
    ]
    assert others == [[], []]
    assert waits_for(client, cleo.person, swap) == []
    assert waits_for(client, anna.person, swap) == [
        ("warning", "North", f"Somebody objects to what you proposed: {DRIVER}.", "See why")
    ]


def test_agreed_swap_waits_for_the_coordinator_from_its_date_on(client, members):
    anna, _bram, cleo = members
    swap = agreed(anna, hand_over("driver", anna, cleo), in_days=2)
    hanne = coordinator_of(anna.network)

    early = waits_for(client, hanne, swap)
    came_due(swap)

    assert early == []
    assert waits_for(client, hanne, swap) == [
        ("notice", "North", f"Everybody agrees: {DRIVER}.", "Carry it out")
    ]
    assert waits_for(client, anna.person, swap) == []


def test_swap_that_could_not_happen_by_itself_waits_for_coordinator_and_proposer(client, members):
    anna, _bram, cleo = members
    swap = came_due(agreed(anna, hand_over("driver", anna, cleo), by_itself=True))
    hanne = coordinator_of(anna.network)
    before = waits_for(client, hanne, swap)
    RoleAssignment.objects.filter(membership=anna).update(ended_on=TODAY)
    carry_out_due_swaps(day=TODAY)

    told = [waits_for(client, each, swap) for each in (hanne, anna.person, cleo.person)]

    (severity, _network, sentence, button), *_others = told[0]
    assert (before, told[0], told[2]) == ([], told[1], [])
    assert (severity, button) == ("warning", "See what stands in the way")
    assert sentence.endswith(f", though everybody agreed: {DRIVER}.")


def test_look_back_waits_from_its_day_on_until_it_is_given(client, members):
    anna, bram, cleo = members
    swap = agreed(anna, hand_over("driver", anna, cleo))
    carry_out_swap(swap=swap, person=coordinator_of(anna.network))
    swap.refresh_from_db()

    early = waits_for(client, cleo.person, swap)
    swap.look_back_on = TODAY
    swap.save()
    due = [waits_for(client, each.person, swap) for each in (anna, cleo, bram)]
    look_back(swap=swap, person=cleo.person, verdict="better", brought="Air.")

    assert early == []
    assert due[0] == due[1]
    assert due[0][0][2].endswith(f"? {DRIVER}.")
    assert (due[0][0][3], due[2]) == ("Look back", [])
    assert waits_for(client, cleo.person, swap) == []


def test_nothing_waits_for_who_has_left_or_where_the_network_is_over(client, members):
    anna, _bram, cleo = members
    swap = proposed(anna, hand_over("driver", anna, cleo))
    anna.network.ended_on = TODAY
    anna.network.save()

    over = waits_for(client, cleo.person, swap)
    anna.network.ended_on = None
    anna.network.save()
    cleo.left_on = TODAY
    cleo.save()

    assert over == waits_for(client, cleo.person, swap) == []


@pytest.mark.parametrize("count", [1, 3])
def test_own_page_takes_as_many_queries_for_many_swaps(client, django_assert_num_queries, count):
    me = MemberWithAccountFactory().person
    for _each in range(count):
        giver = MembershipFactory(network__name="North")
        mine = MembershipFactory(network=giver.network, person=me, is_coordinator=True)
        holds(giver, "driver")
        waiting = proposed(giver, hand_over("driver", giver, mine))
        ready = proposed(giver, step_back("driver", giver))
        assert (waiting.state, ready.state) == ("proposed", "agreed")
    client.force_login(me.user)

    with django_assert_num_queries(22):
        response = client.get(reverse("me"))

    assert len(about_swaps(response)) == 2 * count


@pytest.mark.parametrize("by_itself", [False, True], ids=["by Hanne", "by itself"])
def test_history_says_what_moved_by_which_swap_and_who_carried_it_out(client, members, by_itself):
    anna, _bram, cleo = members
    swap = came_due(agreed(anna, hand_over("driver", anna, cleo), by_itself=by_itself))
    hanne = coordinator_of(anna.network)
    client.force_login(hanne.user)
    if by_itself:
        client.get(reverse("report", args=["north"]))  # Hanne looks at the report, and did not do it
    else:
        ChangeRecords.context.request = SimpleNamespace(user=hanne.user)  # as the middleware does
        carry_out_swap(swap=swap, person=hanne)
        del ChangeRecords.context.request

    response = client.get(reverse("change_list", args=["north"]), {"kind": "roles"})

    said = [(" ".join(entry.sentences), entry.swap) for entry in response.context["entries"]]
    actor = "On the agreed date of a swap, " if by_itself else "Hanne carried out a swap: "
    assert said[:2] == [
        (f"{actor}Cleo took on the role of driver.", swap.get_absolute_url()),
        (f"{actor}Anna laid down the role of driver.", swap.get_absolute_url()),
    ]
    assert said[2][1] == ""
    assert f'<a href="{swap.get_absolute_url()}">See the swap</a>' in response.content.decode()
    assert timezone.localdate(response.context["entries"][0].moment) == TODAY
