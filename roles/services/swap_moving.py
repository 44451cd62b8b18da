"""Moving the roles of an agreed swap, while nobody else can change what it rests on."""

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from networks.models import Membership, Network
from networks.models.tracking import changed_by, swap_reason
from roles.models import RoleAssignment, RoleSwap
from roles.moves import planned_moves
from roles.services.assignments import assign_role, end_role
from roles.services.swap_obstacles import obstacles
from roles.services.swap_steps import set_state
from roles.swap_rules import State


def hold_seats(swap: RoleSwap) -> None:
    """Hold, until the transaction ends, the seats of whoever gives or receives, their roles, and the network.

    So of two swaps that move the same role one comes first, and nobody leaves half-way. Seats come before the
    network, as when a coordinator leaves.
    """
    named = Q(pk__in=swap.moves.values("giver")) | Q(pk__in=swap.moves.values("receiver"))
    seats = Membership.objects.filter(named).order_by("pk").select_for_update(no_key=True)
    held = [seat.pk for seat in seats]
    Network.objects.select_for_update(no_key=True).get(pk=swap.network_id)
    assignments = RoleAssignment.objects.filter(membership__in=held).order_by("pk")
    list(assignments.select_for_update(no_key=True).values_list("pk"))


def move_roles(swap: RoleSwap, *, by_itself: bool) -> None:
    """Carry out an agreed swap of which the seats are held: all its moves, today.

    Raise ValidationError, with a sentence for each thing that stands in the way, before anything has moved.
    """
    moves, today = planned_moves(swap), timezone.localdate()
    swap.network.refresh_from_db(fields=["ended_on"])
    if found := obstacles(moves, network=swap.network, planned_on=today, today=today):
        raise ValidationError(found)
    with changed_by(swap_reason(swap.pk), by_nobody=by_itself):
        for move in moves:
            if move.giver is not None and not end_role(membership=move.giver, role=move.role).changed:
                raise ValidationError(_("Somebody changed these roles at this very moment. Look again."))
        for move in moves:
            if move.receiver is not None:
                assign_role(membership=move.receiver, role=move.role, since=today)
    swap.look_back_on += today - swap.planned_on
    swap.carried_out_on = today
    set_state(swap, State.CARRIED_OUT)
