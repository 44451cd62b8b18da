"""Who met whom as a matrix, and the table of figures; joined here, as roles/pictures/rows.py says why."""

from collections.abc import Iterable, Sequence
from html import escape

from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from collab.templatetags.look import icon
from roles.pages.sorting import Heading, changed_query
from roles.pages.talking.parties import Compared
from roles.pages.talking.rows import Row
from roles.texts.talking import link_word, three_decimals

SHADES = 4
ARROWS = {"ascending": "sort-up", "descending": "sort-down"}


def draw_meetings(compared: Compared, keys: Sequence[str]) -> SafeString:
    """Return head and body of a matrix: how often each two met; on the diagonal how often each came."""
    talking = compared.talking
    names = {key: escape(compared.name(key)) for key in keys}
    most = max((talking.times(one, other) for one in keys for other in keys if one != other), default=0) or 1
    word, whom = pgettext("between others", "never"), _("With whom")
    never = f'<td class="never"><span class="visually-hidden">{escape(word)}</span></td>'
    heads = "".join(f'<th scope="col"><span>{names[key]}</span></th>' for key in keys)
    rows = []
    for one in keys:
        cells = []
        for other in keys:
            times = talking.times(one, other)
            if one == other:
                cells.append(f'<td class="itself">{times}</td>')
            elif times:
                cells.append(f'<td class="met-{-(-SHADES * times // most)}">{times}</td>')
            else:
                cells.append(never)
        rows.append(f'<tr><th scope="row">{names[one]}</th>{"".join(cells)}</tr>')
    corner = f'<th scope="col"><span>{escape(whom)}</span></th>'
    return mark_safe(f'<thead><tr class="roles">{corner}{heads}</tr></thead><tbody>{"".join(rows)}</tbody>')


def draw_headings(headings: Iterable[Heading]) -> SafeString:
    """Return the headings of the table, each a link that sorts by it."""
    return mark_safe("".join(map(_draw_heading, headings)))


def _draw_heading(heading: Heading) -> str:
    look = "" if heading.key in ("name", "link") else ' class="number"'
    arrow = ""
    if heading.direction:
        look += f' aria-sort="{heading.direction}"'
        arrow = f" {icon(ARROWS[heading.direction])}"
    label = f"{escape(str(heading.label))}{arrow}"
    return f'<th scope="col"{look}><a href="{escape(heading.url)}#table">{label}</a></th>'


def draw_rows(rows: Iterable[Row], given: QueryDict, *, people: bool) -> SafeString:
    """Return a row for each party; its name leads to the picture around it."""
    return mark_safe("".join(_draw_row(row, given, people=people) for row in rows))


def _draw_row(row: Row, given: QueryDict, *, people: bool) -> str:
    party = row.party
    url = f"{changed_query(given, around=party.key, page=None)}#picture"
    whose = f"<small>{escape(party.organisation)}</small>" if party.organisation else ""
    alone = _("only link")
    only = f' <span class="tag notice">{escape(alone)}</span>' if row.alone else ""
    met = _("%(met)d of %(others)d") % {"met": row.met, "others": row.others}
    link = f'{three_decimals(row.link)} <span class="soft">{escape(link_word(row.link))}</span>{only}'
    return (
        f'<tr><th scope="row"><span class="who"><span class="dot-mark {party.tint}"></span><span>'
        f'<a href="{escape(url)}">{escape(party.name)}</a>{whose}</span></span></th>'
        f'<td class="number">{row.meetings}</td><td class="number">{escape(met)}</td>'
        f'<td class="link">{link}</td>'
        f'<td class="number">{row.group or "–"}</td><td class="number">{row.chaired or "–"}</td></tr>'
    )
