"""Reading XLSX workbooks: the values of the first sheet, row by row."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from roles.spreadsheets.cells import Trouble, Value, as_text
from roles.spreadsheets.reading import MAX_COLUMNS, Row, UnreadableError
from roles.spreadsheets.sheet_marks import Merge, SheetMarks, read_marks

# A workbook is a compressed archive: what it unpacks to is bounded before it is unpacked.
MAX_UNPACKED = 100 * 1024 * 1024
MAX_PARTS = 2000


def read_workbook(data: bytes) -> Iterator[Row]:
    """Yield the rows of the first sheet, or raise UnreadableError."""
    _refuse_bombs(data)
    try:
        marks = read_marks(data)
        workbook = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = workbook.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its own size is often wrong
        numbers_from_1904 = workbook.epoch == MAC_EPOCH != WINDOWS_EPOCH
        rows = sheet.iter_rows(max_col=MAX_COLUMNS + 1)
        yield from _read_rows(rows, marks, numbers_from_1904)
    except UnreadableError:
        raise
    except Exception as error:  # a damaged archive fails in more ways than can be named
        raise UnreadableError(
            _("This file is damaged. Open it in your spreadsheet program and save it again.")
        ) from error


def _read_rows(rows: Iterator[Any], marks: SheetMarks, from_1904: bool) -> Iterator[Row]:
    merges = _Merges(marks.merges)
    for number, cells in enumerate(rows, start=1):
        values = [_value(cell, from_1904) for cell in cells]
        for column in marks.unsaved.get(number, ()):
            values[column - 1] = Trouble(
                "=…",
                _("This formula has no saved result. Open the file in your spreadsheet program and save it."),
            )
        if len(values) > MAX_COLUMNS and values[MAX_COLUMNS] is not None:
            raise UnreadableError(_("This sheet has more than 256 columns. Remove what is not needed."))
        merges.spread(number, values)
        while values and values[-1] is None:
            values.pop()
        yield Row(number, tuple(values))


def _value(cell: ReadOnlyCell | EmptyCell, from_1904: bool) -> Value:
    value: Any = cell.value
    if value is None:
        return None
    if cell.data_type == "e":
        return Trouble(str(value), _("This formula failed. Correct it, or write what should stand here."))
    if from_1904 and isinstance(value, (int, float)) and not isinstance(value, bool) and value not in (0, 1):
        return Trouble(
            str(value), _("Numbers stand for other dates in this workbook. Write the date as 2026-01-31.")
        )
    return value


class _Merges:
    """Merged cells. One that goes down a column says the same in every row; one that goes across is unclear."""

    def __init__(self, merges: tuple[Merge, ...]) -> None:
        self.by_first_row: dict[int, list[Merge]] = {}
        for merge in merges:
            self.by_first_row.setdefault(merge.first_row, []).append(merge)
        self.open: list[tuple[Merge, Value]] = []

    def spread(self, number: int, values: list[Value]) -> None:
        """Fill the covered cells of a row, unless the row is blank but for them."""
        self.open = [(merge, value) for merge, value in self.open if merge.last_row >= number]
        for merge in self.by_first_row.get(number, ()):
            value = values[merge.first_column - 1] if merge.first_column <= len(values) else None
            if value is not None and as_text(value):
                self.open.append((merge, _merged_value(merge, value)))
        if not self.open or not any(value is not None and as_text(value) for value in values):
            return
        for merge, value in self.open:
            last = min(merge.last_column, MAX_COLUMNS)
            values.extend([None] * (last - len(values)))
            values[merge.first_column - 1 : last] = [value] * (last - merge.first_column + 1)


def _merged_value(merge: Merge, value: Value) -> Value:
    if merge.first_column == merge.last_column:
        return value
    return Trouble(
        as_text(value),
        _("The cells %(range)s are merged. Split them, and write in each what belongs there.")
        % {"range": merge.name},
    )


def _refuse_bombs(data: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise UnreadableError(
                    _("This workbook unpacks to more than can be read. Copy the sheet into a new workbook.")
                )
            if any(part.flag_bits & 1 for part in parts):
                raise UnreadableError(_("This workbook is locked with a password. Save it without one."))
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _refuse_entities(archive.read(part))
    except (
        zipfile.BadZipFile,
        OSError,
        ValueError,
        NotImplementedError,
        EOFError,
        zlib.error,
    ) as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError(
            _("This file is damaged. Open it in your spreadsheet program and save it again.")
        ) from error


def _refuse_entities(part: bytes) -> None:
    """Raise UnreadableError when a part defines entities, which no spreadsheet program writes."""
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise UnreadableError(
            _("This workbook contains something that no spreadsheet program writes, so it is not read.")
        )
