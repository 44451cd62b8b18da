"""What the analysis would say after a proposal, as its reader may see it."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from roles.moves import PlannedMove, for_analysis
from roles.pages.gains import Gains, describe_gains
from roles.pages.reports import ReadReport
from roles.texts.base import figure
from roles.texts.findings import PERSPECTIVE_TEXTS


class ScoreLine(NamedTuple):
    """A perspective's score as it is, and as it would be."""

    perspective: str
    name: str | Promise
    icon: str
    before: str
    after: str
    change: str
    direction: str


class Effect(NamedTuple):
    """What would change, or why that cannot be worked out."""

    scores: Sequence[ScoreLine] = ()
    gains: Gains | None = None
    why_not: str = ""


def effect_of(read: ReadReport, moves: Sequence[PlannedMove]) -> Effect:
    """Return what the report would say if these moves happened today. One query, for whose sake roles were held.

    For who may not know what people avoid, everything is worked out as if nobody had said so.
    """
    read = read.without_stances()
    present = {member.person for member in read.snapshot.members}
    absent = [seat for move in moves for seat in move.memberships if seat.person_id not in present]
    if absent:
        why_not = _("%(name)s does not take part today, so what would change cannot be worked out yet.")
        return Effect(why_not=why_not % {"name": absent[0].person.name})
    bits = read.names.for_analysis()[1]
    tried = for_analysis(moves, network=read.network, bits=bits, day=read.snapshot.day)
    comparison = read.compare_after(tried)
    gains = describe_gains(comparison, read.names)
    scores = [
        ScoreLine(
            gain.perspective,
            PERSPECTIVE_TEXTS[gain.perspective].name,
            gain.icon,
            figure(change.before),
            figure(change.after),
            "" if change.difference is None else gain.figure,
            gain.direction,
        )
        for gain, change in zip(gains.scores, comparison.scores.values(), strict=True)
    ]
    return Effect(scores, gains)
