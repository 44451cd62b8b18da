"""What stands in the way of moving roles as planned, by how things are now: a sentence for each, with a way on."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networks.models import Membership, Network
from roles.models import RoleAssignment
from roles.moves import PlannedMove
from roles.texts.base import inside_sentence


def obstacles(moves: Sequence[PlannedMove], *, network: Network, planned_on: date, today: date) -> list[str]:
    """Return a sentence for everything that keeps moves from being carried out on a day; empty when nothing does.

    Somebody has left, or joins later; the giver does not hold the role any more, or the receiver holds it already.
    Two queries, whatever the number of moves.
    """
    seats = {seat.pk: seat for move in moves for seat in move.memberships}
    running = Membership.objects.select_related("person").in_bulk(list(seats))
    held = set(
        RoleAssignment.objects.active_on(today)
        .filter(membership__in=list(seats))
        .values_list("membership", "role")
    )
    found: list[str] = []
    for move in moves:
        for seat in move.memberships:
            found += _seat_obstacle(running.get(seat.pk), network, planned_on)
        if not found:
            found += _holding_obstacle(move, held)
            _apply(move, held)
    return list(dict.fromkeys(found))


def _seat_obstacle(seat: Membership | None, network: Network, planned_on: date) -> list[str]:
    if seat is None or seat.network_id != network.pk:
        return [_("Somebody in this proposal has no seat in this network. Propose it anew with its members.")]
    words = {"name": seat.person.name}
    if seat.left_on is not None and seat.left_on <= planned_on:
        day = date_format(seat.left_on, "j F Y")
        return [
            _(
                "%(name)s leaves this network on %(day)s. Propose it anew with somebody else, or on a day before."
            )
            % {**words, "day": day}
            if seat.left_on > planned_on
            else _("%(name)s left this network on %(day)s. Propose it anew with somebody else.")
            % {**words, "day": day}
        ]
    if seat.joined_on > planned_on:
        return [
            _("%(name)s takes part from %(day)s on. Choose that day or a later one.")
            % {**words, "day": date_format(seat.joined_on, "j F Y")}
        ]
    return []


def _holding_obstacle(move: PlannedMove, held: set[tuple[int, int]]) -> list[str]:
    role = inside_sentence(move.role.name)
    if move.giver is not None and (move.giver.pk, move.role.pk) not in held:
        return [
            _("%(name)s is not %(role)s any more. See who is now, and propose it anew.")
            % {"name": move.giver.person.name, "role": role}
        ]
    if move.receiver is not None and (move.receiver.pk, move.role.pk) in held:
        return [
            _("%(name)s is %(role)s already. Propose it anew without this move.")
            % {"name": move.receiver.person.name, "role": role}
        ]
    return []


def _apply(move: PlannedMove, held: set[tuple[int, int]]) -> None:
    """Let what is held be as after the move, for the moves that follow."""
    if move.giver is not None:
        held.discard((move.giver.pk, move.role.pk))
    if move.receiver is not None:
        held.add((move.receiver.pk, move.role.pk))
