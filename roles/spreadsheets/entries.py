"""What a file says, row by row, as plain values: the same for role matrices and role lists."""

from dataclasses import dataclass
from datetime import date

from roles.spreadsheets.headers import Columns, Layout


@dataclass(frozen=True, slots=True)
class Holding:
    """A role that a row says is held. None in `motives` and `since`: the row does not say."""

    row: int
    role: str  # slug
    motives: str | None = None
    since: date | None = None
    start_known: bool = True
    says_end: bool = False  # whether the file tells ends at all
    until: date | None = None
    column: str = ""  # header and value, for messages
    value: str = ""


@dataclass(frozen=True, slots=True)
class Stint:
    """The beginning and the end of a membership, which a list row without a role gives."""

    since: date | None
    says_end: bool
    until: date | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. `organisation` None: the file has no such column; empty: in their own name."""

    row: int
    name: str
    email: str
    organisation: str | None
    coordinator: bool | None  # None: the file has no such column
    holdings: tuple[Holding, ...]
    network: str = ""  # as written; empty: the network of the import
    stint: Stint | None = None
    sound: bool = True  # False: a cell of this row could not be read, which is noted as an error


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read. `roles`: the slugs whose recorded assignments the file speaks about."""

    columns: Columns
    entries: tuple[Entry, ...]
    roles: frozenset[str]

    @property
    def layout(self) -> Layout:
        """Whether this is a role matrix or a role list."""
        return self.columns.layout
