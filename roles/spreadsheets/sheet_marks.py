"""What a sheet's XML tells beside its values: merged cells, and formulas that were never calculated.

openpyxl reads values row by row without these two; this reads them and nothing else.
"""

import posixpath
import zipfile
from collections import defaultdict
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree as ET

from openpyxl.utils import range_boundaries
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Merge:
    """A range of merged cells; rows and columns count from 1."""

    name: str
    first_column: int
    first_row: int
    last_column: int
    last_row: int


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """The merged ranges of a sheet, and the columns of formulas without a saved result by row."""

    merges: tuple[Merge, ...]
    unsaved: dict[int, list[int]]


def read_marks(data: bytes) -> SheetMarks:
    """Read the marks of a workbook's first sheet. The archive must have been found harmless."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        content = archive.read(_first_sheet(archive))
    if not any(mark in content for mark in (b"mergeCell", b"<f", b":f")):
        return SheetMarks((), {})
    merges: list[Merge] = []
    unsaved: dict[int, list[int]] = defaultdict(list)
    row = column = 0
    for event, element in ET.iterparse(BytesIO(content), events=("start", "end")):  # noqa: S314 - no entities
        tag = _local(element)
        if event == "start":
            if tag == "row":
                row, column = int(element.get("r") or row + 1), 0
            elif tag == "c":
                column = _column(element, column)
        elif tag == "c":
            if _is_unsaved(element):
                unsaved[row].append(column)
        elif tag == "mergeCell":
            merges.append(Merge(element.get("ref", ""), *range_boundaries(element.get("ref", ""))))
        elif tag == "row":
            element.clear()
    return SheetMarks(tuple(merges), dict(unsaved))


def _column(cell: ET.Element, before: int) -> int:
    place = cell.get("r")
    return column_index_from_string(coordinate_from_string(place)[0]) if place else before + 1


def _is_unsaved(cell: ET.Element) -> bool:
    """Whether a cell holds a formula without a result. A result that is an empty text is one."""
    parts = {_local(part): part for part in cell}
    if "f" not in parts:
        return False
    return "v" not in parts or not (parts["v"].text or cell.get("t") == "str")


def _first_sheet(archive: zipfile.ZipFile) -> str:
    """Return the path of the first sheet that is no chart."""
    workbook = next(
        target for kind, target in _relations(archive, "").values() if kind.endswith("/officeDocument")
    )
    relations = _relations(archive, workbook)
    for element in ET.fromstring(archive.read(workbook)).iter():  # noqa: S314 - no entities
        if _local(element) == "sheet":
            kind, target = relations[element.get(_RELATION, "")]
            if kind.endswith("/worksheet"):
                return target
    raise KeyError("no worksheet")


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Map the identifiers of a part's relations to their kind and the path that they point to."""
    folder, name = posixpath.split(part)
    content = archive.read(posixpath.join(folder, "_rels", f"{name}.rels"))
    document = ET.fromstring(content)  # noqa: S314 - no entities
    return {
        each.get("Id", ""): (
            each.get("Type", ""),
            posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/"),
        )
        for each in document
    }


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
