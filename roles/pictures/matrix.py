"""The role matrix in HTML. Two hundred members have three thousand cells, so they are joined and escaped here
instead of in a template, and each carries as little as it can.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from roles.analysis import Organisation
from roles.catalogue_names import CatalogueNames
from roles.matrix import CellNow, Flags, Line, Matrix
from roles.models import Role
from roles.pictures.tints import tints_of

HELD = "✓"  # a role whose motives nobody recorded
TOO_MUCH = '<b aria-hidden="true">!</b>'

# What stands for the member in the cells that nobody holds, until the row is put together.
MEMBER, NAME = "\x00", "\x01"


class Words(NamedTuple):
    """The words in the table, translated and escaped once for all of it."""

    held: str
    not_held: str
    flagged: str
    own_name: str


@dataclass(frozen=True, slots=True)
class Pen:
    """How the matrix is drawn for one reader: which of the cells are links to the editor."""

    coordinator: bool
    own: int | None = None  # the reader's own membership: its held roles are links too
    cell: tuple[int, str] | None = None  # the cell to come back to: membership and role slug

    def links(self, line: Line, bit: int) -> bool:
        """Whether the reader may open this cell."""
        return self.coordinator or (line.membership == self.own and bool(line.held & bit))


class Column(NamedTuple):
    """A role as a column: looked up, escaped and drawn empty once, not for each of its cells."""

    bit: int
    slug: str
    name: str
    tone: str
    empty: str


@dataclass(frozen=True, slots=True)
class Row:
    """One member in the list."""

    membership: str
    name: str
    initials: str
    tint: str
    organisation: str
    total: SafeString
    held: SafeString
    free: SafeString  # links to give a role that is not held; nothing for who may not


def table_words() -> Words:
    """Return the words in the active language."""
    return Words(
        escape(pgettext("role", "held")),
        escape(pgettext("role", "not held")),
        escape(pgettext("role", "flagged")),
        escape(_("in their own name")),
    )


def columns_of(roles: Iterable[Role], bits: Mapping[str, int], pen: Pen, words: Words) -> list[Column]:
    """Return the roles as columns."""
    columns = []
    for role in roles:
        name = escape(role.name)
        link = f'<a href="{MEMBER}/{role.slug}/" aria-label="{NAME}: {name}, {words.not_held}"></a>'
        columns.append(
            Column(bits[role.slug], role.slug, name, role.tone, link if pen.coordinator else "<i></i>")
        )
    return columns


def draw_rows(matrix: Matrix, lines: Iterable[Line], pen: Pen, member_url: str) -> SafeString:
    """Return the table's rows for some of a matrix's members; `member_url` precedes a member's number."""
    words, flags = table_words(), matrix.flags
    columns = columns_of(matrix.roles, matrix.bits, pen, words)
    tints = matrix_tints(matrix)
    rows = []
    for line in lines:
        name, key = escape(line.name), str(line.membership)
        cells = draw_cells(line, name, columns, flags.cells.get(line.membership, ()), pen, words)
        if pen.cell and pen.cell[0] == line.membership:
            cells = cells.replace(
                f'<a href="{key}/{pen.cell[1]}/"', f'<a id="cell" href="{key}/{pen.cell[1]}/"'
            )
        rows.append(
            f'<tr><th scope="row"><span class="who"><span class="avatar {tints[line.organisation]}" '
            f'aria-hidden="true">{escape(initials_of(line.name))}</span>'
            f'<span><a href="{member_url}{key}/">{name}</a>'
            f"<small>{escape(line.organisation_name) or words.own_name}</small></span></span></th>{cells}"
            f'<td class="total">{draw_total(line, flags)}</td></tr>'
        )
    return mark_safe("\n".join(rows))


def draw_cells(
    line: Line, name: str, columns: Sequence[Column], flagged: Collection[str], pen: Pen, words: Words
) -> str:
    """Return the cells of one row; `name` is the member's, escaped."""
    cells = [column.empty for column in columns]
    for place, column in enumerate(columns):
        if line.held & column.bit:
            cells[place] = draw_held(line, name, column, column.slug in flagged, pen, words)
    row = f"<td>{'</td><td>'.join(cells)}</td>"
    return row.replace(MEMBER, str(line.membership)).replace(NAME, name)


def draw_held(line: Line, name: str, column: Column, flagged: bool, pen: Pen, words: Words) -> str:
    """Return what stands in the cell of a role that is held."""
    letters = line.letters(column.bit)
    look = f'class="held {column.tone}{" flagged" if flagged else ""}"'
    mark = TOO_MUCH if flagged else ""
    if pen.links(line, column.bit):
        state = f"{letters or words.held}{', ' + words.flagged if flagged else ''}"
        label = f'aria-label="{name}: {column.name}, {state}"'
        return f'<a href="{line.membership}/{column.slug}/" {look} {label}>{letters or HELD}{mark}</a>'
    said = letters or f'<span aria-hidden="true">{HELD}</span>{_hidden(words.held)}'
    return f"<i {look}>{said}{mark}{_hidden(', ' + words.flagged) if flagged else ''}</i>"


