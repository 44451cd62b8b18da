"""Proposing to move a role, consenting, and carrying it out."""

from datetime import timedelta

import pytest
from django.utils import timezone

from roles.models import MoveKind, RoleAssignment
from roles.moves import PlannedMove
from roles.services.swaps import SwapPlan, answer_swap, carry_out_swap, propose_swap
from tests.factories import (
    CoordinatorFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    RoleAssignmentFactory,
    role,
)

pytestmark = pytest.mark.django_db


def test_role_is_handed_over_once_everybody_consents():
    network = NetworkFactory()
    giver, receiver = MemberWithAccountFactory.create_batch(2, network=network)
    coordinator = CoordinatorFactory(network=network)
    RoleAssignmentFactory(membership=giver, role=role("driver"))
    today = timezone.localdate()

    swap = propose_swap(
        network=network,
        proposer=giver.person,
        plan=SwapPlan(
            moves=[PlannedMove(MoveKind.HAND_OVER, role("driver"), giver, receiver)],
            reason="Two years is enough.",
            planned_on=today,
            look_back_on=today + timedelta(days=90),
        ),
    )
    proposed = swap.state
    agreed = answer_swap(swap=swap, person=receiver.person, consents=True).state
    done = carry_out_swap(swap=swap, person=coordinator.person)

    assert (proposed, agreed, done.state, done.carried_out_on) == ("proposed", "agreed", "carried-out", today)
    holders = RoleAssignment.objects.active_on(today).filter(role__slug="driver")
    assert [each.membership for each in holders] == [receiver]
    assert list(swap.events.values_list("deed", "person")) == [
        ("proposed", giver.person_id),
        ("consented", receiver.person_id),
        ("carried-out", coordinator.person_id),
    ]
