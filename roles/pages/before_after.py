"""A network as it is and as it would be, side by side: scores and signals, for `_before_after.html`."""

from fractions import Fraction
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from roles.analysis import Comparison
from roles.catalogue_names import CatalogueNames
from roles.pages.gains import Gains, Signal, describe_gains, signed
from roles.pages.reports import ReadReport
from roles.pictures.bars import draw_bar
from roles.texts.base import figure


class ScoreStep(NamedTuple):
    """A perspective's score before and after, written and as bars, and the difference with its sign."""

    perspective: str
    name: str | Promise
    icon: str
    before: str
    after: str
    before_bar: SafeString
    after_bar: SafeString
    difference: str
    direction: str  # up, down or same


class BeforeAfter(NamedTuple):
    """What moves would change: the scores, how many signals there are, and which go, come and change."""

    scores: list[ScoreStep]
    signals_before: int
    signals_after: int
    gone: list[Signal]
    come: list[Signal]
    changed: list[tuple[Signal, Signal]]

    @property
    def quiet(self) -> bool:
        """Whether nothing would stand out other than now."""
        return not (self.gone or self.come or self.changed)

    @property
    def signals_difference(self) -> str:
        """How many signals there would be more or fewer, with its sign."""
        return signed(Fraction(self.signals_after - self.signals_before))


def describe_before_after(read: ReadReport, comparison: Comparison) -> BeforeAfter:
    """Put a comparison (`read.compare_after(moves)`) side by side. For a reader who is no coordinator in person,
    `read` is `read.without_stances()`."""
    return side_by_side(comparison, read.names, signals_before=len(read.report.findings))


def side_by_side(comparison: Comparison, names: CatalogueNames, *, signals_before: int) -> BeforeAfter:
    """Put any comparison side by side, of which the first report has so many findings."""
    gains: Gains = describe_gains(comparison, names)
    return BeforeAfter(
        scores=[
            ScoreStep(
                perspective=gain.perspective,
                name=gain.name,
                icon=gain.icon,
                before=figure(change.before),
                after=figure(change.after),
                before_bar=draw_bar(change.before, gain.perspective),
                after_bar=draw_bar(change.after, gain.perspective),
                difference=gain.figure,
                direction=gain.direction,
            )
            for gain, change in zip(gains.scores, comparison.scores.values(), strict=True)
        ],
        signals_before=signals_before,
        signals_after=signals_before - len(comparison.gone) + len(comparison.come),
        gone=gains.gone,
        come=gains.come,
        changed=gains.changed,
    )
