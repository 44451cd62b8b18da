"""The role matrix: a member a row, a role a column."""

from roles.spreadsheets.cells import as_role_cell, as_text
from roles.spreadsheets.entries import Entry, Holding
from roles.spreadsheets.headers import Column
from roles.spreadsheets.rows import RowReader


def read_member(reader: RowReader) -> Entry | None:
    """Read one row; None, with the errors noted, when it names nobody."""
    name = reader.name()
    email = reader.email()
    organisation = reader.organisation()
    coordinator = reader.coordinator()
    holdings = tuple(
        holding for column in reader.columns.roles if (holding := _read_holding(reader, column)) is not None
    )
    if not name:
        return None
    return Entry(
        row=reader.row.number,
        name=name,
        email=email,
        organisation=organisation,
        coordinator=coordinator,
        holdings=holdings,
        sound=reader.sound,
    )


def _read_holding(reader: RowReader, column: Column) -> Holding | None:
    """Read a role's cell; None when the role is not held, or when the cell is refused."""
    value = reader.row.cells[column.index] if column.index < len(reader.row.cells) else None
    if value is None or value == "":  # most cells of a matrix
        return None
    cell = reader.read(column, as_role_cell)
    if cell is None or not cell.held:
        return None
    return Holding(
        row=reader.row.number,
        role=column.kind,
        motives=cell.motives,
        since=cell.since,
        column=column.header,
        value=as_text(value),
    )
