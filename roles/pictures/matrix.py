"""The role matrix in HTML. Two hundred members have three thousand cells, so they are joined and escaped here
instead of in a template, and each carries as little as it can.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from roles.matrix import CellNow, Flags, Line, Matrix
from roles.models import Role

HELD = "✓"  # a role whose motives nobody recorded
TINTS = 16  # in static/css/pictures.css


class Column(NamedTuple):
    """A role, its name escaped: looked up once for a column, not for each of its cells."""

    pk: int
    slug: str
    name: str
    tone: str


@dataclass(frozen=True, slots=True)
class Pen:
    """How cells are drawn for one reader: which of them are links to the editor, and the words inside."""

    coordinator: bool
    own: int | None = None  # the reader's own membership: its held roles are links too
    cell: tuple[int, str] | None = None  # the cell to come back to: membership and role slug

    def links(self, line: Line, column: Column) -> bool:
        """Whether the reader may open this cell."""
        return self.coordinator or (line.membership == self.own and column.pk in line.held)

    def address(self, line: Line, column: Column) -> str:
        """The attributes of a link to a cell, from the matrix's own page."""
        link = f'href="{line.membership}/{column.slug}/"'
        return f'id="cell" {link}' if self.cell == (line.membership, column.slug) else link


class Words(NamedTuple):
    """The words inside cells, translated once for all of them."""

    held: str
    not_held: str
    flagged: str


@dataclass(frozen=True, slots=True)
class Row:
    """One member's row, ready for the template."""

    membership: str
    name: str
    initials: str
    tint: str
    organisation: str
    cells: SafeString
    total: SafeString
    free: SafeString = SafeString()  # in the list: links to give a role that is not held


def columns_of(roles: Iterable[Role]) -> list[Column]:
    """Return the roles as columns, in the active language."""
    return [Column(role.pk, role.slug, escape(role.name), role.tone) for role in roles]


def cell_words() -> Words:
    """Return the words inside cells in the active language."""
    return Words(pgettext("role", "held"), pgettext("role", "not held"), pgettext("role", "flagged"))


def draw_rows(matrix: Matrix, lines: Sequence[Line], pen: Pen) -> list[Row]:
    """Return the rows of some of a matrix's members."""
    words, columns, tints = cell_words(), columns_of(matrix.roles), tints_of(matrix.lines)
    flagged = matrix.flags.cells
    return [
        Row(
            membership=str(line.membership),
            name=line.name,
            initials=initials_of(line.name),
            tint=tints[line.organisation],
            organisation=line.organisation_name,
            cells=draw_cells(line, columns, flagged.get(line.membership, ()), pen, words),
            total=draw_total(line.membership, len(line.held), matrix.flags),
        )
        for line in lines
    ]


def draw_cells(
    line: Line, columns: Sequence[Column], flagged: Collection[str], pen: Pen, words: Words
) -> SafeString:
    """Return the cells of one row."""
    name = escape(line.name)
    cells = [draw_cell(line, name, column, column.slug in flagged, pen, words) for column in columns]
    return mark_safe(f"<td>{'</td><td>'.join(cells)}</td>")


def draw_cell(line: Line, name: str, column: Column, flagged: bool, pen: Pen, words: Words) -> str:
    """Return what stands in one cell; `name` is the member's, escaped."""
    motives = line.held.get(column.pk)
    link = pen.links(line, column)
    if motives is None and not link:
        return "<i></i>"
    if motives is None:
        return f'<a {pen.address(line, column)} aria-label="{name}: {column.name}, {words.not_held}"></a>'
    look = f'class="held {column.tone}{" flagged" if flagged else ""}"'
    mark = '<b aria-hidden="true">!</b>' if flagged else ""
    if link:
        state = f"{motives or words.held}{', ' + words.flagged if flagged else ''}"
        label = f'aria-label="{name}: {column.name}, {state}"'
        return f"<a {pen.address(line, column)} {look} {label}>{motives or HELD}{mark}</a>"
    said = motives or f'<span aria-hidden="true">{HELD}</span>{_hidden(words.held)}'
    return f"<i {look}>{said}{mark}{_hidden(', ' + words.flagged) if flagged else ''}</i>"


