"""Moves of roles, and why something cannot be done with a swap, in words."""

from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from roles.models import MoveKind, RoleSwap
from roles.moves import PlannedMove
from roles.swap_rules import Dates, Deed, Refusal
from roles.texts.base import inside_sentence

MOVE_SENTENCES: Mapping[MoveKind, Promise] = {
    MoveKind.HAND_OVER: gettext_lazy("%(giver)s hands the role of %(role)s over to %(receiver)s"),
    MoveKind.SHARE: gettext_lazy("%(receiver)s shares the role of %(role)s"),
    MoveKind.STEP_BACK: gettext_lazy("%(giver)s steps back as %(role)s"),
    MoveKind.FILL: gettext_lazy("%(receiver)s takes up the role of %(role)s"),
}

REFUSALS: Mapping[Refusal, Promise] = {
    Refusal.NO_MEMBER: gettext_lazy(
        "You do not take part in this network, or no longer, so this is for its members to decide."
    ),
    Refusal.NOT_YOURS: gettext_lazy(
        "This is for those whom the proposal touches. You can react to it below."
    ),
    Refusal.OBJECTED_TO: gettext_lazy(
        "Somebody objects. Talk it over first, or propose something that does fit."
    ),
    Refusal.NOT_AGREED: gettext_lazy("Not everybody whom it touches has consented yet."),
    Refusal.TOO_EARLY: gettext_lazy(
        "It was agreed to do this on %(planned)s. From that day on it can be done."
    ),
    Refusal.NOT_CARRIED_OUT: gettext_lazy("This was never carried out, so there is nothing to look back on."),
    Refusal.LOOK_BACK_LATER: gettext_lazy("It was agreed to look back on %(look_back)s. Come back then."),
    Refusal.ALREADY_CARRIED_OUT: gettext_lazy(
        "This has been carried out meanwhile. Another move is a new proposal."
    ),
    Refusal.ALREADY_WITHDRAWN: gettext_lazy("This has been withdrawn meanwhile. You can propose it anew."),
    Refusal.ALREADY_REPLACED: gettext_lazy("Somebody has proposed something else instead. Answer that one."),
}

# Who can, where it is not those whom the proposal touches.
NOT_YOURS: Mapping[Deed, Promise] = {
    Deed.NOTE_CONSENT: gettext_lazy("A coordinator can note what somebody without an account said aloud."),
    Deed.REPLACE: gettext_lazy(
        "Another proposal can come from whoever made this one, those whom it touches, and the coordinators. "
        "You can react to it below."
    ),
    Deed.WITHDRAW: gettext_lazy("Whoever proposed this can withdraw it, and so can a coordinator."),
    Deed.CARRY_OUT: gettext_lazy("A coordinator carries this out. You can ask for it below."),
}


def move_sentence(move: PlannedMove) -> str:
    """Return what a move does, in one sentence without its full stop."""
    return str(MOVE_SENTENCES[move.kind]) % {
        "role": inside_sentence(move.role.name),
        "giver": move.giver.person.name if move.giver else "",
        "receiver": move.receiver.person.name if move.receiver else "",
    }


def moves_sentence(swap: RoleSwap) -> str:
    """Return what all moves of a swap do, without a full stop. Its moves must be at hand."""
    return "; ".join(move_sentence(PlannedMove.of(move)) for move in swap.moves.all())


def refusal_sentence(refusal: Refusal, dates: Dates, deed: Deed | None = None) -> str:
    """Return why something cannot be done, and what can."""
    text = REFUSALS[refusal]
    if refusal is Refusal.NOT_YOURS and deed is not None:
        text = NOT_YOURS.get(deed, text)
    return str(text) % {
        "planned": date_format(dates.planned, "j F Y"),
        "look_back": date_format(dates.look_back, "j F Y"),
    }
