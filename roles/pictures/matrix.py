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

from collab.text import initials
from roles.analysis import Organisation
from roles.catalogue_names import CatalogueNames
from roles.models import Role
from roles.pages.matrix import CellNow, Flags, Matrix
from roles.pages.matrix_lines import Line
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
    too_much: str


@dataclass(frozen=True, slots=True)
class Pen:
    """How the matrix is drawn for one reader: which of the cells are links to the editor."""

    coordinator: bool
    own: int | None = None  # the reader's own membership: its held roles are links too
    cell: tuple[int, str] | None = None  # the cell to come back to: membership and role slug
    base: str = ""  # what comes before the address of a cell on the page where the matrix stands

    def links(self, line: Line, bit: int) -> bool:
        """Whether the reader may open this cell."""
        return self.coordinator or (line.membership == self.own and bool(line.held & bit))


class Column(NamedTuple):
    """A role as a column: looked up and escaped once, not for each of its cells."""

    bit: int
    slug: str
    name: str
    tone: str


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


class Cells:
    """Draws the cells of rows. Few kinds of cell make up the whole table, so each is drawn once and kept."""

    def __init__(self, columns: Sequence[Column], pen: Pen, words: Words) -> None:
        self.columns, self.pen, self.words = columns, pen, words
        self._empty = [self._draw_empty(column) for column in columns]
        self._held: dict[tuple[int, str, bool, bool], str] = {}

    def draw(self, line: Line, name: str, flagged: Collection[str]) -> str:
        """Return the cells of one row; `name` is the member's, escaped."""
        cells = self._empty.copy()
        held, link = line.held, self.pen.links(line, line.held)
        for place, column in enumerate(self.columns):
            if held & column.bit:
                kind = (place, line.letters(column.bit), column.slug in flagged, link)
                if kind not in self._held:
                    self._held[kind] = self._draw_held(column, *kind[1:])
                cells[place] = self._held[kind]
        return "".join(cells).replace(MEMBER, str(line.membership)).replace(NAME, name)

    def _draw_empty(self, column: Column) -> str:
        if not self.pen.coordinator:
            return "<td><i></i></td>"
        label = f"{NAME}: {column.name}, {self.words.not_held}"
        return f'<td><a href="{self.pen.base}{MEMBER}/{column.slug}/" aria-label="{label}"></a></td>'

    def _draw_held(self, column: Column, letters: str, flagged: bool, link: bool) -> str:
        look = f'class="held {column.tone}{" flagged" if flagged else ""}"'
        mark = TOO_MUCH if flagged else ""
        flag = f", {self.words.flagged}" if flagged else ""
        if link:
            label = f"{NAME}: {column.name}, {letters or self.words.held}{flag}"
            address = f'href="{self.pen.base}{MEMBER}/{column.slug}/"'
            return f'<td><a {address} {look} aria-label="{label}">{letters or HELD}{mark}</a></td>'
        said = letters or f'<span aria-hidden="true">{HELD}</span>{_hidden(self.words.held)}'
        return f"<td><i {look}>{said}{mark}{_hidden(flag) if flag else ''}</i></td>"


def table_words() -> Words:
    """Return the words in the active language."""
    return Words(
        escape(pgettext("role", "held")),
        escape(pgettext("role", "not held")),
        escape(pgettext("role", "flagged")),
        escape(_("in their own name")),
        escape(_("too much for one person")),
    )


def columns_of(roles: Iterable[Role], bits: Mapping[str, int]) -> list[Column]:
    """Return the roles as columns."""
    return [Column(bits[role.slug], role.slug, escape(role.name), role.tone) for role in roles]


def draw_rows(matrix: Matrix, lines: Iterable[Line], pen: Pen, member_url: str) -> SafeString:
    """Return the table's rows for some of a matrix's members; `member_url` precedes a member's number."""
    words, flags, tints = table_words(), matrix.flags, matrix_tints(matrix)
    cells = Cells(columns_of(matrix.roles, matrix.bits), pen, words)
    parties = {key: escape(name) for key, name in matrix.parties.items()} | {None: words.own_name}
    rows = []
    for line in lines:
        name, key = escape(line.name), line.membership
        drawn = cells.draw(line, name, flags.cells.get(key, ()))
        if pen.cell and pen.cell[0] == key:
            link = f'href="{key}/{pen.cell[1]}/"'
            drawn = drawn.replace(f"<a {link}", f'<a id="cell" {link}')
        rows.append(
            f'<tr><th scope="row"><span class="who"><span class="avatar {tints[line.organisation]}" '
            f'aria-hidden="true">{escape(initials(line.name))}</span>'
            f'<span><a href="{member_url}{key}/">{name}</a>'
            f"<small>{parties[line.organisation]}</small></span></span></th>{drawn}"
            f'<td class="total">{draw_total(line, flags, words)}</td></tr>'
        )
    return mark_safe("\n".join(rows))


