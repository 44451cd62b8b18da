"""Where an organisation's people sit, as a spreadsheet for those who answer for it.

It holds what the page shows, and nothing that members keep for themselves; addresses stay out, because a file
travels further than one thinks.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from roles.catalogue_names import CatalogueNames
from roles.pages.organisation_seats import NOBODY, Seat, Table, core_bits
from roles.spreadsheets.export import Format, as_csv
from roles.spreadsheets.sheets import Cell, as_workbook
from roles.texts.organisation_seats import STATE_LABELS


def export_seats(
    seats: Iterable[Seat], tables: Mapping[int, Table], names: CatalogueNames, *, file_format: Format
) -> bytes:
    """Return seats as a file, a row for each, in the order given."""
    rows = [_headers(), *(_row(seat, tables.get(seat.engaged.network, NOBODY), names) for seat in seats)]
    if file_format == "csv":
        return as_csv([str(cell) for cell in row] for row in rows)
    return as_workbook(rows, title=pgettext("name of a sheet in a workbook", "Who sits where"))


def _headers() -> list[Cell]:
    return [
        _("Who"),
        _("Network"),
        pgettext("column", "Since"),
        _("Coordinates"),
        _("Other organisations"),
        _("Number of other organisations"),
        _("Number of other people"),
        _("Mandate"),
        _("Date of the mandate"),
        _("Hours a month"),
        _("Number of roles"),
        _("Cockpit roles"),
        _("Other roles"),
    ]


def _row(seat: Seat, table: Table, names: CatalogueNames) -> list[Cell]:
    core = core_bits(names)
    cockpit = [name for bit, name in core.items() if seat.held & bit]
    others = [
        role.name
        for index, role in enumerate(names.roles.values())
        if seat.held & 1 << index and 1 << index not in core
    ]
    return [
        seat.name,
        seat.engaged.name,
        seat.since.isoformat(),
        _("yes") if seat.coordinates else _("no"),
        ", ".join(table.organisations),
        len(table.organisations),
        table.people,
        str(STATE_LABELS[seat.standing.state]),
        _written(seat.standing.day),
        "" if seat.standing.hours is None else seat.standing.hours,
        seat.held.bit_count(),
        ", ".join(cockpit),
        ", ".join(others),
    ]


def _written(day: date | None) -> str:
    return day.isoformat() if day else ""
