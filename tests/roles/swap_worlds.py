"""Swaps as tests begin with them, made by the services as people would."""

from datetime import timedelta

from django.utils import timezone

from roles.models import MoveKind, RoleAssignment, RoleSwap
from roles.moves import PlannedMove
from roles.services.swaps import SwapPlan, answer_swap, propose_swap
from tests.factories import CoordinatorFactory, MemberWithAccountFactory, RoleAssignmentFactory, role

TODAY = timezone.localdate()


def table(network, *names):
    """Return members with accounts of a network that Hanne coordinates; each reads English."""
    CoordinatorFactory(network=network, person__name="Hanne", person__language="en")
    return [
        MemberWithAccountFactory(network=network, person__name=name, person__language="en") for name in names
    ]


def holds(membership, slug, **values):
    return RoleAssignmentFactory(membership=membership, role=role(slug), **values)


def hand_over(slug, giver, receiver):
    return PlannedMove(MoveKind.HAND_OVER, role(slug), giver, receiver)


def share(slug, receiver):
    return PlannedMove(MoveKind.SHARE, role(slug), None, receiver)


def fill(slug, receiver):
    return PlannedMove(MoveKind.FILL, role(slug), None, receiver)


def step_back(slug, giver):
    return PlannedMove(MoveKind.STEP_BACK, role(slug), giver, None)


def plan(*moves, reason="Two years is enough.", in_days=0, **values):
    return SwapPlan(moves=moves, reason=reason, planned_on=TODAY + timedelta(days=in_days), **values)


def proposed(proposer, *moves, **values) -> RoleSwap:
    """Return what a member proposes."""
    return propose_swap(network=proposer.network, proposer=proposer.person, plan=plan(*moves, **values))


def agreed(proposer, *moves, **values) -> RoleSwap:
    """Return what a member proposes, once everybody whom it touches has consented."""
    swap = proposed(proposer, *moves, **values)
    for answer in swap.answers.filter(answer="waiting").select_related("person"):
        answer_swap(swap=swap, person=answer.person, consents=True)
    swap.refresh_from_db()
    assert swap.state == "agreed"
    return swap


def came_due(swap: RoleSwap, days: int = 1) -> RoleSwap:
    """Let the agreed date of a swap have come so many days ago."""
    swap.planned_on = TODAY - timedelta(days=days)
    swap.save()
    return swap


def coordinator_of(network):
    return network.memberships.get(person__name="Hanne").person


def holders(network, *slugs) -> dict[str, list[str]]:
    """Who holds these roles today, by name."""
    running = RoleAssignment.objects.active_on(TODAY).filter(membership__network=network)
    return {
        slug: sorted(running.filter(role__slug=slug).values_list("membership__person__name", flat=True))
        for slug in slugs
    }


def steps(swap) -> list[tuple[str, str | None]]:
    """What was done with a swap, and by whom."""
    return list(swap.events.values_list("deed", "person__name"))


def answers(swap) -> dict[str, str]:
    return dict(swap.answers.values_list("person__name", "answer"))
