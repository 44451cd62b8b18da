"""Two people who decide at the same moment, each with a connection of their own: they cannot both win.

And a process that is killed half-way: nothing is half moved.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from threading import Barrier, Thread

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import translation

from roles.models import Role, RoleAssignment, RoleSwap
from roles.services.due_swaps import Outcome, carry_out_due_swaps
from roles.services.seats import end_membership
from roles.services.swaps import answer_swap, carry_out_swap, propose_swap, withdraw_swap
from tests.factories import NetworkFactory
from tests.roles.swap_worlds import (
    TODAY,
    agreed,
    came_due,
    coordinator_of,
    fill,
    hand_over,
    holders,
    holds,
    plan,
    proposed,
    steps,
    table,
)

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 4  # the two do not come first equally often


@pytest.fixture(autouse=True)
def _catalogue(transactional_db):
    """Bring the catalogue back, which the end of the test before this one emptied."""
    if not Role.objects.exists():
        import_module("roles.migrations.0002_catalogue").load(apps, None)


def world():
    """Anna drives and Bram leads, in a network of their own."""
    members = table(NetworkFactory(), "Anna", "Bram", "Cleo")
    holds(members[0], "driver")
    holds(members[1], "leader")
    return members


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Call all at the same moment; return what each returned, or the sentence by which it was refused."""
    barrier, came = Barrier(len(calls)), ["broken"] * len(calls)

    def run(place, call):
        barrier.wait()
        try:
            with translation.override("en"):
                came[place] = call()
        except ValidationError as refusal:
            came[place] = refusal.messages[0]
        finally:
            connection.close()

    threads = [Thread(target=run, args=each) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "broken" not in came
    return came


def won(came: object) -> bool:
    return not isinstance(came, str)


def test_objecting_and_carrying_out_at_the_same_moment():
    for _round in range(ROUNDS):
        anna, _bram, cleo = world()
        swap = agreed(anna, hand_over("driver", anna, cleo))
        hanne = coordinator_of(anna.network)

        objected, done = at_once(
            partial(answer_swap, swap=swap, person=cleo.person, consents=False, text="No."),
            partial(carry_out_swap, swap=swap, person=hanne),
        )

        swap.refresh_from_db()
        assert won(objected) is not won(done)
        if won(done):
            assert (swap.state, holders(anna.network, "driver")) == ("carried-out", {"driver": ["Cleo"]})
            assert objected == "This has been carried out meanwhile. Another move is a new proposal."
        else:
            assert (swap.state, holders(anna.network, "driver")) == ("objected", {"driver": ["Anna"]})
            assert done == "Somebody objects. Talk it over first, or propose something that does fit."


def test_carrying_out_twice_at_the_same_moment():
    for _round in range(ROUNDS):
        anna, bram, _cleo = world()
        swap = agreed(anna, hand_over("driver", anna, bram), hand_over("leader", bram, anna))
        hanne = coordinator_of(anna.network)

        came = at_once(*[partial(carry_out_swap, swap=swap, person=hanne)] * 3)

        assert sorted(map(won, came)) == [False, False, True]
        assert holders(anna.network, "driver", "leader") == {"driver": ["Bram"], "leader": ["Anna"]}
        assert [deed for deed, _name in steps(swap)].count("carried-out") == 1
        assert RoleAssignment.objects.filter(membership__network=anna.network).count() == 4


def test_consenting_and_withdrawing_at_the_same_moment():
    for _round in range(ROUNDS):
        anna, _bram, cleo = world()
        swap = proposed(anna, hand_over("driver", anna, cleo))

        consented, withdrawn = at_once(
            partial(answer_swap, swap=swap, person=cleo.person, consents=True),
            partial(withdraw_swap, swap=swap, person=anna.person),
        )

        swap.refresh_from_db()
        assert (won(withdrawn), swap.state) == (True, "withdrawn")
        assert [deed for deed, _name in steps(swap)] == (
            ["proposed", "consented", "withdrawn"] if won(consented) else ["proposed", "withdrawn"]
        )


def test_two_other_proposals_instead_of_one_at_the_same_moment():
    for _round in range(ROUNDS):
        anna, bram, cleo = world()
        first = proposed(anna, hand_over("driver", anna, cleo))

        given = {"network": anna.network, "plan": plan(hand_over("driver", anna, bram)), "instead_of": first}

        came = at_once(
            partial(propose_swap, proposer=anna.person, **given),
            partial(propose_swap, proposer=cleo.person, **given),
        )

        assert sorted(map(won, came)) == [False, True]
        assert "Somebody has proposed something else instead. Answer that one." in came
        assert RoleSwap.objects.filter(replaces=first).count() == 1
        assert RoleSwap.objects.filter(network=anna.network).count() == 2


def test_proposing_the_same_twice_at_the_same_moment():
    for _round in range(ROUNDS):
        anna, bram, cleo = world()
        same = partial(propose_swap, network=anna.network, plan=plan(hand_over("driver", anna, cleo)))

        came = at_once(*(partial(same, proposer=each.person) for each in (anna, bram, anna)))

        assert sorted(map(won, came)) == [False, False, True]
        assert "This has been proposed already, and is still open. Answer that proposal." in came
        assert RoleSwap.objects.filter(network=anna.network).count() == 1


def test_two_swaps_that_move_the_same_role_at_the_same_moment():
    for _round in range(ROUNDS):
        anna, bram, cleo = world()
        swaps = [agreed(anna, hand_over("driver", anna, each)) for each in (bram, cleo)]
        hanne = coordinator_of(anna.network)

        came = at_once(*(partial(carry_out_swap, swap=swap, person=hanne) for swap in swaps))

        assert sorted(map(won, came)) == [False, True]
        assert "Anna is not driver any more. See who is now, and propose it anew." in came
        winner = ["Bram", "Cleo"][[won(each) for each in came].index(True)]
        assert holders(anna.network, "driver") == {"driver": [winner]}
        assert sorted(RoleSwap.objects.filter(network=anna.network).values_list("state", flat=True)) == [
            "agreed",
            "carried-out",
        ]


def test_two_members_who_take_up_the_same_empty_role_at_the_same_moment():
    for _round in range(ROUNDS):
        anna, bram, _cleo = world()
        swaps = [agreed(each, fill("critic", each)) for each in (anna, bram)]
        hanne = coordinator_of(anna.network)

        came = at_once(*(partial(carry_out_swap, swap=swap, person=hanne) for swap in swaps))

        assert sorted(map(won, came)) == [False, True]
        assert (
            "Not everybody whom it touches has consented yet." in came
        )  # the other holds it now, and is asked
        assert len(holders(anna.network, "critic")["critic"]) == 1


def test_date_that_comes_twice_at_the_same_moment(mailoutbox):
    for _round in range(ROUNDS):
        anna, _bram, cleo = world()
        swap = came_due(agreed(anna, hand_over("driver", anna, cleo), by_itself=True))
        mailoutbox.clear()

        came = at_once(*[partial(carry_out_due_swaps, day=TODAY)] * 3)

        assert sorted(each.carried_out for each in came) == [0, 0, 1]
        assert {each.stalled for each in came} == {0}
        assert steps(swap)[-1] == ("by-itself", None)
        assert holders(anna.network, "driver") == {"driver": ["Cleo"]}
        assert len(mailoutbox) == 2


def test_leaving_and_carrying_out_at_the_same_moment():
    for _round in range(ROUNDS):
        anna, _bram, cleo = world()
        swap = agreed(anna, hand_over("driver", anna, cleo))
        hanne = coordinator_of(anna.network)

        _left, done = at_once(
            partial(end_membership, membership=cleo, day=TODAY),
            partial(carry_out_swap, swap=swap, person=hanne),
        )

        running = RoleAssignment.objects.active_on(TODAY).filter(membership=cleo)
        assert not running.exists()
        assert holders(anna.network, "driver") == {"driver": [] if won(done) else ["Anna"]}


@pytest.mark.parametrize(
    "dies_at", [1, 3], ids=["after the first role is laid down", "before the last is taken"]
)
def test_process_that_is_killed_while_roles_move_leaves_nothing_half_moved(dies_at):
    anna, bram, _cleo = world()
    swap = agreed(anna, hand_over("driver", anna, bram), hand_over("leader", bram, anna))
    hanne = coordinator_of(anna.network)

    def kept():
        rows = RoleAssignment.objects.order_by("pk").values(), RoleSwap.objects.values()
        return *map(list, rows), steps(swap), RoleAssignment.history.count()

    before = kept()
    child = subprocess.run(
        [sys.executable, "-m", "tests.roles.killed_while_moving", str(swap.pk), str(hanne.pk), str(dies_at)],
        env=os.environ | {"TEST_DATABASE": str(connection.settings_dict["NAME"])},
        capture_output=True,
        text=True,
        check=False,
    )
    after = kept()
    carry_out_swap(swap=swap, person=hanne)

    assert (child.returncode, child.stderr.split()) == (-9, ["moved"] * dies_at)
    assert after == before
    assert holders(anna.network, "driver", "leader") == {"driver": ["Bram"], "leader": ["Anna"]}
    assert steps(swap)[-1] == ("carried-out", "Hanne")
    assert carry_out_due_swaps(day=TODAY) == Outcome()
