"""From the bytes of a file to the entries in it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from collab.text import fold
from roles.models import Role
from roles.spreadsheets.cells import Trouble
from roles.spreadsheets.entries import Document, Entry
from roles.spreadsheets.headers import HEADERS, Columns, RoleNames, read_columns
from roles.spreadsheets.matrix import read_member
from roles.spreadsheets.messages import Messages
from roles.spreadsheets.reading import Row, Sheet, UnreadableError, read_sheet
from roles.spreadsheets.role_list import read_line
from roles.spreadsheets.rows import RowReader, is_totals_row, note_nameless_columns, note_shape


def read_document(data: bytes, roles: Sequence[Role], messages: Messages) -> Document | None:
    """Read a file. Every error is noted; None when nothing of it can be read."""
    names = RoleNames.of(roles)
    known = set(names.slugs) | {fold(header) for headers in HEADERS.values() for header in headers}
    try:
        sheet = read_sheet(data, known)
    except UnreadableError as error:
        messages.error(str(error))
        return None
    _refuse_troubled_header(sheet.header, messages)
    columns = read_columns(sheet.header, names, messages)
    if columns is None:
        return None
    note_nameless_columns(sheet, messages)
    entries = _read_entries(sheet, columns, names, messages)
    if columns.layout == "matrix":
        covered = frozenset(column.kind for column in columns.roles)
    else:
        covered = frozenset(role.slug for role in roles) if "role" in columns.by_kind else frozenset()
    return Document(columns, entries, covered)


def _read_entries(sheet: Sheet, columns: Columns, names: RoleNames, messages: Messages) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    for row in sheet.rows:
        if is_totals_row(row):
            messages.warn(_("This row seems to hold totals and is left out."), row.number)
            continue
        note_shape(sheet, row, messages)
        reader = RowReader(row, columns, messages)
        entry = read_member(reader) if columns.layout == "matrix" else read_line(reader, names)
        if entry is not None:
            entries.append(entry)
    return tuple(entries)


def _refuse_troubled_header(header: Row, messages: Messages) -> None:
    for value in header.cells:
        if isinstance(value, Trouble):
            messages.error(value.reason, header.number, value.shown, value.shown)
