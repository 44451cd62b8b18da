"""Two mapping rounds of a network side by side: whom people see in a role more or less than before."""

from collections.abc import Sequence
from typing import NamedTuple

from roles.analysis.seen import Outcome, Shift, compare_rounds
from roles.models import Role
from roles.pages.mapping_results import Results
from roles.texts.mapping_results import shifts_sentence


class Change(NamedTuple):
    """One person in one role: how many saw it so then, and how many do now."""

    role: Role
    name: str
    before: int
    after: int
    direction: str  # up or down


class Changes(NamedTuple):
    """What a round shows other than an earlier one."""

    sentence: str
    before: int  # how many laid cards then
    after: int
    lines: Sequence[Change]
    came_into_view: Sequence[Role]
    went_out_of_view: Sequence[Role]


def describe_changes(results: Results, before: Outcome) -> Changes:
    """Return what a round shows other than an earlier one, the largest change first."""
    shifts = compare_rounds(before, results.outcome, range(len(results.roles)))
    return Changes(
        sentence=shifts_sentence(shifts),
        before=before.answered_by,
        after=results.outcome.answered_by,
        lines=[_change(results, before, each) for each in shifts.moved],
        came_into_view=[results.roles[place] for place in shifts.came_into_view],
        went_out_of_view=[results.roles[place] for place in shifts.went_out_of_view],
    )


def _change(results: Results, before: Outcome, shift: Shift) -> Change:
    pair = (shift.role, shift.person)
    return Change(
        results.roles[shift.role],
        results.names[shift.person],
        before.seen.get(pair, 0),
        results.outcome.seen.get(pair, 0),
        "up" if shift.difference > 0 else "down",
    )
