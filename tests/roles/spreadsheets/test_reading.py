"""Files as people have them: each read rightly, or refused with a sentence that says what is wrong."""

import struct
import zipfile
from datetime import datetime
from io import BytesIO

import pytest
from django.utils import translation
from openpyxl import Workbook, load_workbook

from roles.spreadsheets.cells import Trouble, as_text
from roles.spreadsheets.delimited import escape, unescape
from roles.spreadsheets.reading import UnreadableError, read_sheet
from tests.roles.spreadsheets.helpers import workbook_of

HEADERS = ["naam", "name", "leider", "organisatie"]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def texts(data):
    """The number and the texts of each row, the header first."""
    sheet = read_sheet(data, HEADERS)
    return [(row.number, *(as_text(value) for value in row.cells)) for row in (sheet.header, *sheet.rows)]


def refusal(data):
    with pytest.raises(UnreadableError) as refused:
        read_sheet(data, HEADERS)
    return str(refused.value)


TABLE = [(1, "naam", "leider"), (2, "Zoë", "x")]


@pytest.mark.parametrize(
    "data",
    [
        "naam;leider\nZoë;x\n".encode(),
        "naam,leider\nZoë,x".encode(),
        "naam\tleider\r\nZoë\tx\r\n".encode(),
        "naam;leider\rZoë;x\r".encode(),
        "\ufeffnaam;leider\nZoë;x".encode(),
        "naam;leider\nZoë;x".encode("cp1252"),
        "naam\tleider\nZoë\tx".encode("utf-16"),
        '"naam";"leider"\n"Zoë";"x"'.encode(),
    ],
)
def test_encodings_and_separators(data):
    assert texts(data) == TABLE


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("sep=;\nnaam;leider\nA, B;x\n", [(2, "naam", "leider"), (3, "A, B", "x")]),
        ("sep=,\r\nnaam,leider\r\nA;B,x", [(2, "naam", "leider"), (3, "A;B", "x")]),
        ("sep=\t\nnaam\tleider\nA\tx", [(2, "naam", "leider"), (3, "A", "x")]),
        ('"sep=;"\nnaam;leider\nA;x', [(2, "naam", "leider"), (3, "A", "x")]),
        ("\n;\n\nnaam;leider\n\n ;\xa0\nA;x\n\n", [(4, "naam", "leider"), (7, "A", "x")]),
        ('naam;leider\n"A\nB\nC";x\nD;\n', [(1, "naam", "leider"), (2, "A B C", "x"), (3, "D", "")]),
        ('naam;leider\n"Jan ""Jef"" P";x', [(1, "naam", "leider"), (2, 'Jan "Jef" P', "x")]),
        ('naam;leider\nJan "Jef" P;x', [(1, "naam", "leider"), (2, 'Jan "Jef" P', "x")]),
        ("naam\nPeeters, Jan\nB;C", [(1, "naam"), (2, "Peeters, Jan"), (3, "B;C")]),
        (
            "naam;Afdeling, dienst, team, plek\nA;b,c",
            [(1, "naam", "Afdeling, dienst, team, plek"), (2, "A", "b,c")],
        ),
        (
            "naam;leider\n=1+1;x\n'=1+1;x\n''=1;x\n'Jan;x",
            [(1, "naam", "leider"), (2, "=1+1", "x"), (3, "=1+1", "x"), (4, "'=1", "x"), (5, "'Jan", "x")],
        ),
    ],
)
def test_text_files(text, rows):
    assert texts(text.encode()) == rows


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b"\n \n\t\n", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "(.xls)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"<html><table><tr><td>naam</td></tr></table>", "not a spreadsheet"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not a text file"),
        (b"naam;leider\n\x81\x8d;x", "not a text file"),
        (b'naam;leider\nA;x\n"B;x\nC;x', "Row 3"),
        (b'naam;leider\n"A" B;x', "Row 2"),
        (b"sep=|\nnaam|leider", "“|”"),
        (b"naam\n" + b"A\n" * 10_001, "10,000 rows"),
        (b"naam\n" + b"A" * 10 * 1024 * 1024, "10 MB"),
        (b"naam\n" + b"A" * 200_000, "Row 2"),
    ],
)
def test_files_that_cannot_be_read(data, sentence):
    assert sentence in refusal(data)


def test_ten_thousand_rows_and_blank_ones_between_are_read():
    assert len(texts(b"naam\n" + b"A\n\n" * 10_000)) == 10_001


def archive(**parts):
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return stream.getvalue()


