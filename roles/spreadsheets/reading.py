"""From the bytes of a file to rows of cells, each with the number it has in the spreadsheet."""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _

from roles.spreadsheets.cells import Value, as_text

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 10_000
MAX_COLUMNS = 256


class UnreadableError(ValueError):
    """The file cannot be read at all; the message is for the reader."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not blank. The first of a sheet is 1; blank rows and a `sep=` line count."""

    number: int
    cells: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The header and the rows beneath it. `exact`: a row wider than the header shows a mistake in the file."""

    header: Row
    rows: tuple[Row, ...]
    exact: bool


def read_sheet(data: bytes, known_headers: Iterable[str]) -> Sheet:
    """Read a CSV or XLSX file, or raise UnreadableError. Folded known headers help to find the separator."""
    from roles.spreadsheets.delimited import read_delimited
    from roles.spreadsheets.workbook import read_workbook

    if len(data) > MAX_BYTES:
        raise UnreadableError(_("This file is larger than 10 MB. Split it, or remove what is not needed."))
    refuse_other_formats(data)
    if data.startswith(b"PK"):
        return as_sheet(read_workbook(data), exact=False)
    return as_sheet(read_delimited(data, frozenset(known_headers)), exact=True)


def as_sheet(rows: Iterable[Row], *, exact: bool) -> Sheet:
    """Divide rows into header and body, passing over blank ones; raise UnreadableError when there are too many."""
    written = _written(rows)
    header = next(written, None)
    if header is None:
        raise UnreadableError(_("This file is empty. The first row should hold the headers."))
    body: list[Row] = []
    for row in written:
        if len(body) == MAX_ROWS:
            raise UnreadableError(
                _("This file has more than 10,000 rows under its header. Split it into several files.")
            )
        body.append(row)
    return Sheet(header, tuple(body), exact)


def _written(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows with something in them, except a `sep=` line before all others."""
    first = True
    for row in rows:
        if all(value is None or not as_text(value) for value in row.cells):
            continue
        if first and is_separator_line(row.cells):
            continue
        first = False
        yield row


def is_separator_line(cells: Sequence[Value]) -> bool:
    """Whether a row is the line `sep=;` with which a file tells Excel its separator."""
    text = "".join(as_text(value) for value in cells)
    return text.casefold() in {"sep=", "sep=;", "sep=,"}


def refuse_other_formats(data: bytes) -> None:
    """Raise UnreadableError, saying what the file seems to be, when it is neither CSV nor XLSX."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadableError(_("This workbook is locked with a password. Save it without one."))
        raise UnreadableError(_("This is an old Excel file (.xls). Save it as .xlsx or as CSV."))
    if data.startswith(b"%PDF"):
        raise UnreadableError(_("This is a PDF. Save the spreadsheet itself as .xlsx or as CSV."))
    start = data[:1000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table", b"{\\rtf")):
        raise UnreadableError(_("This is not a spreadsheet. Save it as .xlsx or as CSV."))
    if data.startswith(b"PK"):
        _refuse_other_archives(data)


def _refuse_other_archives(data: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise UnreadableError(
            _("This file is damaged. Open it in your spreadsheet program and save it again.")
        ) from error
    if "xl/workbook.bin" in names:
        raise UnreadableError(_("This is a binary workbook (.xlsb). Save it as .xlsx or as CSV."))
    if "content.xml" in names and "mimetype" in names:
        raise UnreadableError(_("This is an OpenDocument file (.ods). Save it as .xlsx or as CSV."))
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise UnreadableError(_("This is not a spreadsheet. Save it as .xlsx or as CSV."))
