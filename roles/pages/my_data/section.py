"""One kind of what is kept, in rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

Value = str | int | bool | date | datetime | Promise | None

EVERYBODY = "everybody"
COORDINATORS = "coordinators"
CHOOSERS = "choosers"
ONLY_ME = "me"
ADMINISTRATORS = "administrators"


@dataclass(frozen=True, slots=True)
class Column:
    """What a column is called in a program and by people."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one kind, and who else may see them."""

    code: str
    title: str
    seen_by: str  # in one sentence
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]] = field(default_factory=list)

    @property
    def labels(self) -> list[str]:
        """The headers, in words."""
        return [column.label for column in self.columns]

    @property
    def texts(self) -> list[list[str]]:
        """The rows as people read them."""
        return [[as_text(value) for value in row] for row in self.rows]

    @property
    def records(self) -> list[dict[str, Any]]:
        """The rows as programs read them."""
        return [
            {column.key: as_plain(value) for column, value in zip(self.columns, row, strict=True)}
            for row in self.rows
        ]


def section(
    code: str, title: str, seen_by: str, columns: Iterable[tuple[str, str]], rows: Iterable[Sequence[Value]]
) -> Section:
    """Return a section, with its columns given as pairs of a key and a label."""
    return Section(code, title, seen_by, [Column(*each) for each in columns], list(rows))


def as_text(value: Value) -> str:
    """Return a value as it stands in a table."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y, H:i")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return str(value)


def as_plain(value: Value) -> str | int | bool | None:
    """Return a value as it stands in JSON."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)
