"""Writing workbooks in which every text stays one, whatever it begins with."""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO

from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_RISKY = ("=", "+", "-", "@", "'")
_NARROWEST, _WIDEST = 9, 40

Cell = str | int


def as_workbook(rows: Iterable[Sequence[Cell]], title: str = "") -> bytes:
    """Return rows, the headers first, as an XLSX workbook of one sheet; a whole number stays one."""
    workbook = Workbook()
    add_table(workbook.active, rows)
    if title:
        workbook.active.title = title[:31]
    return saved(workbook)


def saved(workbook: Workbook) -> bytes:
    """Return a workbook as bytes."""
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def add_table(sheet: Worksheet, rows: Iterable[Sequence[Cell]], title: str = "") -> None:
    """Fill a sheet with a table: headers bold and always in sight, as is the name of the row; columns as wide as
    their words."""
    sheet.title = title or pgettext("name of a sheet in a workbook", "Roles")[:31]
    widths: dict[int, int] = {}
    for number, row in enumerate(rows, start=1):
        for index, value in enumerate(row, start=1):
            if isinstance(value, int):
                sheet.cell(number, index).value = value
            elif value:
                write_text(sheet.cell(number, index), value)
            widths[index] = max(widths.get(index, 0), len(str(value)))
    for index, width in widths.items():
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = min(max(width + 2, _NARROWEST), _WIDEST)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.freeze_panes = "B2"


def write_text(cell: SheetCell, text: str) -> None:
    """Write a text that stays one: neither a formula now, nor one when somebody edits the cell."""
    cell.value = _UNWRITABLE.sub("", text)
    cell.data_type = "s"
    if text.startswith(_RISKY):
        cell.quotePrefix = True
