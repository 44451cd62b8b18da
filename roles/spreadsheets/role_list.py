"""The role list: an assignment a row, with its history, of one network or of many."""

from datetime import date

from django.utils.translation import gettext as _

from collab.text import fold
from roles.spreadsheets.cells import CellError, as_date, as_flag, as_motives, as_text
from roles.spreadsheets.entries import Entry, Holding, Stint
from roles.spreadsheets.headers import RoleNames
from roles.spreadsheets.rows import RowReader


def read_line(reader: RowReader, names: RoleNames) -> Entry | None:
    """Read one row; None, with the errors noted, when it names nobody."""
    name = reader.name()
    email = reader.email()
    organisation = reader.organisation()
    coordinator = reader.coordinator()
    network = reader.text("network")
    role = _read_role(reader, names)
    motives = reader.read(reader.columns.by_kind.get("motive"), as_motives)
    period = _read_period(reader)
    known = _read_start_known(reader)
    if motives and not role:
        text = _("A motive belongs to a role. Without a role it is left out.")
        reader.messages.warn(text, reader.row.number, reader.columns.header("motive"), motives)
    if not name:
        return None
    holdings = (_holding(reader, role, motives, period, known),) if role else ()
    return Entry(
        row=reader.row.number,
        name=name,
        email=email,
        organisation=organisation,
        coordinator=coordinator,
        holdings=holdings,
        network=network,
        stint=None if role else period,
        sound=reader.sound,
    )


def _holding(reader: RowReader, role: str, motives: str | None, period: Stint, known: bool) -> Holding:
    return Holding(
        row=reader.row.number,
        role=role,
        motives=motives,
        since=period.since,
        start_known=known,
        says_end=period.says_end,
        until=period.until,
        column=reader.columns.header("role"),
        value=reader.text("role"),
    )


def _read_period(reader: RowReader) -> Stint:
    """Return the beginning and the end that a row gives; an end before the beginning is an error."""
    since, until = _read_date(reader, "since"), _read_date(reader, "until")
    if since is not None and until is not None and until < since:
        reader.refuse(
            _("This end lies before the beginning, %(since)s. Write that day or a later one.")
            % {"since": since},
            reader.columns.header("until"),
            str(until),
        )
    return Stint(since, "until" in reader.columns.by_kind, until)


def _read_role(reader: RowReader, names: RoleNames) -> str:
    """Return the slug of the row's role; empty when there is none, or when it is unknown, with an error."""
    text = reader.text("role")
    slug = names.slugs.get(fold(text), "")
    if text and not slug:
        reader.refuse(
            _("This role is not known. Write one of: %(roles)s.") % {"roles": ", ".join(names.listed)},
            reader.columns.header("role"),
            text,
        )
    return slug


def _read_date(reader: RowReader, kind: str) -> date | None:
    column = reader.columns.by_kind.get(kind)
    value = reader.value(column)
    try:
        return as_date(value)
    except CellError as error:
        reader.refuse(str(error), reader.columns.header(kind), as_text(value))
        return None


def _read_start_known(reader: RowReader) -> bool:
    """Return whether `since` is the true beginning: yes, unless the column is there and denies it."""
    column = reader.columns.by_kind.get("start_known")
    if column is None or not as_text(reader.value(column)):
        return True
    return bool(reader.read(column, as_flag))
