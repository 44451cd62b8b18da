"""Swaps that happen by themselves: on their date, when a report is read, not when something stands in the way."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation

from roles.models import RoleAssignment, RoleSwap
from roles.services.due_swaps import Outcome, carry_out_due_swaps
from roles.services.swaps import answer_swap, carry_out_swap
from tests.factories import MemberWithAccountFactory, NetworkFactory, ObserverFactory
from tests.roles.swap_worlds import (
    TODAY,
    agreed,
    answers,
    came_due,
    coordinator_of,
    hand_over,
    holders,
    holds,
    proposed,
    share,
    step_back,
    steps,
    table,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return NetworkFactory(slug="north")


@pytest.fixture
def members(network):
    anna, bram, cleo = table(network, "Anna", "Bram", "Cleo")
    holds(anna, "driver")
    return anna, bram, cleo


def test_agreed_swap_carries_itself_out_from_its_date_on(network, members):
    anna, _bram, cleo = members
    swap = agreed(anna, hand_over("driver", anna, cleo), in_days=2, by_itself=True)

    early = carry_out_due_swaps(day=TODAY + timedelta(days=1))
    came_due(swap)
    done, again = carry_out_due_swaps(day=TODAY), carry_out_due_swaps(day=TODAY)

    swap.refresh_from_db()
    assert (early, done, again) == (Outcome(), Outcome(carried_out=1), Outcome())
    assert (swap.state, swap.carried_out_on) == ("carried-out", TODAY)
    assert holders(network, "driver") == {"driver": ["Cleo"]}
    assert steps(swap)[-1] == ("by-itself", None)


def test_only_what_everybody_agreed_would_happen_by_itself_does(network, members):
    anna, bram, cleo = members
    by_hand = came_due(agreed(anna, hand_over("driver", anna, cleo)))
    waiting = came_due(proposed(anna, share("driver", bram), by_itself=True))
    objected = came_due(proposed(anna, hand_over("driver", anna, bram), by_itself=True))
    answer_swap(swap=objected, person=bram.person, consents=False, text="No.")

    outcome = carry_out_due_swaps(day=TODAY)

    assert outcome == Outcome()
    assert [RoleSwap.objects.get(pk=each.pk).state for each in (by_hand, waiting, objected)] == [
        "agreed",
        "proposed",
        "objected",
    ]
    assert holders(network, "driver") == {"driver": ["Anna"]}


def test_swap_that_something_stands_in_the_way_of_waits_for_the_coordinator(network, members):
    anna, _bram, cleo = members
    swap = came_due(agreed(anna, hand_over("driver", anna, cleo), by_itself=True))
    RoleAssignment.objects.filter(membership=anna).update(ended_on=TODAY)

    with translation.override("en"):
        outcome, again = carry_out_due_swaps(day=TODAY), carry_out_due_swaps(day=TODAY)

    swap.refresh_from_db()
    noted = swap.events.last()
    assert (outcome, again) == (Outcome(stalled=1), Outcome())
    assert (swap.state, swap.by_itself, swap.carried_out_on) == ("agreed", False, None)
    assert (noted.deed, noted.person) == ("stalled", None)
    assert noted.text == "Anna is geen trekker meer. Kijk wie het nu is, en doe een nieuw voorstel."
    assert holders(network, "driver") == {"driver": []}


def test_stalled_swap_can_be_carried_out_when_things_come_right(network, members):
    anna, _bram, cleo = members
    swap = came_due(agreed(anna, hand_over("driver", anna, cleo), by_itself=True))
    RoleAssignment.objects.filter(membership=anna).update(ended_on=TODAY)
    carry_out_due_swaps(day=TODAY)
    RoleAssignment.objects.filter(membership=anna).update(ended_on=None)

    carry_out_swap(swap=swap, person=coordinator_of(network))

    assert holders(network, "driver") == {"driver": ["Cleo"]}
    assert [deed for deed, _name in steps(swap)][-2:] == ["stalled", "carried-out"]


def test_date_does_not_pass_over_who_came_to_hold_the_role_meanwhile(network, members):
    _anna, bram, cleo = members
    swap = came_due(agreed(cleo, share("driver", cleo), by_itself=True))
    holds(bram, "driver")

    outcome = carry_out_due_swaps(day=TODAY)
    answer_swap(swap=swap, person=bram.person, consents=True)
    then = carry_out_due_swaps(day=TODAY)

    assert (outcome, then) == (Outcome(), Outcome(carried_out=1))
    assert answers(swap) == {"Cleo": "consents", "Anna": "consents", "Bram": "consents"}
    assert holders(network, "driver") == {"driver": ["Anna", "Bram", "Cleo"]}


def test_one_that_stalls_does_not_hold_up_the_others(members):
    anna, _bram, cleo = members
    (dirk,) = table(NetworkFactory(), "Dirk")
    holds(dirk, "leader")
    came_due(agreed(anna, hand_over("driver", anna, cleo), by_itself=True), days=2)
    came_due(agreed(dirk, step_back("leader", dirk), by_itself=True))
    RoleAssignment.objects.filter(membership=anna).update(ended_on=TODAY)

    assert carry_out_due_swaps(day=TODAY) == Outcome(carried_out=1, stalled=1)
    assert holders(dirk.network, "leader") == {"leader": []}


def test_command_says_what_it_did_and_lets_those_who_left_keep_nothing_up(members, capsys):
    anna, _bram, cleo = members
    swap = came_due(proposed(cleo, share("driver", cleo), by_itself=True))
    RoleAssignment.objects.filter(membership=anna).update(ended_on=TODAY)  # and never answered

    with translation.override("en"):
        call_command("carry_out_swaps")
        call_command("carry_out_swaps")

    swap.refresh_from_db()
    assert swap.state == "carried-out"
    assert capsys.readouterr().out.splitlines() == ["1 swap carried out.", "0 swaps carried out."]


@pytest.mark.parametrize("reader", ["member", "observer"])
def test_report_that_is_read_shows_what_was_due_as_nobodys_deed(client, network, members, reader):
    anna, _bram, cleo = members
    (dirk,) = table(NetworkFactory(), "Dirk")
    holds(dirk, "leader")
    came_due(agreed(anna, hand_over("driver", anna, cleo), by_itself=True))
    elsewhere = came_due(agreed(dirk, step_back("leader", dirk), by_itself=True))
    made = MemberWithAccountFactory if reader == "member" else ObserverFactory
    client.force_login(made(network=network).person.user)

    response = client.get(reverse("report", args=["north"]))

    elsewhere.refresh_from_db()
    assert (response.status_code, elsewhere.state) == (200, "agreed")
    assert holders(network, "driver") == {"driver": ["Cleo"]}
    rows = RoleAssignment.history.filter(history_change_reason__startswith="swap ")
    assert [(row.history_type, row.history_user) for row in rows.order_by("history_id")] == [
        ("~", None),
        ("+", None),
    ]
