"""Doing something with a suggestion: proposing its moves, or keeping them to try out."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from networks.models import Network, Person, User
from roles.models import RoleSwap, Scenario, ScenarioMove
from roles.moves import PlannedMove
from roles.services.swaps import SwapPlan, propose_swap


@transaction.atomic
def propose_suggestion(
    *, network: Network, proposer: Person | None, plans: Sequence[SwapPlan], coordinates: bool = False
) -> list[RoleSwap]:
    """Propose each plan as a swap of its own, all of them or none. Raise what `propose_swap` raises."""
    return [
        propose_swap(network=network, proposer=proposer, plan=plan, coordinates=coordinates) for plan in plans
    ]


@transaction.atomic
def keep_as_scenario(*, network: Network, owner: User, name: str, moves: Sequence[PlannedMove]) -> Scenario:
    """Keep moves as a scenario that only its owner sees."""
    scenario = Scenario.objects.create(
        network=network, owner=owner, name=name, note=_("Begun from what was suggested on that day.")
    )
    ScenarioMove.objects.bulk_create(
        ScenarioMove(
            scenario=scenario,
            position=place,
            kind=move.kind,
            role=move.role,
            giver=move.giver,
            receiver=move.receiver,
        )
        for place, move in enumerate(moves)
    )
    return scenario
