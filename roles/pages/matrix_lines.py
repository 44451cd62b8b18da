"""Reading the lines of the role matrix: who takes part in a network, and what they hold.

Past the ORM, as roles/loading/sql.py says why: a page of two hundred members spends most of its time here.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import compress, product
from typing import NamedTuple

from django.db import connection

from networks.models import Network
from roles.models import Role, RoleAssignment

# The letters of every combination of motives, in the order of RoleAssignment.MOTIVES.
LETTERS = {
    ticked: "".join(compress(RoleAssignment.MOTIVES, ticked)) for ticked in product((False, True), repeat=3)
}

# The members, past the ORM as roles/loading/sql.py says why: a row each, with what they hold as numbers in one
# text, the role's key and three bits for the motives.
LINES_SQL = """
    SELECT m.id, m.person_id, p.user_id, p.name, m.is_coordinator, m.engagement_id, o.name, o.slug, (
        SELECT {holdings} FROM roles_roleassignment a
        WHERE a.membership_id = m.id AND a.started_on <= %(day)s AND (a.ended_on IS NULL OR a.ended_on > %(day)s)
    )
    FROM networks_membership m
    JOIN networks_person p ON p.id = m.person_id
    LEFT JOIN networks_engagement e ON e.id = m.engagement_id
    LEFT JOIN networks_organisation o ON o.id = e.organisation_id
    WHERE m.network_id = %(network)s AND m.joined_on <= %(day)s AND (m.left_on IS NULL OR m.left_on > %(day)s) {one}
    ORDER BY p.name_key, m.id
"""
HOLDING_SQL = "a.role_id * 8" + "".join(
    f" + CASE WHEN a.{field} THEN {1 << place} ELSE 0 END"
    for place, field in enumerate(RoleAssignment.MOTIVES.values())
)

COUNTS_SQL = """
    SELECT (
        SELECT COUNT(*) FROM networks_membership m
        WHERE m.network_id = %(network)s AND m.joined_on <= %(day)s AND (m.left_on IS NULL OR m.left_on > %(day)s)
    ), (
        SELECT COUNT(DISTINCT a.membership_id)
        FROM networks_membership m JOIN roles_roleassignment a ON a.membership_id = m.id
        WHERE m.network_id = %(network)s AND m.joined_on <= %(day)s AND (m.left_on IS NULL OR m.left_on > %(day)s)
            AND a.role_id = %(role)s AND a.started_on <= %(day)s AND (a.ended_on IS NULL OR a.ended_on > %(day)s)
    )
"""


class Line(NamedTuple):
    """One member and what they hold. Roles are masks in the order of the catalogue."""

    membership: int
    person: int
    user: int | None
    name: str
    coordinates: bool
    organisation: int | None  # the engagement behind it; None: in their own name
    organisation_name: str
    organisation_slug: str
    held: int
    motives: tuple[int, int, int]  # the roles held for each motive, in the order of RoleAssignment.MOTIVES

    def letters(self, bit: int) -> str:
        """The letters of the motives for which a role is held."""
        first, second, third = self.motives
        return LETTERS[bool(first & bit), bool(second & bit), bool(third & bit)]


BLANK = Line(0, 0, None, "", False, None, "", "", 0, (0, 0, 0))


def read_lines(
    network: Network, day: date, roles: Sequence[Role], membership: int | None = None
) -> list[Line]:
    """Return the members of a day by name, or one of them, with the roles that they hold then."""
    concatenate = (
        "STRING_AGG(CAST({} AS text), ',')" if connection.vendor == "postgresql" else "GROUP_CONCAT({})"
    )
    question = LINES_SQL.format(
        holdings=concatenate.format(HOLDING_SQL),
        one="AND m.id = %(membership)s" if membership is not None else "",
    )
    with connection.cursor() as cursor:
        cursor.execute(question, {"network": network.pk, "day": day, "membership": membership})
        rows = cursor.fetchall()
    bits = {role.pk: 1 << index for index, role in enumerate(roles)}
    return [
        Line(
            key,
            person,
            user,
            name,
            bool(coordinates),
            party,
            party_name or "",
            slug or "",
            *_masks(held, bits),
        )
        for key, person, user, name, coordinates, party, party_name, slug, held in rows
    ]


def count_people_and_holders(network: Network, day: date, role: Role) -> tuple[int, int]:
    """Return how many people take part in a network on a day, and how many of them hold a role."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS_SQL, {"network": network.pk, "day": day, "role": role.pk})
        people, holders = cursor.fetchone()
    return people, holders


def _masks(holdings: str | None, bits: Mapping[int, int]) -> tuple[int, tuple[int, int, int]]:
    """Return the roles that are held, and those held for each motive, from the holdings of one member."""
    held = first = second = third = 0
    for holding in holdings.split(",") if holdings else ():
        role, motives = divmod(int(holding), 8)
        bit = bits[role]
        held |= bit
        first |= bit * (motives & 1)
        second |= bit * (motives >> 1 & 1)
        third |= bit * (motives >> 2)
    return held, (first, second, third)
