"""Comparing names as people do."""

import unicodedata


def fold(text: str) -> str:
    """Return the text without case, accents and superfluous spaces: what two spellings of one name share."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(plain.split())