def draw_list(matrix: Matrix, lines: Sequence[Line], pen: Pen) -> list[Row]:
    """Return the rows as a list of members: the roles that each holds, and for a coordinator those to give."""
    words, columns = cell_words(), columns_of(matrix.roles)
    rows = []
    for row, line in zip(draw_rows(matrix, lines, pen), lines, strict=True):
        flagged = matrix.flags.cells.get(line.membership, ())
        held = [column for column in columns if column.pk in line.held]
        free = [column for column in columns if column.pk not in line.held] if pen.coordinator else []
        rows.append(
            replace(
                row,
                cells=_draw_items(line, held, flagged, pen, words),
                free=_draw_items(line, free, flagged, pen, words),
            )
        )
    return rows


def _draw_items(
    line: Line, columns: Iterable[Column], flagged: Collection[str], pen: Pen, words: Words
) -> SafeString:
    """Return list items with the names of some roles."""
    items = []
    for column in columns:
        motives = line.held.get(column.pk)
        look = "role" if motives is None else f"role held {column.tone}"
        said = f"{column.name} <b>{motives}</b>" if motives else column.name
        if column.slug in flagged:
            look += " flagged"
            said += f' <b aria-hidden="true">!</b>{_hidden(words.flagged)}'
        if pen.links(line, column):
            items.append(f'<li><a {pen.address(line, column)} class="{look}">{said}</a></li>')
        else:
            items.append(f'<li><span class="{look}">{said}</span></li>')
    return mark_safe("".join(items))


def draw_saved(now: CellNow, role: Role, pen: Pen) -> dict[str, SafeString]:
    """Return what stands in one cell and its two totals after a save."""
    line, (column,) = now.line, columns_of([role])
    flagged = role.slug in now.flags.cells.get(line.membership, ())
    return {
        "cell_html": mark_safe(draw_cell(line, escape(line.name), column, flagged, pen, cell_words())),
        "total_html": draw_total(line.membership, len(line.held), now.flags),
        "holders_html": draw_holders(role, now.holders),
    }


def draw_total(membership: int, total: int, flags: Flags) -> SafeString:
    """Return how many roles a member holds, and what is the matter with that, if anything."""
    problem = flags.totals.get(membership)
    if problem is None:
        return mark_safe(f'<b id="total-{membership}">{total}</b>')
    return format_html(
        '<b id="total-{}" class="flagged" title="{}">{}<span aria-hidden="true"> !</span>{}</b>',
        str(membership),
        problem,
        str(total),
        mark_safe(_hidden(": " + escape(problem))),
    )


def draw_holders(role: Role, holders: int) -> SafeString:
    """Return how many members hold a role; nobody is said in a word, and drawn as a dash."""
    if holders:
        return mark_safe(f'<b id="holders-{role.slug}">{holders}</b>')
    nobody = _("Nobody")
    return format_html(
        '<b id="holders-{}" class="vacant" title="{}"><span aria-hidden="true">–</span>{}</b>',
        role.slug,
        nobody,
        mark_safe(_hidden(escape(nobody))),
    )


def draw_footer(matrix: Matrix) -> SafeString:
    """Return the cells of the last row: the holders of every role."""
    return mark_safe(
        "".join(f"<td>{draw_holders(role, matrix.holders.get(role.pk, 0))}</td>" for role in matrix.roles)
    )


def _hidden(text: str) -> str:
    """Return escaped text for screen readers alone."""
    return f'<span class="visually-hidden">{text}</span>'


def initials_of(name: str) -> str:
    """Return one or two capitals: the first and the last word of a name (as Person.initials)."""
    words = [word for word in name.split() if word[0].isalpha()] or [name]
    return "".join(word[0] for word in (words[0], words[-1])[: len(words)]).upper()


def tints_of(lines: Sequence[Line]) -> Mapping[int | None, str]:
    """Return a tint for each organisation, by name; members in their own name share a grey."""
    named = sorted({(line.organisation_name, line.organisation) for line in lines if line.organisation})
    tints: dict[int | None, str] = {key: str(index % TINTS) for index, (_name, key) in enumerate(named)}
    return tints | {None: "none"}
