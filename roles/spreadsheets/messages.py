"""What there is to say of a file: errors, which stop an import, and warnings, which never do."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence in the reader's language, with the place it is about. Without a row: about the whole file."""

    text: str
    row: int | None = None
    column: str = ""
    value: str = ""

    def __str__(self) -> str:
        place = {"row": self.row, "column": self.column, "value": self.value, "text": self.text}
        if self.row is None:
            return self.text
        if not self.column:
            return _("Row %(row)s: %(text)s") % place
        if not self.value:
            return _("Row %(row)s, column “%(column)s”, empty: %(text)s") % place
        return _("Row %(row)s, column “%(column)s”, “%(value)s”: %(text)s") % place


@dataclass(slots=True)
class Messages:
    """The errors and warnings met so far. One that says the same of the same place counts once."""

    errors: dict[Message, None] = field(default_factory=dict)
    warnings: dict[Message, None] = field(default_factory=dict)

    def error(self, text: str, row: int | None = None, column: str = "", value: str = "") -> None:
        """Note something that stops the import."""
        self.errors[Message(text, row, column, value)] = None

    def warn(self, text: str, row: int | None = None, column: str = "", value: str = "") -> None:
        """Note something that the reader should know, and that stops nothing."""
        self.warnings[Message(text, row, column, value)] = None

    def sorted_errors(self) -> list[Message]:
        """Return the errors from the top of the file to the bottom."""
        return sorted(self.errors, key=_row)

    def sorted_warnings(self) -> list[Message]:
        """Return the warnings from the top of the file to the bottom."""
        return sorted(self.warnings, key=_row)


def _row(message: Message) -> int:
    return message.row or 0
