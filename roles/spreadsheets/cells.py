"""What one cell says: text without hidden characters, held or not, motives, dates."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _
from openpyxl.utils.datetime import from_excel

from collab.text import fold

NOT_HELD = frozenset({"", "-", "–", "0", "no", "nee"})
HELD = frozenset({"x", "1", "yes", "ja", "✓"})
LETTERS = "ION"
# Excel's own words for a failed formula, in English and in Dutch.
FAILURES = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
    | {"#N/B", "#VERW!", "#WAARDE!", "#DEEL/0!", "#NAAM?", "#LEEG!", "#GETAL!"}
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAYS_TO_YEAR_10000 = 2_958_466
_HIDDEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\u00ad]")
_SPACE = re.compile(r"\s")
_EMAIL = re.compile(r"[^@\s,;:<>()\"']+@[^@\s,;:<>()\"']+")


@dataclass(frozen=True, slots=True)
class Trouble:
    """A cell that cannot be read: what stands there, and why that says nothing."""

    shown: str
    reason: str


Value = str | int | float | bool | date | time | timedelta | Trouble | None


class CellError(ValueError):
    """A cell says nothing that is accepted; the message is for the reader."""


@dataclass(frozen=True, slots=True)
class RoleCell:
    """What a role's cell says. `motives` None: nothing is said of them; `since` None: the start is not known."""

    held: bool
    motives: str | None = None
    since: date | None = None


def as_text(value: Value) -> str:
    """Return what stands in a cell, as text without spaces around and without hidden characters.

    Spaces of every kind and line breaks become plain spaces; several in a row stay several.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        if not value.isascii() or not value.isprintable():
            value = _SPACE.sub(" ", _HIDDEN.sub("", value))
        return value.strip()
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return str(value.date() if value.time() == time() else value)
    return value.shown if isinstance(value, Trouble) else str(value)


def single_spaced(text: str) -> str:
    """Return a name as it is stored: with one space between words."""
    return " ".join(text.split())


def as_email(text: str) -> str:
    """Return an e-mail address in small letters, or raise CellError."""
    if text and (not _EMAIL.fullmatch(text) or len(text) > 254):
        raise CellError(
            _("This is not an e-mail address. Write one such as anna@example.org, or leave it empty.")
        )
    return text.lower()


def as_name(text: str) -> str:
    """Return a name that the database can keep, or raise CellError."""
    if len(text) > 200 or len(fold(text)) > 400:
        raise CellError(_("This name is too long. Use 200 characters at most."))
    return single_spaced(text)


def as_role_cell(text: str) -> RoleCell:
    """Read a role's cell, or raise CellError with the forms that are accepted."""
    form, space, day = single_spaced(text).partition(" ")
    if not space:
        return _as_form(form)
    if not _DATE.fullmatch(day):
        raise CellError(_accepted_in_role_cell())
    cell = _as_form(form)
    if not cell.held:
        raise CellError(_("A role that is not held has no date. Leave the date out, or write x before it."))
    return RoleCell(True, cell.motives, _as_day(day))


def as_flag(text: str) -> bool:
    """Read a cell that says yes or no in the held and not-held forms, or raise CellError."""
    form = text.casefold()
    if form in HELD or form in NOT_HELD:
        return form in HELD
    raise CellError(_("Write yes or no (x, 1, yes, ja or ✓ for yes; nothing, -, 0, no or nee for no)."))


def as_motives(text: str) -> str | None:
    """Read the letters of a motive; None when nothing is said. Raise CellError when they fit no form."""
    if not text:
        return None
    letters = text.upper()
    if letters == "NO":
        raise CellError(_("This can mean “no” as well as network and organisation. Write ON, or nothing."))
    if not _are_motives(letters):
        raise CellError(
            _(
                "Write one to three different letters of I (individual), O (organisation) and N (network), "
                "or nothing."
            )
        )
    return letters


def as_date(value: Value) -> date | None:
    """Read a date: a date cell, a workbook's number of a day, or YYYY-MM-DD; None when nothing stands there.

    Raise CellError when it is no date.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _as_serial_day(value)
    text = as_text(value)
    if not text:
        return None
    if not _DATE.fullmatch(text):
        raise CellError(_("This is not a date. Write year, month and day as in 2026-01-31."))
    return _as_day(text)


def _as_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CellError(_("There is no such day. Write year, month and day as in 2026-01-31.")) from error


def _as_serial_day(value: float) -> date:
    """Return the day of an Excel number: days since the end of 1899."""
    if not 1 <= value < _DAYS_TO_YEAR_10000:
        raise CellError(_("This is not a date. Write year, month and day as in 2026-01-31."))
    return from_excel(value).date()


def _as_form(form: str) -> RoleCell:
    if form in {"NO", "nO"}:
        raise CellError(
            _(
                "This can mean “not held” as well as network and organisation. Write ON for the motives, "
                "or nee when the role is not held."
            )
        )
    plain = form.casefold()
    if plain in NOT_HELD:
        return RoleCell(False)
    if plain in HELD:
        return RoleCell(True)
    if _are_motives(form.upper()):
        return RoleCell(True, form.upper())
    raise CellError(_accepted_in_role_cell())


def _are_motives(letters: str) -> bool:
    return (
        1 <= len(letters) <= len(LETTERS)
        and len(set(letters)) == len(letters)
        and set(letters) <= set(LETTERS)
    )


def _accepted_in_role_cell() -> str:
    return _(
        "Write x when the role is held, or one to three different letters of I (individual), O (organisation) "
        "and N (network); with, if you know it, a space and the date it began, as in “x 2026-01-31”. "
        "Leave it empty when the role is not held."
    )