def draw_list(matrix: Matrix, lines: Iterable[Line], pen: Pen) -> list[Row]:
    """Return members as a list: the roles that each holds, and for a coordinator those to give."""
    words, flags, tints = table_words(), matrix.flags, matrix_tints(matrix)
    columns = columns_of(matrix.roles, matrix.bits, pen, words)
    rows = []
    for line in lines:
        flagged = flags.cells.get(line.membership, ())
        held = [column for column in columns if line.held & column.bit]
        free = [column for column in columns if not line.held & column.bit] if pen.coordinator else []
        rows.append(
            Row(
                membership=str(line.membership),
                name=line.name,
                initials=initials_of(line.name),
                tint=tints[line.organisation],
                organisation=line.organisation_name or _("in their own name"),
                total=draw_total(line, flags),
                held=_draw_items(line, held, flagged, pen, words),
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
        letters = line.letters(column.bit)
        look = f"role held {column.tone}" if line.held & column.bit else "role"
        said = f"{column.name} <b>{letters}</b>" if letters else column.name
        if column.slug in flagged:
            look += " flagged"
            said += f" {TOO_MUCH}{_hidden(words.flagged)}"
        anchor = ' id="cell"' if pen.cell == (line.membership, column.slug) else ""
        if pen.links(line, column.bit):
            link = f'<a href="{line.membership}/{column.slug}/" class="{look}"{anchor}>{said}</a>'
            items.append(f"<li>{link}</li>")
        else:
            items.append(f'<li><span class="{look}"{anchor}>{said}</span></li>')
    return mark_safe("".join(items))


def draw_saved(now: CellNow, names: CatalogueNames, role: Role, pen: Pen) -> dict[str, SafeString]:
    """Return what stands in one cell and its two totals after a save."""
    line, words = now.line, table_words()
    bits = {slug: 1 << index for index, slug in enumerate(names.roles)}
    columns = columns_of([role], bits, pen, words)
    cells = draw_cells(line, escape(line.name), columns, now.flags.cells.get(line.membership, ()), pen, words)
    return {
        "cell_html": mark_safe(cells.removeprefix("<td>").removesuffix("</td>")),
        "total_html": draw_total(line, now.flags),
        "holders_html": draw_holders(role.slug, now.holders),
    }


def draw_total(line: Line, flags: Flags) -> SafeString:
    """Return how many roles a member holds, and what is the matter with that, if anything."""
    problem, total = flags.totals.get(line.membership), line.held.bit_count()
    if problem is None:
        return mark_safe(f'<b id="total-{line.membership}">{total}</b>')
    said = escape(problem)
    return mark_safe(
        f'<b id="total-{line.membership}" class="flagged" title="{said}">{total} {TOO_MUCH}{_hidden(said)}</b>'
    )


def draw_holders(slug: str, holders: int) -> SafeString:
    """Return how many members hold a role; nobody is said in a word, and drawn as a dash."""
    if holders:
        return mark_safe(f'<b id="holders-{slug}">{holders}</b>')
    nobody = escape(_("Nobody"))
    dash = f'<span aria-hidden="true">–</span>{_hidden(nobody)}'
    return mark_safe(f'<b id="holders-{slug}" class="vacant" title="{nobody}">{dash}</b>')


def draw_footer(matrix: Matrix) -> SafeString:
    """Return the cells of the last row: the holders of every role."""
    totals = [draw_holders(role.slug, matrix.holders[role.slug]) for role in matrix.roles]
    return mark_safe(f"<td>{'</td><td>'.join(totals)}</td>")


def _hidden(text: str) -> str:
    """Return escaped text for screen readers alone."""
    return f'<span class="visually-hidden">{text}</span>'


def initials_of(name: str) -> str:
    """Return one or two capitals: the first and the last word of a name (as Person.initials)."""
    words = [word for word in name.split() if word[0].isalpha()] or [name]
    return "".join(word[0] for word in (words[0], words[-1])[: len(words)]).upper()


def matrix_tints(matrix: Matrix) -> dict[int | None, str]:
    """Return the colour's name of each organisation, the same as in the other pictures of the network."""
    organisations = {
        line.organisation: Organisation(line.organisation_slug, line.organisation_name, 0, stake=False)
        for line in matrix.lines
        if line.organisation is not None
    }
    return tints_of(organisations)