def repacked(data, change):
    """A workbook with its parts changed: change(name, content) gives the new content, None to leave one out."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return stream.getvalue()


GOOD = workbook_of(["naam", "leider"], ["Zoë", "x"])


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (archive(mimetype="application/vnd.oasis.opendocument.spreadsheet", content_dot_xml="<x/>"), ".ods"),
        (archive(xl__workbook_dot_bin="x"), ".xlsb"),
        (archive(word__document_dot_xml="<x/>"), "not a spreadsheet"),
        (GOOD[: len(GOOD) // 2], "damaged"),
        (GOOD[:200] + b"\0" * 100 + GOOD[300:], "damaged"),
        (
            repacked(GOOD, lambda name, content: None if name == "xl/worksheets/sheet1.xml" else content),
            "damaged",
        ),
        (repacked(GOOD, lambda name, content: b"<x" if name.endswith("sheet1.xml") else content), "damaged"),
        (
            repacked(
                GOOD,
                lambda name, content: content.replace(
                    b"<worksheet", b'<!DOCTYPE w [<!ENTITY a "b">]><worksheet', 1
                ),
            ),
            "no spreadsheet program writes",
        ),
        (
            repacked(
                GOOD,
                lambda name, content: (
                    content + b" " * 101 * 1024 * 1024 if name.endswith("app.xml") else content
                ),
            ),
            "unpacks",
        ),
        (workbook_of([f"h{n}" for n in range(300)]), "256 columns"),
        (workbook_of(), "empty"),
        (workbook_of(["naam"], *(["A"] for _ in range(10_001))), "10,000 rows"),
    ],
)
def test_workbooks_that_cannot_be_read(data, sentence):
    assert sentence in refusal(data)


def test_a_locked_archive_says_so():
    data = bytearray(GOOD)
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = data.find(mark)
        while place >= 0:
            struct.pack_into("<H", data, place + offset, 1)
            place = data.find(mark, place + 4)

    assert "password" in refusal(bytes(data))


def test_a_workbook_is_read_with_its_row_numbers():
    data = workbook_of(
        [], ["naam", "leider"], [], ["Zoë", "x"], [None, "\xa0"], ["Ben", 1], ["An", True], ["Ed", 0.0]
    )

    assert texts(data) == [
        (2, "naam", "leider"),
        (4, "Zoë", "x"),
        (6, "Ben", "1"),
        (7, "An", "1"),
        (8, "Ed", "0"),
    ]


def test_only_the_first_sheet_is_read_and_dates_are_dates():
    workbook = Workbook()
    workbook.active.append(["naam", "sinds"])
    workbook.active.append(["Zoë", datetime(2024, 3, 1)])
    workbook.create_sheet("second").append(["other"])
    stream = BytesIO()
    workbook.save(stream)

    sheet = read_sheet(stream.getvalue(), HEADERS)

    assert sheet.rows[0].cells == ("Zoë", datetime(2024, 3, 1))
    assert len(sheet.rows) == 1


def cached(value, kind=""):
    """Give the formula in B2 a saved result."""

    def change(name, content):
        if not name.endswith("sheet1.xml"):
            return content
        return content.replace(
            b'<c r="B2"><f>1+1</f><v /></c>', f'<c r="B2"{kind}><f>1+1</f>{value}</c>'.encode()
        )

    return change


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        ("<v>1</v>", "", "1"),
        ("<v>x</v>", ' t="str"', "x"),
        ("<v></v>", ' t="str"', ""),
        ("<v>1</v>", ' t="b"', "1"),
    ],
)
def test_a_formula_counts_as_its_saved_result(value, kind, text):
    data = repacked(workbook_of(["naam", "leider"], ["Zoë", "=1+1"]), cached(value, kind))

    assert texts(data)[1] == ((2, "Zoë", text) if text else (2, "Zoë"))


@pytest.mark.parametrize(
    ("value", "kind", "reason"),
    [("", "", "no saved result"), ("<v></v>", "", "no saved result"), ("<v>#N/A</v>", ' t="e"', "failed")],
)
def test_a_formula_without_a_good_result_is_trouble(value, kind, reason):
    data = repacked(workbook_of(["naam", "leider"], ["Zoë", "=1+1"]), cached(value, kind))

    cell = read_sheet(data, HEADERS).rows[0].cells[1]

    assert isinstance(cell, Trouble)
    assert reason in cell.reason


def test_text_that_looks_like_a_formula_stays_text():
    def as_typed(sheet):
        sheet["A2"].data_type = "s"

    assert texts(workbook_of(["naam", "leider"], ["=1+1", "x"], change=as_typed))[1] == (2, "=1+1", "x")


def test_cells_merged_down_say_the_same_in_every_row():
    def merge(sheet):
        sheet.merge_cells("B2:B5")

    data = workbook_of(
        ["naam", "organisatie"], ["Zoë", "VDAB"], ["Ben", None], [None, None], ["An", None], change=merge
    )

    assert texts(data)[1:] == [(2, "Zoë", "VDAB"), (3, "Ben", "VDAB"), (5, "An", "VDAB")]


def test_cells_merged_across_are_trouble():
    def merge(sheet):
        sheet.merge_cells("B2:C2")

    cells = (
        read_sheet(workbook_of(["naam", "leider", "driver"], ["Zoë", "x", None], change=merge), HEADERS)
        .rows[0]
        .cells
    )

    assert isinstance(cells[1], Trouble)
    assert isinstance(cells[2], Trouble)
    assert "B2:C2" in cells[1].reason


def test_merged_cells_without_content_are_nothing():
    def merge(sheet):
        sheet.merge_cells("B2:C3")

    assert texts(workbook_of(["naam", "leider"], ["Zoë", None], change=merge))[1] == (2, "Zoë")


def test_numbers_of_days_from_1904_are_trouble():
    def old(sheet):
        from openpyxl.utils.datetime import MAC_EPOCH

        sheet.parent.epoch = MAC_EPOCH

    cells = read_sheet(workbook_of(["naam", "sinds"], ["Zoë", 40000], ["Ben", 1], change=old), HEADERS).rows

    assert isinstance(cells[0].cells[1], Trouble)
    assert cells[1].cells[1] == 1


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-", "@x", "'=1", "''=1", "'", "''", "'a", "a", "", "\t=1", "a=1"]
)
def test_escaping_is_undone_exactly(text):
    assert unescape(escape(text)) == text
    assert not escape(text).startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋"))


def test_a_workbook_that_lies_about_its_size_is_read_whole():
    data = repacked(GOOD, lambda name, content: content.replace(b'ref="A1:B2"', b'ref="A1:A1"'))

    assert load_workbook(BytesIO(data), read_only=True).active.max_row == 1
    assert texts(data) == TABLE
