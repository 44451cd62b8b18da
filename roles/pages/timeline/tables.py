"""How often roles changed hands, as a table for roles, one for organisations and one for people."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from collab.text import fold
from roles.pages.timeline.hands import Turnover, Turnovers
from roles.pages.timeline.overview import RolesOverTime
from roles.pictures.tenure_rows import Counted, draw_count_rows

SHOWN = 10  # rows at once; the others are a click away


class CountTable(NamedTuple):
    """A table: what it counts by, its first rows and the others."""

    name: str
    heading: str
    rows: SafeString
    more: SafeString
    more_count: int


def counted_tables(all_time: RolesOverTime, turnovers: Turnovers) -> list[CountTable]:
    """Return the three tables: roles in their usual order, the others with the most changes first."""
    nothing = Turnover()
    roles = [Counted(each.name, turnovers.roles.get(each.slug, nothing)) for each in all_time.roles]
    names = {each.person: each.name for each in all_time.tenures}
    people = [Counted(names[key], count) for key, count in turnovers.people.items()]
    organisations = [
        Counted(all_time.organisations[key].name if key else _("in their own name"), count)
        for key, count in turnovers.organisations.items()
    ]
    return [
        CountTable("roles", _("By role"), draw_count_rows(roles), SafeString(), 0),
        _table("organisations", _("By organisation"), organisations),
        _table("people", _("By person"), people),
    ]


def _table(name: str, heading: str, rows: Iterable[Counted]) -> CountTable:
    found = sorted(rows, key=_busiest_first)
    return CountTable(
        name,
        heading,
        draw_count_rows(found[:SHOWN]),
        draw_count_rows(found[SHOWN:]),
        max(0, len(found) - SHOWN),
    )


def _busiest_first(row: Counted) -> tuple[int, int, str]:
    found = row.turnover
    return -found.handed_over, -found.taken - found.laid_down, fold(row.name)
