"""Comparing and shortening names as people do, and reading numbers as they come in."""

import unicodedata


def whole_number(text: str, *, digits: int = 18) -> int | None:
    """Return a number as an address or a form brings it; None for anything else, and for more digits than that."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= digits else None


def fold(text: str) -> str:
    """Return the text without case, accents and superfluous spaces: what two spellings of one name share."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(plain.split())


def initials(name: str) -> str:
    """Return one or two capitals: the first letter of the first and of the last word of a name."""
    words = [word for word in name.split() if word[0].isalpha()] or [name]
    return "".join(word[0] for word in (words[0], words[-1])[: len(words)]).upper()
