"""What the analysis would say after a proposal, as its reader may see it."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from roles.moves import PlannedMove, for_analysis
from roles.pages.before_after import BeforeAfter, describe_before_after
from roles.pages.reports import ReadReport


class Effect(NamedTuple):
    """What would change, or why that cannot be worked out."""

    change: BeforeAfter | None = None
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
    return Effect(describe_before_after(read, read.compare_after(tried)))
