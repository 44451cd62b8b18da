"""The forms of a cell."""

from datetime import date, datetime

import pytest

from roles.spreadsheets.cells import (
    CellError,
    RoleCell,
    as_date,
    as_email,
    as_flag,
    as_motives,
    as_role_cell,
    as_text,
)

SINCE = date(2024, 2, 29)


@pytest.mark.parametrize("text", ["", "-", "–", "0", "no", "nee", "NEE", "Nee", "No"])
def test_not_held(text):
    assert as_role_cell(text) == RoleCell(False)


@pytest.mark.parametrize("text", ["x", "X", "1", "yes", "YES", "ja", "Ja", "✓"])
def test_held_without_motives(text):
    assert as_role_cell(text) == RoleCell(True)
    assert as_role_cell(f"{text} 2024-02-29") == RoleCell(True, None, SINCE)


@pytest.mark.parametrize("text", ["I", "o", "n", "ON", "on", "On", "oN", "IO", "NI", "ION", "noi", "nIo"])
def test_held_with_motives(text):
    assert as_role_cell(text) == RoleCell(True, text.upper())
    assert as_role_cell(f"{text}  2024-02-29") == RoleCell(True, text.upper(), SINCE)


NOT_ACCEPTED = [
    *("NO", "NO 2024-02-29", "II", "IONN", "IONI", "X O", "xo", "y", "2", "x2024-02-29", "2024-02-29", "01"),
    *("x 2024-02-30", "x 29-02-2024", "x 2024-2-9", "x 2024-02-29 x", "x since 2024", "— ", "✗", "true", "+"),
    *("- 2024-02-29", "nee 2024-02-29", "0 2024-02-29", "no 2024-02-29", "x ٢٠٢٤-٠٢-٢٩"),
]


@pytest.mark.parametrize("text", NOT_ACCEPTED)
def test_every_other_cell_is_refused(text):
    with pytest.raises(CellError) as refused:
        as_role_cell(text)

    assert len(str(refused.value)) > 20


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("x", True),
        ("JA", True),
        ("1", True),
        ("✓", True),
        ("", False),
        ("NO", False),
        ("nee", False),
        ("–", False),
    ],
)
def test_flag(text, flag):
    assert as_flag(text) is flag


@pytest.mark.parametrize("text", ["ON", "maybe", "x 2024-01-01", "2"])
def test_what_is_no_flag_is_refused(text):
    with pytest.raises(CellError):
        as_flag(text)


def test_motives():
    assert [as_motives(text) for text in ["", "o", "nI", "ion"]] == [None, "O", "NI", "ION"]
    for text in ["NO", "no", "x", "OO", "O N", "O,N"]:
        with pytest.raises(CellError):
            as_motives(text)


@pytest.mark.parametrize(
    "value",
    [
        "2024-02-29",
        " 2024-02-29\xa0",
        date(2024, 2, 29),
        datetime(2024, 2, 29, 13, 5),
        45351,
        45351.0,
        45351.5,
    ],
)
def test_date(value):
    assert as_date(value) == SINCE


@pytest.mark.parametrize(
    "value", ["2024-02-30", "29-02-2024", "20240229", "2024-W01-1", 0, -4, 3_000_000, True, "45351"]
)
def test_what_is_no_date_is_refused(value):
    with pytest.raises(CellError):
        as_date(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (" a\xa0", "a"),
        ("a\u200bb", "ab"),
        ("a\r\nb", "a  b"),
        ("\ufeffa\x00", "a"),
        (1, "1"),
        (1.0, "1"),
        (1.5, "1.5"),
        (True, "1"),
        (False, "0"),
        (datetime(2024, 1, 2), "2024-01-02"),
    ],
)
def test_text(value, text):
    assert as_text(value) == text


def test_email():
    assert as_email("Anna@Example.ORG") == "anna@example.org"
    assert as_email("") == ""
    for text in ["anna", "anna@", "@x.org", "a b@x.org", "a@x.org, b@x.org", "Anna <a@x.org>", "-"]:
        with pytest.raises(CellError):
            as_email(text)
