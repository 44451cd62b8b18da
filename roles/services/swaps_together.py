"""Making several proposals, of a scenario or a suggestion: all of them, or none."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from networks.models import Network, Person
from roles.models import RoleSwap
from roles.services.swaps import SwapPlan, propose_swap


class ProposalsError(Exception):
    """Some proposals cannot be made as things stand; `errors` says which, by their place, and why."""

    def __init__(self, errors: Mapping[int, ValidationError]) -> None:
        super().__init__(errors)
        self.errors = errors


@transaction.atomic
def propose_together(
    *, network: Network, proposer: Person | None, plans: Sequence[SwapPlan], coordinates: bool = False
) -> list[RoleSwap]:
    """Make proposals out of plans, all or nothing; every one that cannot be made is in the error that is raised.

    `coordinates` says that the proposer may do what a coordinator does without being one: administrators.
    """
    made: list[RoleSwap] = []
    errors: dict[int, ValidationError] = {}
    for place, plan in enumerate(plans):
        try:
            made.append(propose_swap(network=network, proposer=proposer, plan=plan, coordinates=coordinates))
        except ValidationError as error:
            errors[place] = error
    if errors:
        raise ProposalsError(errors)
    return made