def draw_list(matrix: Matrix, lines: Iterable[Line], pen: Pen) -> list[Row]:
    """Return members as a list: the roles that each holds, and for a coordinator those to give."""
    words, flags, tints = table_words(), matrix.flags, matrix_tints(matrix)
    columns = columns_of(matrix.roles, matrix.bits)
    rows = []
    for line in lines:
        flagged = flags.cells.get(line.membership, ())
        held = [column for column in columns if line.held & column.bit]
        free = [column for column in columns if not line.held & column.bit] if pen.coordinator else []
        rows.append(
            Row(
                membership=str(line.membership),
                name=line.name,
                initials=initials(line.name),
                tint=tints[line.organisation],
                organisation=line.organisation_name or _("in their own name"),
                total=draw_total(line, flags, words),
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
    cells = Cells(columns_of([role], bits), pen, words)
    drawn = cells.draw(line, escape(line.name), now.flags.cells.get(line.membership, ()))
    return {
        "cell_html": mark_safe(drawn.removeprefix("<td>").removesuffix("</td>")),
        "total_html": draw_total(line, now.flags, words),
        "holders_html": draw_holders(role.slug, now.holders),
    }


def draw_total(line: Line, flags: Flags, words: Words) -> SafeString:
    """Return how many roles a member holds, and whether that is too much."""
    total = line.held.bit_count()
    if line.membership not in flags.totals:
        return mark_safe(f'<b id="total-{line.membership}">{total}</b>')
    said = f"{total} {TOO_MUCH}{_hidden(words.too_much)}"
    return mark_safe(f'<b id="total-{line.membership}" class="flagged" title="{words.too_much}">{said}</b>')


def draw_holders(slug: str, holders: int) -> SafeString:
    """Return how many members hold a role; nobody is said in a word, and drawn as a dash."""
    if holders:
        return mark_safe(f'<b id="holders-{slug}">{holders}</b>')
    nobody = escape(_("Nobody"))
    dash = f'<span aria-hidden="true">–</span>{_hidden(nobody)}'
    return mark_safe(f'<b id="holders-{slug}" class="vacant" title="{nobody}">{dash}</b>')


def draw_groups(matrix: Matrix) -> SafeString:
    """Return the headings of the groups of columns."""
    return mark_safe(
        "".join(
            f'<th scope="colgroup" colspan="{len(group.roles)}" class="{group.tone}">{escape(group.name)}</th>'
            for group in matrix.groups
        )
    )


def draw_headings(matrix: Matrix, catalogue_url: str) -> SafeString:
    """Return the headings of the columns, each a link to what the role is."""
    return mark_safe(
        "".join(
            f'<th scope="col"><a href="{catalogue_url}#{role.slug}">{escape(role.name)}</a></th>'
            for role in matrix.roles
        )
    )


def draw_options(choices: Iterable[tuple[str, str]], chosen: str) -> SafeString:
    """Return the options of a select; a network may have hundreds of organisations."""
    return mark_safe(
        "".join(
            f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(label)}</option>'
            for value, label in choices
        )
    )


def draw_footer(matrix: Matrix) -> SafeString:
    """Return the cells of the last row: the holders of every role."""
    totals = [draw_holders(role.slug, matrix.holders[role.slug]) for role in matrix.roles]
    return mark_safe(f"<td>{'</td><td>'.join(totals)}</td>")


def _hidden(text: str) -> str:
    """Return escaped text for screen readers alone."""
    return f'<span class="visually-hidden">{text}</span>'


def matrix_tints(matrix: Matrix) -> dict[int | None, str]:
    """Return the colour's name of each organisation, the same as in the other pictures of the network."""
    organisations = {key: Organisation("", name, 0, stake=False) for key, name in matrix.parties.items()}
    return tints_of(organisations)
