"""Making a set of rows what it should be, without touching those that are right already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)
Key = tuple[Any, ...]


@dataclass(slots=True)
class Changes:
    """How many rows were created, changed and removed."""

    created: int = 0
    changed: int = 0
    removed: int = 0


def put_in_place(
    rows: models.QuerySet[Row], key: tuple[str, ...], wanted: Iterable[Mapping[str, Any]], changes: Changes
) -> dict[Key, Row]:
    """Make the rows exactly the wanted ones, found again by the key (of column names), and return them by it.

    What is missing is created, what differs is changed. What is not wanted, or there twice, is removed first, so
    that it stands in nobody's way.
    """
    targets = {tuple(values[name] for name in key): values for values in wanted}
    found: dict[Key, Row] = {}
    for row in rows.order_by("pk"):
        place = tuple(getattr(row, name) for name in key)
        if place in targets and place not in found:
            found[place] = row
        else:
            row.delete()
            changes.removed += 1
    for place, values in targets.items():
        if place not in found:
            found[place] = rows.model._base_manager.create(**values)
            changes.created += 1
        elif any(getattr(found[place], name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(found[place], name, value)
            found[place].save()
            changes.changed += 1
    return found
