"""Carrying over one result of a mapping round: what can be done about it today, and what that would change."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from collab.addresses import address
from networks.models import Membership
from roles.models import Role
from roles.moves import PlannedMove, kind_of
from roles.pages.before_after import BeforeAfter, effect_of
from roles.pages.mapping_results import Results
from roles.pages.reports import ReadReport
from roles.pages.swap_board import SwapBoard
from roles.pages.swap_start import OTHERS
from roles.texts.base import inside_sentence
from roles.texts.mapping_results import seen_sentence, today_sentence

MOST_HOLDERS = 3  # of whom one can take a role over; more are chosen in the form itself


class Way(NamedTuple):
    """Something that can be done: a button, what comes of it, and where it leads."""

    icon: str
    label: str
    about: str
    url: str


class Carry(NamedTuple):
    """One person and one role, as the round saw it and as it is today."""

    name: str
    role: Role
    seen: str
    agreed: str  # today
    gone: bool  # no longer takes part
    done: str  # that it is so already; empty when it is not
    ways: Sequence[Way]
    move: str  # what is worked out below, as a sentence
    effect: BeforeAfter | None


def describe_carry(results: Results, read: ReadReport, board: SwapBoard, role: Role, person: int) -> Carry:
    """Return what can be done about one result. One query at most, besides what was read."""
    place, name = list(results.roles).index(role), results.names[person]
    seat = next((each for each in board.seats.values() if each.person_id == person), None)
    holders = list(board.holders_of(role))
    holds = seat is not None and seat in holders
    seen_by = results.outcome.seen.get((place, person), 0)
    most = 2 * seen_by > results.round.answered_by
    moves = _moves(results, board, role, seat, holders) if seat else []
    ways = [_way(board, each) for each in moves]
    if seat:
        ways.append(_record(board, role, seat, holds=holds))
    return Carry(
        name=name,
        role=role,
        seen=seen_sentence(seen_by, results.round.answered_by, name, role.name),
        agreed=today_sentence([each.person.name for each in holders]),
        gone=seat is None,
        done=_done(name, role, holds=holds, most=most) if seat else "",
        ways=ways,
        move=_sentence(moves[0]) if moves else "",
        effect=effect_of(read, moves[:1]) if moves else None,
    )


def _moves(
    results: Results, board: SwapBoard, role: Role, seat: Membership, holders: Sequence[Membership]
) -> list[PlannedMove]:
    """Return the moves that would bring what was agreed nearer to what is seen, the likeliest first."""
    pairs: list[tuple[Membership | None, Membership | None]]
    if seat in holders:
        other = next(_seen_instead(results, board, role, holders), None)
        pairs = [(seat, other), (seat, None)] if other else [(seat, None)]
    else:
        pairs = [(each, seat) for each in (*holders[:MOST_HOLDERS], None)]
    return [
        PlannedMove(kind_of(giver=giver, receiver=receiver, held=bool(holders)), role, giver, receiver)
        for giver, receiver in pairs
    ]


def _seen_instead(
    results: Results, board: SwapBoard, role: Role, holders: Sequence[Membership]
) -> Iterator[Membership]:
    """Yield who is seen in a role without holding it, the most seen first."""
    seats = {seat.person_id: seat for seat in board.seats.values() if seat not in holders}
    for each in results.by_role[list(results.roles).index(role)]:
        if each.seen_by and each.person in seats:
            yield seats[each.person]


def _way(board: SwapBoard, move: PlannedMove) -> Way:
    words = {
        "giver": move.giver.person.name if move.giver else "",
        "receiver": move.receiver.person.name if move.receiver else "",
    }
    if move.giver and move.receiver:
        icon, label = "arrow-right", _("Propose that %(giver)s hands it over to %(receiver)s") % words
    elif move.giver:
        icon, label = "box-arrow-right", _("Propose that %(giver)s lays it down") % words
    elif board.holders_of(move.role):
        icon, label = "people", _("Propose that %(receiver)s shares it") % words
    else:
        icon, label = "plus-lg", _("Propose that %(receiver)s takes it up") % words
    seats = "".join(
        f"&{side}={seat.pk}" for side, seat in (("giver", move.giver), ("receiver", move.receiver)) if seat
    )
    page = address("swap_create", board.network.slug)
    url = f"{page}?kind={move.kind}&for={OTHERS}&role={move.role.slug}{seats}"
    return Way(icon, label, _("Whoever it touches is asked to consent first."), url)


def _record(board: SwapBoard, role: Role, seat: Membership, *, holds: bool) -> Way:
    url = address("matrix_cell", board.network.slug, seat.pk, role.slug)
    words = {"name": seat.person.name}
    about = _("For what has been agreed at the table already.")
    if holds:
        return Way("pencil", _("Record that %(name)s has laid it down") % words, about, f"{url}?holds=no")
    return Way("pencil", _("Record that %(name)s holds it") % words, about, url)


def _done(name: str, role: Role, *, holds: bool, most: bool) -> str:
    words = {"name": name, "role": inside_sentence(role.name)}
    return (
        _("%(name)s is %(role)s, as most see it. There is nothing to carry over.") % words
        if holds and most
        else ""
    )


def _sentence(move: PlannedMove) -> str:
    words = {
        "giver": move.giver.person.name if move.giver else "",
        "receiver": move.receiver.person.name if move.receiver else "",
        "role": inside_sentence(move.role.name),
    }
    if move.giver and move.receiver:
        return _("If %(receiver)s became %(role)s in place of %(giver)s") % words
    if move.giver:
        return _("If %(giver)s were no longer %(role)s") % words
    return _("If %(receiver)s became %(role)s") % words
