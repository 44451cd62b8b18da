"""How the course of a network reads, in one sentence."""

from collections.abc import Mapping, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roles.pages.timeline.course import Moment


def course_sentence(moments: Sequence[Moment]) -> str:
    """Return what stood out at the beginning and stands out at the end."""
    told = [each for each in moments if each.people]
    if not told:
        return _("Nobody took part in this period.")
    first, last = told[0], told[-1]
    now = ngettext(
        "On %(day)s %(count)d thing stood out.",
        "On %(day)s %(count)d things stood out.",
        _total(last.findings),
    )
    said = now % {"day": date_format(last.day, "j F Y"), "count": _total(last.findings)}
    if first is last:
        return said
    before = ngettext("On %(day)s it was %(count)d.", "On %(day)s it was %(count)d.", _total(first.findings))
    return f"{said} {before % {'day': date_format(first.day, 'j F Y'), 'count': _total(first.findings)}}"


def _total(findings: Mapping[str, int]) -> int:
    return sum(findings.values())
