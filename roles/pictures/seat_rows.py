"""Rows of the table of an organisation's seats, joined and escaped here, as roles/pictures/rows.py says why."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from collab.addresses import address
from collab.templatetags.look import icon
from roles.analysis.standing import Standing, State
from roles.pages.organisation_seats import NOBODY, Seat, Table
from roles.pages.sorting import Heading
from roles.texts.base import listed, short_day
from roles.texts.organisation_seats import standing_text

ARROWS = {"ascending": "sort-up", "descending": "sort-down"}
NAMED = 2  # so many of the other organisations by name; the export has them all
STATE_TONES: Mapping[State, str] = {
    "valid": "good",
    "asked": "notice",
    "upcoming": "notice",
    "ended": "warning",
    "none": "warning",
}


def draw_seat_rows(seats: Iterable[Seat], tables: Mapping[int, Table], core: Mapping[int, str]) -> SafeString:
    """Return the rows: who, where, on what mandate, with how much time, in which roles, since when, with whom."""
    coordinates, without = _("coordinates"), _("no role")
    coordinator = f' <span class="tag">{escape(coordinates)}</span>'
    no_role = f'<span class="soft">{escape(without)}</span>'
    language = get_language() or ""
    companies: dict[int, str] = {}
    rows = []
    for seat in seats:
        engaged = seat.engaged
        if engaged.network not in companies:
            companies[engaged.network] = _draw_company(tables.get(engaged.network, NOBODY))
        rows.append(
            f'<tr><th scope="row"><a href="{address("member_detail", engaged.slug, seat.membership)}">'
            f"{escape(seat.name)}</a>{coordinator if seat.coordinates else ''}</th>"
            f'<td><a href="{address("dashboard", engaged.slug)}">{escape(engaged.name)}</a></td>'
            f'<td><a class="standing" href="{address("mandate_person", engaged.slug, seat.person)}">'
            f"{_draw_standing(seat.standing, language)}"
            f'<span class="visually-hidden">: {escape(seat.name)}</span></a></td>'
            f'<td class="number">{_hours(seat)}</td>'
            f"<td>{_draw_roles(seat.held, core, no_role)}</td>"
            f'<td class="day">{_written(seat.since, language)}</td>'
            f'<td class="company">{companies[engaged.network]}</td></tr>'
        )
    return mark_safe("\n".join(rows))


def draw_headings(headings: Iterable[Heading]) -> SafeString:
    """Return the headings of the columns; most are a link that sorts by it."""
    return mark_safe("".join(map(_draw_heading, headings)))


def _draw_heading(heading: Heading) -> str:
    label = escape(str(heading.label))
    look = ' class="number"' if heading.key == "hours" else ""
    if heading.direction:
        look += f' aria-sort="{heading.direction}"'
        label += f" {icon(ARROWS[heading.direction])}"
    if heading.url:
        label = f'<a href="{escape(heading.url)}">{label}</a>'
    return f'<th scope="col"{look}>{label}</th>'


def _hours(seat: Seat) -> str:
    return "–" if seat.standing.hours is None else str(seat.standing.hours)


@lru_cache(maxsize=4096)
def _written(day: date, _language: str) -> str:
    """Return a day as people write it; many rows share one."""
    return escape(short_day(day))


@lru_cache(maxsize=1024)
def _draw_standing(standing: Standing, _language: str) -> str:
    """Draw how a seat stands with its mandate; many end on the same day."""
    return f'<span class="tag {STATE_TONES[standing.state]}">{escape(standing_text(standing))}</span>'


def _draw_company(table: Table) -> str:
    """Draw who else sits at a table: the organisations, and how many people."""
    if not table.people:
        alone = _("nobody else yet")
        return f'<span class="soft">{escape(alone)}</span>'
    names = list(table.organisations[:NAMED])
    more = len(table.organisations) - len(names)
    if more:
        names.append(ngettext("%(count)d other", "%(count)d others", more) % {"count": more})
    people = ngettext("%(count)d person", "%(count)d people", table.people) % {"count": table.people}
    if not names:
        names = [_("in their own name")]
    company = listed(names, _("%(first)s and %(last)s"))
    return f'{escape(company)} <span class="soft people">({escape(people)})</span>'


def _draw_roles(held: int, core: Mapping[int, str], no_role: str) -> str:
    """Draw how many roles somebody holds, and by name those in the cockpit."""
    if not held:
        return no_role
    cockpit = "".join(
        f' <span class="tag cockpit-role">{escape(name)}</span>' for bit, name in core.items() if held & bit
    )
    return f"<b>{held.bit_count()}</b>{cockpit}"
