"""Comparing and shortening names as people do."""

import unicodedata


def fold(text: str) -> str:
    """Return the text without case, accents and superfluous spaces: what two spellings of one name share."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(plain.split())


def initials(name: str) -> str:
    """Return one or two capitals: the first letter of the first and of the last word of a name."""
    words = [word for word in name.split() if word[0].isalpha()] or [name]
    return "".join(word[0] for word in (words[0], words[-1])[: len(words)]).upper()
