"""An empty role matrix to fill in, with drop-downs and an explanation."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from roles.models import Role
from roles.spreadsheets.export import MATRIX_HEADERS, Format, as_csv, matrix_headers
from roles.spreadsheets.headers import header_of, word_for
from roles.spreadsheets.reading import MAX_ROWS
from roles.spreadsheets.sheets import add_table, saved, write_text

# What the drop-down of a role offers. Other forms, such as those with a date, may be typed.
CHOICES = ("x", "I", "O", "N", "IO", "IN", "ON", "ION")


def template_file(file_format: Format) -> bytes:
    """Return an empty role matrix with headers in the reader's language."""
    roles = list(Role.objects.all())
    headers = matrix_headers(roles)
    if file_format == "csv":
        return as_csv([headers])
    workbook = Workbook()
    sheet = workbook.active
    add_table(sheet, [headers])
    for index, width in enumerate((28, 30, 28), start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    first = len(MATRIX_HEADERS)
    _offer(sheet, first, first, (word_for(True), word_for(False)))
    _offer(sheet, first + 1, len(headers), CHOICES)
    _explain(workbook.create_sheet(pgettext("name of a sheet in a workbook", "Explanation")[:31]), roles)
    return saved(workbook)


def _offer(sheet: Worksheet, first: int, last: int, choices: tuple[str, ...]) -> None:
    """Put a drop-down in columns; it offers, and refuses nothing."""
    rule = DataValidation(
        type="list", formula1=f'"{",".join(choices)}"', allow_blank=True, showErrorMessage=False
    )
    rule.add(f"{get_column_letter(first)}2:{get_column_letter(last)}{MAX_ROWS + 1}")
    sheet.add_data_validation(rule)


def _explain(sheet: Worksheet, roles: list[Role]) -> None:
    lines = [
        (_("How to fill in the first sheet"), ""),
        (_("One row for each member."), ""),
        (_("The columns may be in any order; leave out those you do not need."), ""),
        ("", ""),
        (_("Columns"), ""),
        *_columns(),
        ("", ""),
        (_("What a role's cell may hold"), ""),
        *_cells(),
        ("", ""),
        (_("The roles"), ""),
        *((role.name, role.summary) for role in roles),
    ]
    for number, (left, right) in enumerate(lines, start=1):
        for index, text in enumerate((left, right), start=1):
            cell = sheet.cell(number, index)
            cell.alignment = Alignment(vertical="top", wrap_text=index == 2)
            if text:
                write_text(cell, text)
        following = lines[number] if number < len(lines) else ("", "")
        if (not right and left and following[1]) or number == 1:
            sheet.cell(number, 1).font = Font(bold=True)
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 90


def _columns() -> list[tuple[str, str]]:
    texts = {
        "name": _("The member's name. Always needed."),
        "email": _(
            "Tells people with the same name apart, and finds somebody who is already known elsewhere."
        ),
        "organisation": _("The organisation that the member takes part for. Empty: in their own name."),
        "coordinator": _("Whether the member coordinates the network."),
    }
    return [(header_of(kind), texts[kind]) for kind in MATRIX_HEADERS]


def _cells() -> list[tuple[str, str]]:
    return [
        (_("empty"), _("The role is not held. The same: -, 0, no, nee.")),
        ("x", _("The role is held. The same: 1, yes, ja, ✓. Motives that are recorded stay.")),
        ("I, O, N", _("The role is held, for the sake of the individual, the organisation or the network.")),
        (
            "ON",
            _(
                "Two or three letters: for the sake of each. Any order will do, but not NO: that could be a no."
            ),
        ),
        ("x 2026-01-31", _("Held since that day. Letters may come before the date too: ON 2026-01-31.")),
    ]
