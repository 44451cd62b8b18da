"""Two people, or one who clicks twice, that propose the same thing."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from networks.models import Network
from roles.models import RoleSwap, SwapMove
from roles.moves import PlannedMove
from roles.swap_rules import OPEN


def find_same(
    network: Network, moves: Sequence[PlannedMove], *, besides: RoleSwap | None = None
) -> int | None:
    """Return the key of an open proposal with exactly these moves, if there is one. One query."""
    rows = SwapMove.objects.filter(swap__network=network, swap__state__in=OPEN)
    if besides is not None:
        rows = rows.exclude(swap=besides)
    proposed: dict[int, set[tuple[int, int | None, int | None]]] = {}
    for swap, role, giver, receiver in rows.values_list("swap", "role", "giver", "receiver"):
        proposed.setdefault(swap, set()).add((role, giver, receiver))
    wanted = {
        (
            move.role.pk,
            move.giver.pk if move.giver else None,
            move.receiver.pk if move.receiver else None,
        )
        for move in moves
    }
    return next((swap for swap, found in proposed.items() if found == wanted), None)


def same_sentence() -> str:
    """Say that this has been proposed already."""
    return _("This has been proposed already, and is still open. Answer that proposal.")
