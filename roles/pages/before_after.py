"""A network as it is and as it would be, side by side: scores and signals, for `_before_after.html`."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from roles.analysis import Comparison
from roles.moves import PlannedMove, for_analysis
from roles.pages.gains import Signal, describe_gains, signed
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

    scores: Sequence[ScoreStep] = ()
    signals_before: int = 0
    signals_after: int = 0
    gone: Sequence[Signal] = ()
    come: Sequence[Signal] = ()
    changed: Sequence[tuple[Signal, Signal]] = ()
    why_not: str = ""  # why it cannot be worked out; then all the rest is empty

    @property
    def quiet(self) -> bool:
        """Whether nothing would stand out other than now."""
        return not (self.gone or self.come or self.changed)

    @property
    def signals_difference(self) -> str:
        """How many signals there would be more or fewer, with its sign."""
        return signed(Fraction(self.signals_after - self.signals_before))


def effect_of(read: ReadReport, moves: Sequence[PlannedMove]) -> BeforeAfter:
    """Return what the report would say if these moves happened today. One query, for whose sake roles were held.

    For who may not know what people avoid, everything is worked out as if nobody had said so.
    """
    read = read.without_stances()
    present = {member.person for member in read.snapshot.members}
    absent = [seat for move in moves for seat in move.memberships if seat.person_id not in present]
    if absent:
        why_not = _("%(name)s does not take part today, so what would change cannot be worked out yet.")
        return BeforeAfter(why_not=why_not % {"name": absent[0].person.name})
    bits = read.names.for_analysis()[1]
    tried = for_analysis(moves, network=read.network, bits=bits, day=read.snapshot.day)
    return describe_before_after(read, read.compare_after(tried))


def describe_before_after(read: ReadReport, comparison: Comparison) -> BeforeAfter:
    """Put a comparison (`read.compare_after(moves)`) side by side.

    For a reader who is no coordinator in person, `read` is `read.without_stances()`.
    """
    gains = describe_gains(comparison, read.names)
    signals_before = len(read.report.findings)
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
