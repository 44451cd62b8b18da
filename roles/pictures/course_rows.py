"""The table beside the pictures of a network's course."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe

from roles.analysis import PERSPECTIVES, SEVERITIES
from roles.pages.timeline.course import Moment
from roles.texts.base import figure, short_day


def draw_moments(moments: Iterable[Moment], report_url: str) -> SafeString:
    """Return a row for each day, which leads to its report: people, roles, findings, scores, balance."""
    return mark_safe("".join(_draw_moment(each, report_url) for each in moments))


def _draw_moment(moment: Moment, report_url: str) -> str:
    figures = [str(moment.people), str(moment.filled)]
    figures += [str(moment.findings[severity]) for severity in SEVERITIES]
    figures += [figure(moment.scores[each]) for each in PERSPECTIVES]
    figures += [figure((moment.balance or {}).get(each)) for each in PERSPECTIVES]
    cells = "".join(f'<td class="number">{each}</td>' for each in figures)
    day = escape(short_day(moment.day))
    return f'<tr><th scope="row"><a href="{report_url}?date={moment.day:%Y-%m-%d}">{day}</a></th>{cells}</tr>'
