"""Where a proposal begins: what one can propose, and what an address fills in beforehand."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collab.addresses import address
from networks.models import Membership
from roles.models import Role
from roles.moves import PlannedMove
from roles.pages.swap_board import SwapBoard

OTHERS = "others"  # `?for=`: between others, by a coordinator
ASKING = ("kind", "role", "giver", "receiver", "instead_of")
Row = Mapping[str, str]


class Kind(NamedTuple):
    """Something that one can propose: in a few words, what it comes to, and what is then asked."""

    icon: str
    title: Promise
    about: Promise
    question: Promise


KINDS: Mapping[str, Kind] = {
    "hand-over": Kind(
        "arrow-right",
        gettext_lazy("Hand over a role of mine"),
        gettext_lazy("You lay it down, somebody else takes it on."),
        gettext_lazy("Which role do you hand over, and to whom?"),
    ),
    "take-over": Kind(
        "arrow-left",
        gettext_lazy("Take over a role"),
        gettext_lazy("You take on what somebody else lays down."),
        gettext_lazy("Which role would you like to take over, and from whom?"),
    ),
    "share": Kind(
        "people",
        gettext_lazy("Share a role"),
        gettext_lazy("You join in with whoever holds it already."),
        gettext_lazy("Which role would you like to share?"),
    ),
    "exchange": Kind(
        "arrow-left-right",
        gettext_lazy("Exchange roles"),
        gettext_lazy("A role of yours for a role of somebody else."),
        gettext_lazy("Which roles do you exchange, and with whom?"),
    ),
    "step-back": Kind(
        "box-arrow-right",
        gettext_lazy("Step back from a role"),
        gettext_lazy("You lay it down; nobody takes it on yet."),
        gettext_lazy("Which role do you lay down?"),
    ),
    "fill": Kind(
        "plus-lg",
        gettext_lazy("Take up an open role"),
        gettext_lazy("You take on what nobody does now."),
        gettext_lazy("Which open role would you like to take up?"),
    ),
}
OF_HOLDERS = frozenset({"hand-over", "exchange", "step-back"})
BETWEEN_OTHERS = gettext_lazy("Which roles move, and between whom?")


class Choice(NamedTuple):
    """A kind of proposal to begin with."""

    kind: Kind
    url: str


def choices(board: SwapBoard) -> list[Choice]:
    """Return what a member can propose about their own part; nothing for who has no seat."""
    if board.own is None:
        return []
    page = address("swap_create", board.network.slug)
    holds, opens = bool(board.roles_of(board.own)), bool(board.open_roles())
    return [
        Choice(kind, f"{page}?kind={name}")
        for name, kind in KINDS.items()
        if (holds or name not in OF_HOLDERS) and (opens or name != "fill")
    ]


def choices_for_others(board: SwapBoard) -> list[tuple[Promise, str]]:
    """Return what a coordinator can propose between others."""
    page = address("swap_create", board.network.slug)
    labels = {
        "hand-over": gettext_lazy("Hand a role over"),
        "share": gettext_lazy("Let somebody share a role"),
        "exchange": gettext_lazy("Let two members exchange roles"),
        "step-back": gettext_lazy("Let somebody step back"),
        "fill": gettext_lazy("Fill an open role"),
    }
    return [(label, f"{page}?kind={name}&for={OTHERS}") for name, label in labels.items()]


class Opening(NamedTuple):
    """What the form of a proposal opens with."""

    question: str | Promise
    rows: Sequence[Row]
    first: Sequence[Role]  # roles that stand first in the list
    note: str  # what the address asked for and is not there


def open_with(board: SwapBoard, given: QueryDict, moves: Sequence[PlannedMove] = ()) -> Opening:
    """Read what an address fills in; `moves` are those of a proposal that is written anew."""
    kind = given.get("kind", "")
    own = None if given.get("for") == OTHERS else board.own
    giver, receiver = _seat(board, given.get("giver")), _seat(board, given.get("receiver"))
    role = board.roles.get(given.get("role", ""))
    first = board.roles_of(own) if own else []
    missing = (given.get("giver") and giver is None) or (given.get("receiver") and receiver is None)
    note = _("Somebody in this link does not take part here any more. Choose somebody else.")
    rows = _rows_of(board, moves) if moves else _rows(board, kind, role, giver, receiver, own)
    question = KINDS[kind].question if kind in KINDS and _about(own, rows) else BETWEEN_OTHERS
    return Opening(question, rows, first, note if missing else "")


def _about(seat: Membership | None, rows: Sequence[Row]) -> bool:
    """Whether a member gives or takes on one of these roles."""
    return seat is not None and any(str(seat.pk) in {row["giver"], row["receiver"]} for row in rows)


def _seat(board: SwapBoard, typed: str | None) -> Membership | None:
    return next((seat for key, seat in board.seats.items() if str(key) == typed), None)


def _rows(
    board: SwapBoard,
    kind: str,
    role: Role | None,
    giver: Membership | None,
    receiver: Membership | None,
    own: Membership | None,
) -> list[Row]:
    match kind:
        case "hand-over" | "step-back":
            giver = giver or (own if own != receiver else None)
        case "take-over":
            receiver = receiver or own
            holders = board.holders_of(role) if role else ()
            giver = giver or (holders[0] if len(holders) == 1 and holders[0] != receiver else None)
        case "share" | "fill":
            receiver = receiver or own
        case "exchange":
            giver = giver or (own if own != receiver else None)
            return [_row(role, giver, receiver), _row(None, receiver, giver)]
    return [_row(role, giver, receiver)]


def _rows_of(board: SwapBoard, moves: Sequence[PlannedMove]) -> list[Row]:
    """Return the moves of another proposal, without whoever has no seat any more."""
    return [
        _row(
            move.role,
            board.seats.get(move.giver.pk) if move.giver else None,
            board.seats.get(move.receiver.pk) if move.receiver else None,
        )
        for move in moves
    ]


def _row(role: Role | None, giver: Membership | None, receiver: Membership | None) -> Row:
    return {
        "role": role.slug if role else "",
        "giver": str(giver.pk) if giver else "",
        "receiver": str(receiver.pk) if receiver else "",
    }
