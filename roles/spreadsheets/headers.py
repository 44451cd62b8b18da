"""Which column is which, and whether a file is a role matrix or a role list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Self

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from collab.text import fold
from roles.models import Role
from roles.spreadsheets.cells import as_text
from roles.spreadsheets.messages import Messages
from roles.spreadsheets.reading import Row

Layout = Literal["matrix", "list"]

# The columns that are not roles, with their headers: English first, then Dutch, then other spellings.
HEADERS: dict[str, tuple[str, ...]] = {
    "network": ("network", "netwerk"),
    "name": ("name", "naam"),
    "email": ("email", "e-mail"),
    "organisation": ("organisation", "organisatie"),
    "coordinator": ("coordinator", "coördinator"),
    "role": ("role", "rol"),
    "motive": ("motive", "motief"),
    "since": ("since", "sinds"),
    "until": ("until", "tot"),
    "start_known": ("start known", "begin bekend"),
}
MATRIX_COLUMNS = frozenset({"name", "email", "organisation", "coordinator"})
LIST_COLUMNS = frozenset(HEADERS)
ONLY_IN_LISTS = LIST_COLUMNS - MATRIX_COLUMNS


@dataclass(frozen=True, slots=True)
class Column:
    """One column that is read: its place, its header as in the file, and what it is."""

    index: int
    header: str
    kind: str  # a key of HEADERS, or the slug of a role
    is_role: bool


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a file that are read, and its layout."""

    layout: Layout
    by_kind: dict[str, Column]
    roles: tuple[Column, ...]

    def header(self, kind: str) -> str:
        """Return a column's header as in the file; the usual one when the column is absent."""
        column = self.by_kind.get(kind)
        return column.header if column else HEADERS[kind][0]


@dataclass(frozen=True, slots=True)
class RoleNames:
    """What each role may be called: its slug, its Dutch and its English name."""

    slugs: dict[str, str]  # by folded name
    listed: tuple[str, ...]  # in the reader's language, in the order of the catalogue

    @classmethod
    def of(cls, roles: Sequence[Role]) -> Self:
        """Gather the names of all roles. A slug goes before a name, a role before those after it."""
        names: dict[str, str] = {}
        for role in roles:
            names.setdefault(fold(role.slug), role.slug)
        for role in roles:
            for name in (role.name_nl, role.name_en):  # type: ignore[attr-defined]
                names.setdefault(fold(name or role.slug), role.slug)
        return cls(names, tuple(role.name.lower() for role in roles))

    def header(self, role: Role) -> str:
        """Return the header of a role's column in the reader's language; its slug where the name is ambiguous."""
        name = fold(role.name)
        taken = any(name == fold(header) for headers in HEADERS.values() for header in headers)
        return role.slug if taken or self.slugs.get(name) != role.slug else role.name.lower()


def header_of(kind: str) -> str:
    """Return the header of a column that is no role in the reader's language."""
    return HEADERS[kind][1 if is_dutch() else 0]


def word_for(flag: bool) -> str:
    """Return yes or no in the reader's language, as a cell takes it."""
    return {(True, True): "ja", (True, False): "nee", (False, True): "yes", (False, False): "no"}[
        is_dutch(), flag
    ]


def is_dutch() -> bool:
    """Whether the reader's language is Dutch; headers and words are those that files may have, not translations."""
    return (get_language() or "").startswith("nl")


def read_columns(header: Row, names: RoleNames, messages: Messages) -> Columns | None:
    """Recognise the columns of a header row; None, with errors noted, when the file cannot be read with it."""
    found = list(_recognise(header, names))
    layout = _layout_of(found)
    wanted = MATRIX_COLUMNS if layout == "matrix" else LIST_COLUMNS
    used: dict[str, Column] = {}
    twice = False
    for column in found:
        if not column.is_role and column.kind not in wanted:
            text = _("This column is not known and is left out.")
            messages.warn(text, header.number, column.header, column.header)
        elif column.kind in used:
            twice = True
            _refuse_second(header, column, used[column.kind], messages)
        else:
            used[column.kind] = column
    if layout == "matrix" and any(column.kind == "role" for column in found):
        _refuse_mixture(header, found, messages)
        return None
    if "name" not in used:
        _refuse_nameless(header, messages)
    if "name" not in used or twice:
        return None
    return Columns(layout, used, tuple(column for column in used.values() if column.is_role))


def _recognise(header: Row, names: RoleNames) -> Iterator[Column]:
    kinds = {fold(name): kind for kind, spellings in HEADERS.items() for name in spellings}
    for index, value in enumerate(header.cells):
        text = as_text(value)
        key = fold(text)
        if key in kinds:
            yield Column(index, text, kinds[key], False)
        elif key in names.slugs:
            yield Column(index, text, names.slugs[key], True)
        elif text:
            yield Column(index, text, "", False)


def _layout_of(columns: Sequence[Column]) -> Layout:
    if any(column.is_role for column in columns):
        return "matrix"
    return "list" if any(column.kind in ONLY_IN_LISTS for column in columns) else "matrix"


def _refuse_second(header: Row, column: Column, first: Column, messages: Messages) -> None:
    messages.error(
        _("This column is in the file twice, the first time as “%(first)s”. Keep one of the two.")
        % {"first": first.header},
        header.number,
        column.header,
        column.header,
    )


def _refuse_mixture(header: Row, columns: Sequence[Column], messages: Messages) -> None:
    column = next(each for each in columns if each.kind == "role")
    messages.error(
        _(
            "A file has either a column for each role, or one column that names the role. "
            "Remove this column or the columns of the roles."
        ),
        header.number,
        column.header,
        column.header,
    )


def _refuse_nameless(header: Row, messages: Messages) -> None:
    seen = [as_text(value) for value in header.cells if as_text(value)]
    messages.error(
        _(
            "There is no column “name” or “naam”. The first row that is not blank must hold the headers; "
            "found there: %(headers)s."
        )
        % {"headers": ", ".join(f"“{text}”" for text in seen[:20])},
        header.number,
        "name",
    )
