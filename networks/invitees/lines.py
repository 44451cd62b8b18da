"""Reading a pasted list of people: from a mail program, a spreadsheet, or written by hand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from collab.text import fold

MAX_LINES = 500
LONGEST_NAME = 200
LONGEST_ADDRESS = 254

# Several people on one line, as a mail program copies them: "Anna <a@b.be>; Ben <b@c.be>".
BETWEEN_PEOPLE = re.compile(r"(?<=>)\s*[;,]\s*(?=\S)")
IN_BRACKETS = re.compile(r"^(?P<name>[^<>]*)<\s*(?P<email>[^<>]*)\s*>(?P<rest>.*)$")
QUOTES = "\"'“”‘’ \t"
HEADERS = frozenset({"email", "e-mail", "mail", "mailadres", "e-mailadres", "emailadres", "e-mail address"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list: what was typed, who it names, and what is wrong with it (empty: nothing)."""

    number: int
    text: str
    name: str = ""
    email: str = ""
    organisation: str = ""
    problem: str = ""
    named_after_address: bool = False


def split_list(text: str) -> list[str]:
    """Return the list with each person on a line of their own. Empty lines stay: the others keep their number."""
    lines: list[str] = []
    for line in text.replace("\x00", "").splitlines():
        lines += _people_on(line) or [""]
    return lines


def _people_on(line: str) -> list[str]:
    pieces = BETWEEN_PEOPLE.split(line)
    if len(pieces) > 1 and all("<" in piece for piece in pieces):
        return pieces
    pieces = [piece for piece in re.split(r"[;,\s]+", line) if piece]
    return pieces if len(pieces) > 1 and all("@" in piece for piece in pieces) and "<" not in line else [line]


def read_entries(lines: list[str]) -> Iterator[Entry]:
    """Yield what each line says, without empty lines and the headers of a spreadsheet."""
    for number, line in enumerate(lines, start=1):
        if line.strip() and not _is_header(line):
            yield read_entry(number, line)


def _is_header(line: str) -> bool:
    return "@" not in line and any(fold(cell) in HEADERS for cell in re.split(r"[\t;,]", line))


def read_entry(number: int, text: str) -> Entry:
    """Return who a line names; a problem says what is wrong and what would be right."""
    name, email, organisation = _take_apart(text.strip())
    email = re.sub(r"^mailto:", "", email.strip(QUOTES), flags=re.IGNORECASE).lower()
    name, organisation = (" ".join(each.strip(QUOTES).split()) for each in (name, organisation))
    problem = problem_with(email) or _too_long(name, organisation)
    return Entry(
        number=number,
        text=text.strip(),
        name=name or ("" if problem else name_from(email)),
        email=email,
        organisation=organisation,
        problem=problem,
        named_after_address=not name and not problem,
    )


def _take_apart(text: str) -> tuple[str, str, str]:
    """Return name, e-mail and organisation, as far as they are there."""
    bracketed = IN_BRACKETS.match(text)
    if bracketed:
        return bracketed["name"].strip(" ;,\t"), bracketed["email"], bracketed["rest"].strip(" ;,\t")
    if len(text.split()) == 1 and ";" not in text:
        return "", text, ""  # one word: a comma in it is a slip
    for separator in ("\t", ";", ","):
        cells = [cell.strip() for cell in text.split(separator)]
        if len(cells) > 1 and any("@" in cell for cell in cells):
            return _from_cells([cell for cell in cells if cell])
    words = text.split()
    email = next((word for word in words if "@" in word), "")
    return " ".join(word for word in words if word != email), email, ""


def _from_cells(cells: list[str]) -> tuple[str, str, str]:
    """Tell cells apart: the name stands before the address, or right after it when nothing stands before."""
    place = next(index for index, cell in enumerate(cells) if "@" in cell)
    before, after = cells[:place], cells[place + 1 :]
    if not before and after:
        before, after = after[:1], after[1:]
    return " ".join(before), cells[place], " ".join(after)


def problem_with(email: str) -> str:
    """Return what is wrong with an address and what would be right, in a sentence; nothing when it is fine."""
    if not email:
        return _("There is no e-mail address on this line. Write it as: Name <name@organisation.be>.")
    if is_address(email):
        return ""
    meant = _meant(email)
    if meant:
        return _("“%(email)s” is not an e-mail address. Do you mean %(meant)s?") % {
            "email": email,
            "meant": meant,
        }
    if email.count("@") > 1:
        return _("“%(email)s” has more than one @. Put each person on a line of their own.") % {
            "email": email
        }
    if email.find("@") > 0 and "." not in email.partition("@")[2]:
        return _("“%(email)s” stops too early: after the @ comes something like organisation.be.") % {
            "email": email
        }
    return _("“%(email)s” is not an e-mail address. One looks like name@organisation.be.") % {"email": email}


def is_address(email: str) -> bool:
    """Whether mail can be sent to this."""
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= LONGEST_ADDRESS


def _meant(email: str) -> str:
    """Return the address that was probably meant: slips of the keyboard put right."""
    guess = re.sub(r"\s*[(\[]at[)\]]\s*", "@", email).replace(",", ".").replace(" ", "")
    guess = re.sub(r"\.{2,}", ".", re.sub(r"@{2,}", "@", guess)).strip(".;:<>")
    return guess if guess != email and is_address(guess) else ""


def _too_long(name: str, organisation: str) -> str:
    if max(len(name), len(organisation)) <= LONGEST_NAME:
        return ""
    return _("A name has at most %(count)s characters. Shorten it.") % {"count": LONGEST_NAME}


def name_from(email: str) -> str:
    """Return a name for somebody of whom only the address is known: "anna.de-wit" becomes "Anna De-Wit"."""
    words = re.split(r"[._+]+", email.partition("@")[0])
    return " ".join(word.title() for word in words if word)[:LONGEST_NAME] or email
