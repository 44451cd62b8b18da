"""The rows of the tables about time: who held which role, and how often that changed.

Joined here: a network has thousands of them, and a page a hundred.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from roles.pages.timeline.hands import Turnover
from roles.pages.timeline.tenures import Tenure
from roles.texts.base import short_day


class Addresses(NamedTuple):
    """Where names lead: what comes before a member's number, a role's slug, and a swap's number."""

    member: str
    role: str
    swap: str


def draw_tenure_rows(
    tenures: Iterable[Tenure],
    role_names: Mapping[str, str],
    ends: Mapping[Tenure, date] | None,
    today: date,
    links: Addresses,
    swapped: Mapping[tuple[Tenure, date], int],
) -> SafeString:
    """Return a row for each: role, who, for whom, from when to when; with `ends`, also when the term ends.

    `swapped` are the swaps that did something of it, by their keys: the day leads to them.
    """
    own, earlier = escape(_("in their own name")), escape(_("or earlier"))
    now, over = escape(_("still")), escape(_("over"))
    drawn = []
    for each in tenures:
        start = _draw_day(each, each.started, links, swapped)
        if not each.known:
            start += f' <small class="soft">{earlier}</small>'
        until = _draw_day(each, each.ended, links, swapped) if each.ended else now
        term = ""
        if ends is not None:
            term = f"<td>{_draw_end(ends.get(each), today, over)}</td>"
        drawn.append(
            f'<tr><th scope="row"><a href="{links.role}{each.role}/">{escape(role_names[each.role])}</a></th>'
            f'<td><a href="{links.member}{each.membership}/">{escape(each.name)}</a></td>'
            f"<td>{escape(each.organisation) or own}</td><td>{start}</td><td>{until}</td>{term}</tr>"
        )
    return mark_safe("".join(drawn))


def _draw_day(tenure: Tenure, day: date, links: Addresses, swapped: Mapping[tuple[Tenure, date], int]) -> str:
    written, swap = escape(short_day(day)), swapped.get((tenure, day))
    if swap is None:
        return written
    by_swap = escape(_("by a swap"))
    return f'{written} <a href="{links.swap}{swap}/"><small>{by_swap}</small></a>'


def _draw_end(end: date | None, today: date, over: str) -> str:
    if end is None:
        return ""
    return escape(short_day(end)) + (f' <span class="tag notice">{over}</span>' if end < today else "")


class Counted(NamedTuple):
    """A role, person or organisation, and how often its roles changed hands."""

    name: str
    turnover: Turnover


def draw_count_rows(rows: Iterable[Counted]) -> SafeString:
    """Return a row for each: name, taken on, laid down, changed hands."""
    return mark_safe(
        "".join(
            f'<tr><th scope="row">{escape(name)}</th><td class="number">{count.taken}</td>'
            f'<td class="number">{count.laid_down}</td><td class="number">{count.handed_over}</td></tr>'
            for name, count in rows
        )
    )
