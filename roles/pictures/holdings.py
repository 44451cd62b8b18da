"""Who holds what, as a table to read and print: members down, roles across.

The rows are joined here: two hundred members have three thousand cells.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape  # Django's own looks for lazy texts first, and takes three times as long
from itertools import groupby
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from roles.analysis import Snapshot
from roles.catalogue_names import CatalogueNames
from roles.models import Role

HELD = '<span aria-hidden="true">●</span><span class="visually-hidden">{}</span>'


class HoldingsGroup(NamedTuple):
    """Roles beside each other in one colour: the cockpit, a cluster, the level of the network."""

    tone: str
    name: str
    width: int


@dataclass(frozen=True, slots=True)
class Holdings:
    """The table: its two heading rows, and the rows of members and totals."""

    groups: Sequence[HoldingsGroup]
    roles: Sequence[str]
    rows: SafeString
    totals: Sequence[int]


def draw_holdings(snapshot: Snapshot, names: CatalogueNames) -> Holdings:
    """Return who holds what on the snapshot's day, members by name."""
    bits = {role.slug: 1 << index for index, role in enumerate(snapshot.catalogue.roles)}
    columns = [(bits[slug], role) for slug, role in names.roles.items()]
    columns.sort(key=lambda column: place_of(column[1]))
    groups = [
        HoldingsGroup(tone, group_name(roles[0][1]), len(roles))
        for tone, found in groupby(columns, key=lambda column: column[1].tone)
        if (roles := list(found))
    ]
    members = sorted(snapshot.members, key=lambda member: member.name.casefold())
    held = HELD.format(escape(_("holds this role")))
    rows = []
    for member in members:
        organisation = (
            snapshot.organisations[member.organisation].name if member.organisation is not None else ""
        )
        cells = "".join(
            f'<td class="held {role.tone}"><span class="cell">{held}</span></td>'
            if member.roles & bit
            else "<td></td>"
            for bit, role in columns
        )
        rows.append(
            f'<tr><th scope="row">{escape(member.name)}<small>{escape(organisation)}</small></th>{cells}'
            f'<td class="total">{member.roles.bit_count()}</td></tr>'
        )
    totals = [sum(1 for member in members if member.roles & bit) for bit, _role in columns]
    return Holdings(groups, [role.name for _bit, role in columns], mark_safe("".join(rows)), totals)


def place_of(role: Role) -> tuple[int, int, int]:
    """Sort roles as every picture shows them: the cockpit, the clusters, the level of the network."""
    places = [Role.Place.CORE, Role.Place.CLUSTER, Role.Place.NETWORK]
    return places.index(Role.Place(role.place)), role.cluster.position if role.cluster else 0, role.position


def group_name(role: Role) -> str:
    """Return where a role stands: its cluster, the cockpit, or the level of the network."""
    if role.cluster:
        return role.cluster.name
    return _("Cockpit") if role.place == Role.Place.CORE else _("Network level")
