"""The table about who talks with whom: a row for each party, sorted and searched."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from collab.text import fold
from roles.pages.sorting import Heading, sort_headings
from roles.pages.talking.asked import DESCENDING_FIRST, Asked
from roles.pages.talking.parties import Compared, Party


class Row(NamedTuple):
    """One party: how often at a table, with how many others, how much runs through it, and how often it chaired."""

    party: Party
    meetings: int
    met: int
    others: int
    link: float  # betweenness
    alone: bool  # others meet the rest only through this one
    group: int  # counted from the largest; 0 for who met nobody
    chaired: int


SORTED_BY: Mapping[str, Callable[[Row], Any]] = {
    "name": lambda row: row.party.name_key,
    "meetings": lambda row: row.meetings,
    "met": lambda row: row.met,
    "link": lambda row: row.link,
    "group": lambda row: row.group or 1_000_000,
    "chaired": lambda row: row.chaired,
}


def party_rows(compared: Compared, asked: Asked) -> list[Row]:
    """Return the rows that an address asks for, in its order."""
    talking = compared.talking
    cuts = {cut.key for cut in talking.cuts}
    group = {key: number for number, keys in enumerate(talking.groups, start=1) for key in keys}
    wanted = fold(asked.query)
    rows = [
        Row(
            party,
            talking.came(key),
            talking.met(key),
            len(talking.keys) - 1,
            talking.betweenness[key],
            key in cuts,
            group.get(key, 0),
            compared.chairs[key],
        )
        for key, party in compared.parties.items()
        if wanted in party.name_key or wanted in fold(party.organisation)
    ]
    by = asked.sort.removeprefix("-")
    return sorted(rows, key=SORTED_BY[by], reverse=asked.sort.startswith("-"))


def row_headings(compared: Compared, asked: Asked, given: QueryDict) -> list[Heading]:
    """Return the headings of the columns, each a link that sorts by it."""
    who = _("Who") if compared.by == "people" else _("Organisation")
    labels = {
        "name": who,
        "meetings": pgettext("column", "Meetings"),
        "met": pgettext("column", "Met"),
        "link": pgettext("column", "Link between others"),
        "group": pgettext("column", "Group"),
        "chaired": pgettext("column", "Chaired"),
    }
    return sort_headings(given, asked.sort, labels, descending_first=DESCENDING_FIRST)
