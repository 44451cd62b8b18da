"""Reading text files: their encoding, their separator, their quotation marks."""

import csv
import re
from collections.abc import Iterator
from io import StringIO

from django.utils.translation import gettext as _

from collab.text import fold
from roles.spreadsheets.cells import as_text
from roles.spreadsheets.reading import Row, UnreadableError, is_separator_line

SEPARATORS = ";,\t"
# What spreadsheet programs would take for the beginning of a formula, behind apostrophes if there are.
_SIGNS = "[=+@\t\r\n\uff1d\uff0b\uff0d\uff20-]"  # the last four: the same, as wide as a Chinese character
_ESCAPED = re.compile(f"'+{_SIGNS}")
_RISKY = re.compile(f"'*{_SIGNS}")
# Bytes that Windows-1252 leaves without a meaning cannot stand in a text of it.
_LONGEST_CELL = 100_000


def escape(text: str) -> str:
    """Return a text as it stands in an exported CSV file, where no spreadsheet program takes it for a formula."""
    return f"'{text}" if _RISKY.match(text) else text


def unescape(text: str) -> str:
    """Take back exactly what `escape` did; every other text stays as it is."""
    return text[1:] if _ESCAPED.match(text) else text


def read_delimited(data: bytes, known_headers: frozenset[str]) -> Iterator[Row]:
    """Yield the rows of a text file, or raise UnreadableError."""
    text = decode(data)
    separator = find_separator(text, known_headers)
    for number, cells in _records(text, separator):
        yield Row(number, tuple(unescape(cell) for cell in cells))


def decode(data: bytes) -> str:
    """Return the text of UTF-8 (with or without byte order mark), UTF-16 (with one) or Windows-1252 bytes."""
    encodings = ["utf-8-sig", "cp1252"]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in data:
        encodings = []
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableError(_("This is not a text file. Save the spreadsheet as .xlsx, or as CSV in UTF-8."))


def find_separator(text: str, known_headers: frozenset[str]) -> str:
    """Return the separator: what a line `sep=` says, else the one under which the most headers are known."""
    for line in text.splitlines():
        bare = line.strip().strip('"')
        if bare.casefold().startswith("sep=") and len(bare) <= len("sep=;"):
            return _said_separator(line.strip("\r\n ").strip('"')[len("sep=") :])
        if bare:
            break

    def rank(separator: str) -> tuple[int, int, int]:
        header = _first_record(text, separator)
        known = sum(fold(as_text(cell)) in known_headers for cell in header)
        return known, len(header), -text.count(separator)

    return max(SEPARATORS, key=rank)


def _said_separator(said: str) -> str:
    if said in ("\t", ""):
        return "\t"
    if said not in SEPARATORS:
        raise UnreadableError(
            _("The first line names “%(separator)s” as separator. Use a comma, a semicolon or a tab.")
            % {"separator": said}
        )
    return said


def _first_record(text: str, separator: str) -> list[str]:
    try:
        for _number, cells in _records(text, separator):
            if any(as_text(cell) for cell in cells) and not is_separator_line(cells):
                return cells
    except UnreadableError:
        pass
    return []


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with its number: one of several lines counts once, as in a spreadsheet."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, cells
    except csv.Error as error:
        raise UnreadableError(
            _(
                "Row %(row)s: the quotation marks are not right. A cell that begins with one must end with one, "
                "and one within it is written twice."
            )
            % {"row": number + 1}
        ) from error
