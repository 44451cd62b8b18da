"""What the questions of `roles/loading/sql.py` are put together from."""

from enum import IntEnum


class Kind(IntEnum):
    """What a row of `Questions.records` is."""

    ORGANISATION = 1
    PAST_TERM = 2
    READING = 3
    CHECK_IN = 4
    MANDATE = 5
    STANCE = 6
    PROFILE = 7
    RATING = 8
    LEFT_EMPTY = 9
    CLARITY = 10
    MEETING = 11
    HEARD = 12
    CARDS = 13


def as_text(column: str) -> str:
    """Let a column come back as text, which both databases hand over fastest."""
    return f"CAST({column} AS text)"


def count_filled(*columns: str) -> str:
    """How many of the columns hold text."""
    return " + ".join(f"CASE WHEN {column} <> '' THEN 1 ELSE 0 END" for column in columns)


def record(
    kind: Kind, keys: tuple[str, str], numbers: tuple[str, ...], texts: tuple[str, ...], source: str
) -> str:
    """One kind's part of the records; what it does not use is empty, of the right type."""
    columns = [keys[0], str(int(kind)), keys[1]]
    columns += [f"CAST({number} AS bigint)" for number in numbers] + ["CAST(NULL AS bigint)"] * (
        4 - len(numbers)
    )
    columns += list(texts) + ["CAST(NULL AS text)"] * (4 - len(texts))
    return f"SELECT {', '.join(columns)} {source}"
