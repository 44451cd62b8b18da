"""The proposals to move roles in one of the demo's networks, with what was answered, said and found afterwards."""

from datetime import datetime, time
from typing import Any

from django.utils import timezone

from networks.models import Membership, Network
from roles.demo.books import Books
from roles.demo.notation import read_day
from roles.demo.plan import MovePlan, NetworkPlan, ProposalPlan
from roles.demo.sync import put_in_place
from roles.models import RoleSwap, SwapAnswer, SwapEvent, SwapLookBack, SwapMove
from roles.moves import kind_of
from roles.swap_rules import Answer, State, state_of


def load_swaps(books: Books, plan: NetworkPlan, network: Network) -> None:
    """Put the proposals in place; each is known by when it was made. Its members and their roles are there."""
    found = put_in_place(
        RoleSwap.objects.filter(network=network),
        ("proposed_at",),
        [_swap(books, each, network) for each in plan.swaps],
        books.changes,
    )
    seats = {
        seat.person_id: seat for seat in Membership.objects.filter(network=network).order_by("joined_on")
    }
    for each in plan.swaps:
        swap = found[_moment(books, each.proposed, 9),]
        _load_moves(books, each, swap, seats)
        _load_answers(books, each, swap)


def _moment(books: Books, day: str, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(read_day(day, books.today), time(hour)))


def _swap(books: Books, plan: ProposalPlan, network: Network) -> dict[str, Any]:
    answers = [Answer(answer) for answer in plan.answers.values()]
    return {
        "network_id": network.pk,
        "proposed_by_id": books.people[plan.by].pk,
        "proposed_at": _moment(books, plan.proposed, 9),
        "reason": plan.why,
        "planned_on": books.day(plan.planned),
        "by_itself": plan.by_itself,
        "look_back_on": books.day(plan.look_back),
        "state": State.CARRIED_OUT if plan.carried_out else state_of(answers),
        "carried_out_on": books.day(plan.carried_out),
        "replaces_id": None,
    }


def _load_moves(books: Books, plan: ProposalPlan, swap: RoleSwap, seats: dict[int, Membership]) -> None:
    put_in_place(
        SwapMove.objects.filter(swap=swap),
        ("position",),
        [
            _move(books, move, seats) | {"swap_id": swap.pk, "position": place}
            for place, move in enumerate(plan.moves)
        ],
        books.changes,
    )


def _move(books: Books, plan: MovePlan, seats: dict[int, Membership]) -> dict[str, Any]:
    giver = seats[books.people[plan.giver].pk] if plan.giver else None
    receiver = seats[books.people[plan.receiver].pk] if plan.receiver else None
    return {
        "kind": kind_of(giver=giver, receiver=receiver, held=plan.shared),
        "role_id": books.roles[plan.role].pk,
        "giver_id": giver.pk if giver else None,
        "receiver_id": receiver.pk if receiver else None,
    }


def _load_answers(books: Books, plan: ProposalPlan, swap: RoleSwap) -> None:
    put_in_place(
        SwapAnswer.objects.filter(swap=swap),
        ("person_id",),
        [
            {"swap_id": swap.pk, "person_id": books.people[name].pk, "answer": answer}
            for name, answer in plan.answers.items()
        ],
        books.changes,
    )
    _load_steps(books, plan, swap)
    put_in_place(
        SwapLookBack.objects.filter(swap=swap),
        ("person_id",),
        [
            {
                "swap_id": swap.pk,
                "person_id": books.people[each["who"]].pk,
                "verdict": each["verdict"],
                "brought": each["brought"],
                "answered_on": books.day(each["day"]),
            }
            for each in plan.look_backs
        ],
        books.changes,
    )


def _load_steps(books: Books, plan: ProposalPlan, swap: RoleSwap) -> None:
    first = {"day": plan.proposed, "who": plan.by, "deed": SwapEvent.Deed.PROPOSED, "text": plan.why}
    put_in_place(
        SwapEvent.objects.filter(swap=swap),
        ("happened_at",),
        [
            {
                "swap_id": swap.pk,
                "person_id": books.people[step["who"]].pk,
                "deed": step["deed"],
                "text": step.get("text", ""),
                "noted_by_id": None,
                "happened_at": _moment(books, step["day"], 9 + place),
            }
            for place, step in enumerate([first, *plan.steps])
        ],
        books.changes,
    )
