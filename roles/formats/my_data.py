"""What is kept about somebody as JSON and as a workbook."""

import json
import re
from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from openpyxl import Workbook

from roles.pages.my_data.section import Section
from roles.spreadsheets.sheets import add_table, saved

VERSION = 1
_NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\]")
LONGEST_TITLE = 31


def as_json(sections: Iterable[Section], made_at: datetime) -> bytes:
    """Return the sections for programs: keys that stay, and texts in the reader's language."""
    content = {
        "version": VERSION,
        "made_at": made_at.isoformat(timespec="seconds"),
        "sections": {
            each.code: {"title": each.title, "seen_by": each.seen_by, "rows": each.records}
            for each in sections
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


def as_workbook(sections: Iterable[Section]) -> bytes:
    """Return the sections as a workbook: an overview, and a sheet for each that has rows. Every cell is a text."""
    listed = list(sections)
    workbook = Workbook()
    overview = [[_("What"), _("How many"), _("Who else sees it")]]
    overview += [[each.title, str(len(each.rows)), each.seen_by] for each in listed]
    add_table(workbook.active, overview, title=_("Overview"))
    for number, each in enumerate((one for one in listed if one.rows), start=1):
        sheet = workbook.create_sheet()
        add_table(sheet, [each.labels, *each.texts], title=sheet_title(number, each.title))
    return saved(workbook)


def sheet_title(number: int, title: str) -> str:
    """Return a title that a spreadsheet program accepts, and that no other sheet has."""
    return f"{number} {_NOT_IN_A_TITLE.sub(' ', title)}"[:LONGEST_TITLE]
