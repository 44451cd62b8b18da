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
    now = ngettext("%(count)d thing stood out", "%(count)d things stood out", _total(last.findings))
    before = ngettext("%(count)d did", "%(count)d did", _total(first.findings))
    return _("On %(last_day)s %(now)s; on %(first_day)s %(before)s.") % {
        "last_day": date_format(last.day, "j F Y"),
        "now": now % {"count": _total(last.findings)},
        "first_day": date_format(first.day, "j F Y"),
        "before": before % {"count": _total(first.findings)},
    }


def _total(findings: Mapping[str, int]) -> int:
    return sum(findings.values())
