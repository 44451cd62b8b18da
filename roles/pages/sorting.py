"""Tables that are sorted by links in their headings, and so without scripts."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from django.http import QueryDict
from django.utils.functional import Promise


class Heading(NamedTuple):
    """A column's heading: its name, the address that sorts by it, and how it is sorted now."""

    key: str
    label: str | Promise
    url: str
    direction: str  # "ascending", "descending" or nothing


def sort_headings(
    given: QueryDict,
    sort: str,
    labels: Mapping[str, str | Promise],
    *,
    descending_first: Collection[str] = (),
    address: str = "",
) -> list[Heading]:
    """Return the headings of columns that one can sort by; a second click turns the order round.

    `sort` is a key, with a minus for the other way. `address` is the table's own page, when the table stands on
    another one too.
    """
    headings = []
    for key, label in labels.items():
        direction = {key: "ascending", f"-{key}": "descending"}.get(sort, "")
        first, other = (f"-{key}", key) if key in descending_first else (key, f"-{key}")
        url = changed_query(given, sort=other if sort == first else first, page=None)
        headings.append(Heading(key, label, address + url, direction))
    return headings


def changed_query(given: QueryDict, **changes: str | None) -> str:
    """Return the address's query with some of its values changed, or left out."""
    query = given.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"?{query.urlencode()}"
