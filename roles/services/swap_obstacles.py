"""What stands in the way of moving roles as planned, by how things are now: a sentence for each, with a way on."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networks.models import Membership, Network
from roles.models import RoleAssignment, RoleSwap
from roles.moves import PlannedMove, planned_moves
from roles.texts.base import inside_sentence

Seats = dict[int, Membership]


def obstacles_now(swap: RoleSwap, today: date) -> list[str]:
    """Return what would keep an open swap from being carried out: today, or on its date when that is still ahead.

    Its network is at hand. Four queries at most.
    """
    day = max(today, swap.planned_on)
    return obstacles(planned_moves(swap), network=swap.network, planned_on=day, today=today)


def obstacles(moves: Sequence[PlannedMove], *, network: Network, planned_on: date, today: date) -> list[str]:
    """Return a sentence for everything that keeps moves from being carried out on a day; empty when nothing does.

    The network is over; somebody has left, sits there anew, or joins later; the giver does not hold the role any
    more, or the receiver holds it already. The moves happen together, so each is held against how things are now.
    Three queries at most, whatever the number of moves.
    """
    if not moves:
        return [_("Choose at least one role that moves.")]
    if network.ended_on is not None and network.ended_on <= planned_on:
        ended = _(
            "This network is over from %(day)s on, and roles move in it no longer. What was said stays; when it "
            "goes on after all, a coordinator can change its end in the settings."
        )
        return [ended % {"day": _day(network.ended_on)}]
    asked = {seat.pk for move in moves for seat in move.memberships}
    seats = Membership.objects.select_related("person").in_bulk(list(asked))
    anew = _seats_anew(seats, network, today)
    found = [
        sentence
        for move in moves
        for seat in move.memberships
        for sentence in _seat_obstacle(seats.get(seat.pk), network, planned_on, anew)
    ]
    return list(dict.fromkeys(found)) or _holding_obstacles(moves, asked, today)


def _seats_anew(seats: Seats, network: Network, today: date) -> set[int]:
    """Return who among those that left sits in the network today all the same. A query only when somebody left."""
    left = [seat.person_id for seat in seats.values() if seat.left_on is not None and seat.left_on <= today]
    running = Membership.objects.active_on(today).filter(network=network, person__in=left)
    return set(running.values_list("person", flat=True)) if left else set()


def _seat_obstacle(seat: Membership | None, network: Network, planned_on: date, anew: set[int]) -> list[str]:
    """Say what is the matter with the seat of somebody who gives or receives; nothing when all is well."""
    if seat is None or seat.network_id != network.pk:
        return [_("Somebody in this proposal has no seat in this network. Propose it anew with its members.")]
    words = {"name": seat.person.name, "joined": _day(seat.joined_on), "left": _day(seat.left_on)}
    if seat.person.erased_on is not None:
        text = _(
            "Somebody in this proposal had their data erased and takes part no longer. "
            "Propose it anew with somebody else."
        )
    elif seat.left_on is not None and seat.person_id in anew:
        text = _(
            "%(name)s sits in this network in another way since %(left)s: for another organisation, in their own "
            "name, or again after a while. Propose it anew with the seat of today."
        )
    elif seat.left_on is not None and seat.left_on <= planned_on:
        text = _("%(name)s no longer takes part from %(left)s on. Propose it anew with somebody else.")
    elif seat.joined_on > planned_on:
        text = _("%(name)s takes part from %(joined)s on. Propose it for that day or a later one.")
    else:
        return []
    return [text % words]


def _holding_obstacles(moves: Sequence[PlannedMove], seats: set[int], today: date) -> list[str]:
    """Say which giver does not hold the role today, which receiver does, and which move is there twice."""
    running = RoleAssignment.objects.active_on(today).filter(membership__in=seats)
    held = set(running.values_list("membership", "role"))
    given: set[tuple[int, int]] = set()
    received: set[tuple[int, int]] = set()
    found: list[str] = []
    for move in moves:
        role = inside_sentence(move.role.name)
        if move.giver is not None:
            words = {"name": move.giver.person.name, "role": role}
            found += _about((move.giver.pk, move.role.pk), held, given, gives=True, words=words)
        if move.receiver is not None:
            words = {"name": move.receiver.person.name, "role": role}
            found += _about((move.receiver.pk, move.role.pk), held, received, gives=False, words=words)
    return list(dict.fromkeys(found))


def _about(
    holding: tuple[int, int],
    held: set[tuple[int, int]],
    seen: set[tuple[int, int]],
    *,
    gives: bool,
    words: dict[str, str],
) -> list[str]:
    if holding in seen:
        twice = (
            _("%(name)s hands over the role of %(role)s twice. Leave one of the two out.")
            if gives
            else _("%(name)s gets the role of %(role)s twice. Leave one of the two out.")
        )
        return [twice % words]
    seen.add(holding)
    if gives and holding not in held:
        return [_("%(name)s is not %(role)s any more. See who is now, and propose it anew.") % words]
    if not gives and holding in held:
        return [_("%(name)s is %(role)s already. Propose it anew without this move.") % words]
    return []


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""
