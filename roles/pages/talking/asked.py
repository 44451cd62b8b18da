"""What an address asks of the pages about who talks with whom."""

from datetime import date
from typing import Literal, NamedTuple

from django.http import HttpRequest

from collab.search import search_query
from roles.pages.talking.period import Period, asked_period

By = Literal["organisations", "people"]
ZOOMS = (1, 2, 4)
SORTS = ("name", "meetings", "met", "link", "group", "chaired")
DESCENDING_FIRST = ("meetings", "met", "link", "chaired")


class Asked(NamedTuple):
    """Whom to compare, in which period, around whom, how large, and how the table is sorted and searched."""

    by: By
    period: Period
    around: str  # the key of an organisation or a person; empty for everybody
    zoom: int
    sort: str  # one of SORTS, with a minus for the other way
    query: str


def read_asked(request: HttpRequest, today: date) -> Asked:
    """Read an address; what makes no sense is as if it were not there."""
    given = request.GET
    zoom = given.get("zoom", "")
    sort = given.get("sort", "")
    return Asked(
        "people" if given.get("by") == "people" else "organisations",
        asked_period(given, today),
        given.get("around", "")[:20],
        int(zoom) if zoom in map(str, ZOOMS) else ZOOMS[0],
        sort if sort.removeprefix("-") in SORTS else "name",
        search_query(request),
    )
