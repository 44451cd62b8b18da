"""How a swap stands, in one sentence for its reader, and in a word."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from roles.models import RoleSwap, SwapEvent
from roles.pages.swap_detail import ReadSwap, name_or_somebody
from roles.swap_rules import Answer, Deed, State
from roles.texts.swap_states import (
    agreed_sentence,
    carried_out_sentence,
    ended_sentence,
    objected_sentence,
    waiting_sentence,
)

# The colour of a state, and the icon that says the same.
TONES: Mapping[State, tuple[str, str]] = {
    State.PROPOSED: ("info", "question-circle"),
    State.OBJECTED: ("warning", "exclamation-circle-fill"),
    State.AGREED: ("success", "check-circle-fill"),
    State.CARRIED_OUT: ("success", "check-circle-fill"),
    State.WITHDRAWN: ("info", "info-circle-fill"),
    State.REPLACED: ("info", "arrow-left-right"),
}
TAGS: Mapping[State, str] = {
    State.PROPOSED: "notice",
    State.OBJECTED: "warning",
    State.AGREED: "good",
    State.CARRIED_OUT: "good",
    State.WITHDRAWN: "",
    State.REPLACED: "",
}


class Standing(NamedTuple):
    """How a swap stands."""

    tone: str
    icon: str
    sentence: str
    instead: RoleSwap | None  # what was proposed in its stead


def standing_of(found: ReadSwap, today: date) -> Standing:
    """Say how a swap stands, to its reader."""
    tone, icon = TONES[found.state]
    instead = getattr(found.swap, "replaced_by", None)
    return Standing(tone, icon, _sentence(found, today), instead)


def _sentence(found: ReadSwap, today: date) -> str:
    swap = found.swap
    match found.state:
        case State.PROPOSED:
            waits = found.people_who(Answer.WAITING)
            return waiting_sentence(waits, for_reader=found.own_answer is Answer.WAITING)
        case State.OBJECTED:
            objects = found.people_who(Answer.OBJECTS)
            return objected_sentence(objects, by_reader=found.own_answer is Answer.OBJECTS)
        case State.AGREED:
            return agreed_sentence(
                swap.planned_on,
                by_itself=swap.by_itself,
                due=swap.planned_on <= today,
                may_carry_out=found.can(Deed.CARRY_OUT),
            )
        case State.CARRIED_OUT:
            return carried_out_sentence(swap.carried_out_on or today, swap.look_back_on, today)
        case _:
            deed = SwapEvent.Deed(found.state.value)
            event = found.last(deed)
            day = event.happened_at.date() if event else swap.proposed_at.date()
            return ended_sentence(deed, name_or_somebody(event.person if event else None), day)
