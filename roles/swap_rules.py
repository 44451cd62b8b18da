"""The state machine of a swap: its states, who may do what in each, and why something is refused.

Plain values in and out; `roles/services/swaps.py` holds them against the database, one swap at a time.

    proposed → agreed → carried out        everybody touched has consented; a coordinator, or the date itself
    proposed, agreed → objected            somebody touched objects; until they consent after all
    agreed → proposed                      somebody came to be touched meanwhile, and is asked too
    proposed, objected, agreed → withdrawn, replaced

docs/swaps.md has the same as a table.
"""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(StrEnum):
    """How a swap stands."""

    PROPOSED = "proposed"
    OBJECTED = "objected"
    AGREED = "agreed"
    CARRIED_OUT = "carried-out"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"

    @property
    def label(self) -> Promise:
        """The state in words."""
        return STATE_LABELS[self]

    @property
    def is_open(self) -> bool:
        """Whether it can still come to something."""
        return self in OPEN


class Answer(StrEnum):
    """What somebody whom a swap touches says of it."""

    WAITING = "waiting"
    CONSENTS = "consents"
    OBJECTS = "objects"

    @property
    def label(self) -> Promise:
        """The answer in words."""
        return ANSWER_LABELS[self]


class Deed(StrEnum):
    """What somebody can do with a swap."""

    CONSENT = "consent"
    NOTE_CONSENT = "note-consent"  # of somebody who said so aloud and has no account
    OBJECT = "object"
    COMMENT = "comment"
    REPLACE = "replace"
    WITHDRAW = "withdraw"
    CARRY_OUT = "carry-out"
    LOOK_BACK = "look-back"


class Part(StrEnum):
    """What somebody is in a swap; one may be several at once, and who takes part no longer is nothing."""

    PROPOSER = "proposer"
    TOUCHED = "touched"
    COORDINATOR = "coordinator"
    MEMBER = "member"


class Dates(NamedTuple):
    """The days that decide: the one agreed on, the one to look back on, and today."""

    planned: date
    look_back: date
    today: date


class Refusal(StrEnum):
    """Why somebody cannot do something with a swap."""

    NO_MEMBER = "no-member"  # they take no part in the network, or no longer
    NOT_YOURS = "not-yours"  # another part is needed
    OBJECTED_TO = "objected-to"
    NOT_AGREED = "not-agreed"
    TOO_EARLY = "too-early"
    NOT_CARRIED_OUT = "not-carried-out"
    LOOK_BACK_LATER = "look-back-later"
    ALREADY_CARRIED_OUT = "already-carried-out"
    ALREADY_WITHDRAWN = "already-withdrawn"
    ALREADY_REPLACED = "already-replaced"


STATE_LABELS: Mapping[State, Promise] = {
    State.PROPOSED: _("waits for consent"),
    State.OBJECTED: _("somebody objects"),
    State.AGREED: _("agreed"),
    State.CARRIED_OUT: _("carried out"),
    State.WITHDRAWN: _("withdrawn"),
    State.REPLACED: _("replaced by another proposal"),
}
ANSWER_LABELS: Mapping[Answer, Promise] = {
    Answer.WAITING: _("has not answered yet"),
    Answer.CONSENTS: _("consents"),
    Answer.OBJECTS: _("objects"),
}

OPEN = frozenset({State.PROPOSED, State.OBJECTED, State.AGREED})
ENDED: Mapping[State, Refusal] = {
    State.CARRIED_OUT: Refusal.ALREADY_CARRIED_OUT,
    State.WITHDRAWN: Refusal.ALREADY_WITHDRAWN,
    State.REPLACED: Refusal.ALREADY_REPLACED,
}

# Who may do it: one of these parts is enough.
DOERS: Mapping[Deed, frozenset[Part]] = {
    Deed.CONSENT: frozenset({Part.TOUCHED}),
    Deed.NOTE_CONSENT: frozenset({Part.COORDINATOR}),
    Deed.OBJECT: frozenset({Part.TOUCHED}),
    Deed.COMMENT: frozenset(Part),
    Deed.REPLACE: frozenset({Part.PROPOSER, Part.TOUCHED, Part.COORDINATOR}),
    Deed.WITHDRAW: frozenset({Part.PROPOSER, Part.COORDINATOR}),
    Deed.CARRY_OUT: frozenset({Part.COORDINATOR}),
    Deed.LOOK_BACK: frozenset({Part.TOUCHED}),
}


def refusal(deed: Deed, state: State, parts: Collection[Part], dates: Dates) -> Refusal | None:
    """Return why somebody with these parts cannot do this now; None when they can."""
    if not parts:
        return Refusal.NO_MEMBER
    if not DOERS[deed] & set(parts):
        return Refusal.NOT_YOURS
    if deed is Deed.COMMENT:
        return None
    if deed is Deed.LOOK_BACK:
        if state is not State.CARRIED_OUT:
            return Refusal.NOT_CARRIED_OUT
        return Refusal.LOOK_BACK_LATER if dates.today < dates.look_back else None
    if state in ENDED:
        return ENDED[state]
    return _carrying_out_refusal(state, dates) if deed is Deed.CARRY_OUT else None


def _carrying_out_refusal(state: State, dates: Dates) -> Refusal | None:
    if state is State.OBJECTED:
        return Refusal.OBJECTED_TO
    if state is State.PROPOSED:
        return Refusal.NOT_AGREED
    return Refusal.TOO_EARLY if dates.today < dates.planned else None


def state_of(answers: Collection[Answer]) -> State:
    """Return how an open swap stands by what those whom it touches say: all consent, or one objection holds it."""
    if Answer.OBJECTS in answers:
        return State.OBJECTED
    return State.PROPOSED if Answer.WAITING in answers else State.AGREED
