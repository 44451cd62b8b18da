"""The state machine of a swap: every deed in every state by everybody, and any sequence of answers."""

from datetime import date, timedelta
from itertools import chain, combinations

import pytest
from django.utils import translation
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from roles.swap_rules import Answer, Dates, Deed, Part, Refusal, State, refusal, state_of
from roles.texts.swaps import refusal_sentence

PLANNED, LOOK_BACK = date(2026, 6, 1), date(2026, 9, 1)
DAYS = {
    "before": PLANNED - timedelta(days=1),
    "planned": PLANNED,
    "eve": LOOK_BACK - timedelta(days=1),
    "look-back": LOOK_BACK,
}
STATES = ("proposed", "objected", "agreed", "carried-out", "withdrawn", "replaced")

# Deed: who may, then in each of the states above: "" when it can be done, else why not. On which day one can carry
# out and look back follows below.
DONE, GONE, OTHER = "already-carried-out", "already-withdrawn", "already-replaced"
WHILE_OPEN = ("", "", "", DONE, GONE, OTHER)
TABLE = {
    "consent": ({"touched"}, WHILE_OPEN),
    "note-consent": ({"coordinator"}, WHILE_OPEN),
    "object": ({"touched"}, WHILE_OPEN),
    "comment": ({"touched", "coordinator", "proposer", "member"}, ("",) * 6),
    "replace": ({"touched", "coordinator", "proposer"}, WHILE_OPEN),
    "withdraw": ({"coordinator", "proposer"}, WHILE_OPEN),
    "carry-out": ({"coordinator"}, ("not-agreed", "objected-to", "", DONE, GONE, OTHER)),
    "look-back": ({"touched"}, ("not-carried-out",) * 3 + ("",) + ("not-carried-out",) * 2),
}
DAY_REFUSALS = {
    ("carry-out", "agreed", "before"): "too-early",
    **{("look-back", "carried-out", day): "look-back-later" for day in ("before", "planned", "eve")},
}
EVERY_PART = [set(parts) for parts in chain.from_iterable(combinations(Part, n) for n in range(5))]


def expected(deed, state, parts, day):
    doers, by_state = TABLE[deed]
    if not parts:
        return "no-member"
    if not doers & parts:
        return "not-yours"
    return DAY_REFUSALS.get((deed, state, day)) or by_state[STATES.index(state)]


@pytest.mark.parametrize("deed", [*Deed])
@pytest.mark.parametrize("state", [*State])
def test_deed_in_a_state_is_done_or_refused_as_the_table_says(deed, state):
    for parts in EVERY_PART:
        for name, today in DAYS.items():
            found = refusal(deed, state, parts, Dates(PLANNED, LOOK_BACK, today))

            assert (found or "") == expected(deed.value, state.value, {*map(str, parts)}, name)


def test_table_is_about_everything():
    assert set(TABLE) == {*Deed}
    assert {*STATES} == {*State}


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_refusal_is_said_in_a_sentence_without_gaps(language):
    with translation.override(language):
        said = {
            refusal_sentence(why, Dates(PLANNED, LOOK_BACK, PLANNED), deed)
            for why in Refusal
            for deed in Deed
        }

    assert all(each.endswith(".") and "%" not in each for each in said)
    assert len(said) == len(Refusal) + 4  # "not yours" depends on the deed


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ([], State.AGREED),
        ([Answer.WAITING], State.PROPOSED),
        ([Answer.CONSENTS, Answer.WAITING], State.PROPOSED),
        ([Answer.CONSENTS, Answer.CONSENTS], State.AGREED),
        ([Answer.WAITING, Answer.OBJECTS], State.OBJECTED),
        ([Answer.CONSENTS, Answer.OBJECTS], State.OBJECTED),
    ],
)
def test_open_swap_stands_as_the_answers_say(answers, state):
    assert state_of(answers) == state


class SwapLife(RuleBasedStateMachine):
    """A swap that touches three people, lived by the rules alone."""

    def __init__(self):
        super().__init__()
        self.answers = [Answer.CONSENTS, Answer.WAITING, Answer.WAITING]
        self.state = state_of(self.answers)
        self.today = PLANNED - timedelta(days=2)
        self.ends = 0

    def can(self, deed, parts):
        return refusal(deed, self.state, parts, Dates(PLANNED, LOOK_BACK, self.today)) is None

    @rule(days=st.integers(0, 60))
    def time_passes(self, days):
        self.today += timedelta(days=days)

    @rule(who=st.integers(0, 2), deed=st.sampled_from([Deed.CONSENT, Deed.OBJECT]))
    def somebody_answers(self, who, deed):
        before = self.state
        if self.can(deed, {Part.MEMBER, Part.TOUCHED}):
            self.answers[who] = Answer.CONSENTS if deed is Deed.CONSENT else Answer.OBJECTS
            self.state = state_of(self.answers)
        else:
            assert not before.is_open

    @rule(
        deed=st.sampled_from([Deed.WITHDRAW, Deed.REPLACE, Deed.CARRY_OUT]),
        parts=st.sets(st.sampled_from([*Part])),
    )
    def somebody_ends_it(self, deed, parts):
        if self.can(deed, parts):
            ends = {Deed.WITHDRAW: State.WITHDRAWN, Deed.REPLACE: State.REPLACED}
            self.state = ends.get(deed, State.CARRIED_OUT)
            self.ends += 1

    @precondition(lambda self: self.state is State.CARRIED_OUT)
    @rule()
    def it_was_carried_out_with_everybodys_consent_and_not_too_early(self):
        assert set(self.answers) == {Answer.CONSENTS}
        assert self.today >= PLANNED

    @invariant()
    def it_ends_once_at_most(self):
        assert self.ends == (0 if self.state.is_open else 1)

    @invariant()
    def while_open_an_objection_holds_it(self):
        if self.state.is_open and Answer.OBJECTS in self.answers:
            assert not any(self.can(Deed.CARRY_OUT, {*parts}) for parts in EVERY_PART)

    @invariant()
    def those_whom_it_touches_can_always_do_something(self):
        assert any(self.can(deed, {Part.TOUCHED}) for deed in Deed)


TestSwapLife = SwapLife.TestCase
TestSwapLife.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
