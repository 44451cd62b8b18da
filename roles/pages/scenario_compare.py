"""Several scenarios side by side: scores and signals, as it is and as it would be in each."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import pgettext

from roles.analysis import Finding
from roles.pages.gains import Signal, signal
from roles.pages.reports import ReadReport
from roles.pages.scenarios import Outcome
from roles.texts.findings import PERSPECTIVE_TEXTS

FEWEST, MOST = 2, 4


class ScoreCell(NamedTuple):
    """A score as it would be, and the difference with its sign."""

    figure: str
    difference: str
    direction: str  # up, down or same


class ScoreRow(NamedTuple):
    """A perspective: the score as it is, and in each scenario."""

    perspective: str
    name: str | Promise
    now: str
    cells: Sequence[ScoreCell]


class SignalRow(NamedTuple):
    """A signal that is there now or in one of the scenarios, and in which of them."""

    signal: Signal
    now: bool
    cells: Sequence[tuple[str, str]]  # gone, stays, new or absent, and the word for it


def score_rows(outcomes: Sequence[Outcome]) -> list[ScoreRow]:
    """Return the three scores."""
    first = outcomes[0].change.scores
    return [
        ScoreRow(
            perspective=score.perspective,
            name=PERSPECTIVE_TEXTS[score.perspective].name,
            now=score.before,
            cells=[
                ScoreCell(each.after, each.difference, each.direction)
                for each in (outcome.change.scores[place] for outcome in outcomes)
            ],
        )
        for place, score in enumerate(first)
    ]


def signal_rows(read: ReadReport, outcomes: Sequence[Outcome]) -> list[SignalRow]:
    """Return the signals that differ somewhere: those of now first, then what is new, in the order of a report."""
    now = {_identity(each): each for each in read.report.findings}
    then = [{_identity(each): each for each in outcome.report.findings} for outcome in outcomes]
    every = dict(now)
    for each in then:
        every = each | every
    differing = [key for key in (*now, *(key for key in every if key not in now)) if _differs(key, now, then)]
    return [
        SignalRow(
            signal=signal(every[key], read.names),
            now=key in now,
            cells=[_cell(before=key in now, after=key in each) for each in then],
        )
        for key in differing
    ]


def _differs(key: tuple[str, ...], now: dict, then: Sequence[dict]) -> bool:
    return any((key in each) != (key in now) for each in then)


def _cell(*, before: bool, after: bool) -> tuple[str, str]:
    if before:
        gone = ("gone", pgettext("a signal", "gone"))
        return ("stays", pgettext("a signal", "stays")) if after else gone
    return ("new", pgettext("a signal", "new")) if after else ("absent", pgettext("a signal", "not there"))


def _identity(finding: Finding) -> tuple[str, ...]:
    return finding.code, finding.perspective, finding.subject.type, finding.subject.id
