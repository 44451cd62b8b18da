"""Reading the cells of one row by what their columns are, noting every cell that says nothing accepted."""

from collections.abc import Callable
from typing import TypeVar

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from collab.text import fold
from roles.spreadsheets.cells import FAILURES, CellError, Trouble, Value, as_email, as_flag, as_name, as_text
from roles.spreadsheets.headers import Column, Columns
from roles.spreadsheets.messages import Messages
from roles.spreadsheets.reading import Row, Sheet

T = TypeVar("T")

TOTALS = frozenset(
    {"totaal", "totalen", "total", "totals", "subtotaal", "subtotal", "som", "sum", "eindtotaal"}
)


class RowReader:
    """The cells of a row. `sound` turns False at the first cell that could not be read."""

    def __init__(self, row: Row, columns: Columns, messages: Messages) -> None:
        self.row = row
        self.columns = columns
        self.messages = messages
        self.sound = True

    def value(self, column: Column | None) -> Value:
        """Return what stands in a column's cell; a failed formula is noted and reads as blank."""
        value = self.row.cells[column.index] if column and column.index < len(self.row.cells) else None
        if isinstance(value, str) and value.strip().upper() in FAILURES:
            value = Trouble(
                value.strip(), _("This formula failed. Correct it, or write what should stand here.")
            )
        if isinstance(value, Trouble):
            self.refuse(value.reason, column.header if column else "", value.shown)
            return None
        return value

    def read(self, column: Column | None, parse: Callable[[str], T]) -> T | None:
        """Parse a cell's text; None, with the error noted, when it says nothing accepted."""
        text = as_text(self.value(column))
        try:
            return parse(text)
        except CellError as error:
            self.refuse(str(error), column.header if column else "", text)
            return None

    def text(self, kind: str) -> str:
        """Return the text of the cell in a column that may be absent."""
        return as_text(self.value(self.columns.by_kind.get(kind)))

    def refuse(self, text: str, column: str, value: str = "") -> None:
        """Note an error in this row."""
        self.sound = False
        self.messages.error(text, self.row.number, column, value)

    def name(self) -> str:
        """Return the member's name; empty, with an error, when it is missing."""
        column = self.columns.by_kind["name"]
        before = self.sound
        text = self.text("name")
        if not fold(text):
            if self.sound == before:
                self.refuse(_("The name is missing. Write the member's name."), column.header, text)
            return ""
        self.read(column, as_name)
        return text

    def email(self) -> str:
        """Return the e-mail address, in small letters; empty without one."""
        return self.read(self.columns.by_kind.get("email"), as_email) or ""

    def organisation(self) -> str | None:
        """Return the organisation's name; empty for somebody in their own name, None without the column."""
        column = self.columns.by_kind.get("organisation")
        if column is None:
            return None
        text = self.text("organisation")
        if text and not fold(text):
            self.refuse(_("Write the organisation's name in letters or digits."), column.header, text)
        self.read(column, as_name)
        return text

    def coordinator(self) -> bool | None:
        """Return whether the member coordinates; None without the column."""
        column = self.columns.by_kind.get("coordinator")
        return None if column is None else self.read(column, as_flag)


def is_totals_row(row: Row) -> bool:
    """Whether a row only adds up: one cell says so, and every other that is not blank is a number."""
    labels = 0
    for value in row.cells:
        text = as_text(value)
        if text and fold(text).rstrip(":") in TOTALS:
            labels += 1
        elif (
            text
            and not isinstance(value, Trouble)
            and not text.replace(",", ".", 1).replace(".", "", 1).isdecimal()
        ):
            return False
    return labels == 1


def note_shape(sheet: Sheet, row: Row, messages: Messages) -> None:
    """Note cells beyond the header: a mistake in a text file, a remark in a workbook."""
    beyond = [as_text(value) for value in row.cells[len(sheet.header.cells) :]]
    if sheet.exact and any(beyond):
        messages.error(
            _(
                "This row has more cells than the header. A cell with the separator in it needs quotation "
                "marks around it."
            ),
            row.number,
            _("beyond the last header"),
            next(text for text in beyond if text),
        )


def note_nameless_columns(sheet: Sheet, messages: Messages) -> None:
    """Warn of columns with content and without a header."""
    header = [as_text(value) for value in sheet.header.cells]
    widest = max((len(row.cells) for row in sheet.rows), default=0)
    for index in range(len(header) if sheet.exact else widest):
        if index < len(header) and header[index]:
            continue
        filled = next(
            (row for row in sheet.rows if index < len(row.cells) and as_text(row.cells[index])), None
        )
        if filled is not None:
            messages.warn(
                _("This column has no header and is left out."),
                filled.number,
                get_column_letter(index + 1),
                as_text(filled.cells[index]),
            )
