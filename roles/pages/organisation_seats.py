"""Where the people of organisations sit: read from the database, as plain values.

Past the ORM, as roles/loading/sql.py says why: an organisation may sit in hundreds of networks. Every question
starts from engagements in networks that the reader may see, so nothing else can come of it.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection

from networks.models import Engagement, User
from roles.analysis import Mandate
from roles.analysis.standing import MandateRecord, Standing, standing_on
from roles.catalogue_names import CatalogueNames
from roles.models import Role

# Between curly brackets: keys from the database, and the conditions below.
# A row for each engagement, seat and mandate: whatever there is none of, is empty.
SEATS_SQL = """
    SELECT e.id, e.organisation_id, e.network_id, n.slug, n.name, e.stake,
        m.id, m.person_id, p.name, p.name_key, CAST(m.joined_on AS text), m.is_coordinator, (
            SELECT {concatenate} FROM roles_roleassignment a WHERE a.membership_id = m.id AND {held}
        ),
        d.hours_per_month, CAST(d.starts_on AS text), CAST(d.ends_on AS text), CAST(d.asked_on AS text),
        CAST(d.declined_on AS text), CAST(d.granted_on AS text), CAST(d.withdrawn_on AS text)
    FROM networks_engagement e
    JOIN networks_network n ON n.id = e.network_id AND (n.ended_on IS NULL OR n.ended_on > %(day)s)
    LEFT JOIN networks_membership m ON m.engagement_id = e.id AND {takes_part}
    LEFT JOIN networks_person p ON p.id = m.person_id
    LEFT JOIN networks_mandate d ON d.membership_id = m.id
    WHERE e.{column} IN ({keys})
"""
TABLES_SQL = """
    SELECT m.network_id, o.id, o.name, COUNT(*)
    FROM networks_membership m
    LEFT JOIN networks_engagement e ON e.id = m.engagement_id
    LEFT JOIN networks_organisation o ON o.id = e.organisation_id
    WHERE m.network_id IN ({networks}) AND {takes_part}
    GROUP BY m.network_id, o.id, o.name, o.name_key
    ORDER BY o.name_key
"""
OTHER_CORES_SQL = """
    SELECT m.network_id, a.role_id, COUNT(DISTINCT m.person_id)
    FROM networks_membership m
    LEFT JOIN roles_roleassignment a ON a.membership_id = m.id AND +a.role_id IN ({roles}) AND {held}
    WHERE m.network_id IN ({networks}) AND {takes_part}
        AND (m.engagement_id IS NULL OR m.engagement_id NOT IN ({engagements}))
    GROUP BY m.network_id, a.role_id
"""
CONDITIONS = {
    "takes_part": "m.joined_on <= %(day)s AND (m.left_on IS NULL OR m.left_on > %(day)s)",
    "held": "a.started_on <= %(day)s AND (a.ended_on IS NULL OR a.ended_on > %(day)s)",
}


class Engaged(NamedTuple):
    """An organisation's commitment to one network that is not over."""

    key: int
    organisation: int
    network: int
    slug: str
    name: str
    stake: str


class Seat(NamedTuple):
    """One person at one table, for the organisation. Roles are bits in the order of the catalogue."""

    membership: int
    engaged: Engaged
    person: int
    name: str
    name_key: str
    since: date
    coordinates: bool
    held: int
    standing: Standing


class Table(NamedTuple):
    """Who else sits at a table: the other organisations by name, and how many people in all, those in their own
    name included."""

    organisations: tuple[str, ...]
    people: int


NOBODY = Table((), 0)


class Seating(NamedTuple):
    """Where organisations are engaged, by name of the network, and who sits there, by name, then by network."""

    engaged: list[Engaged]
    seats: list[Seat]


def read_seating(
    user: User, organisations: Collection[int], day: date, names: CatalogueNames, *, sees_all: bool
) -> Seating:
    """Return where the people of these organisations sit, in networks that the user sees and that are not over.

    `sees_all` says that the user sees every network in which these are engaged: who answers for them does, and so
    does an administrator. One query then; two for others.
    """
    column, keys = "organisation_id", _numbers(organisations)
    if not sees_all:
        visible = Engagement.objects.visible_to(user).filter(organisation__in=organisations)
        column, keys = "id", _numbers(visible.values_list("pk", flat=True))
    if not keys:
        return Seating([], [])
    concatenate = (
        "STRING_AGG(CAST({} AS text), ',')" if connection.vendor == "postgresql" else "GROUP_CONCAT({})"
    )
    rows = _ask(SEATS_SQL, day, concatenate=concatenate.format("a.role_id"), column=column, keys=keys)
    rows.sort(key=BY_NETWORK)
    engaged = {row[0]: Engaged(*row[:SEAT]) for row in rows}
    rows = [row for row in rows if row[SEAT] is not None]
    rows.sort(key=BY_PERSON)
    return Seating(list(engaged.values()), _seats(rows, engaged, day, names.for_analysis()[1]))


# Where in a row of SEATS_SQL the seat and the mandate begin, and what rows are sorted by.
SEAT, MANDATE = 6, 13
BY_NETWORK = itemgetter(4, 2)
BY_PERSON = itemgetter(9, 7)


def _seats(
    rows: Iterable[tuple[Any, ...]], engaged: Mapping[int, Engaged], day: date, bits: Mapping[int, int]
) -> list[Seat]:
    """Return the seats; the rows of one seat, which differ in the mandate, may stand anywhere."""
    mandates: dict[int, tuple[tuple[Any, ...], ...]] = {}
    first: list[tuple[Any, ...]] = []
    for row in rows:
        if row[SEAT] not in mandates:
            mandates[row[SEAT]] = (row[MANDATE:],)
            first.append(row)
        else:
            mandates[row[SEAT]] += (row[MANDATE:],)
    return [
        Seat(
            row[6],
            engaged[row[0]],
            row[7],
            row[8],
            row[9],
            _day(row[10]),
            row[11],
            _mask(row[12], bits),
            _standing(mandates[row[6]], day),
        )
        for row in first
    ]


@lru_cache(maxsize=4096)
def _standing(mandates: tuple[tuple[Any, ...], ...], day: date) -> Standing:
    """Return how a seat stands with the mandates in its rows; many seats have theirs for the same period."""
    return standing_on((_record(*each) for each in mandates if each[1] is not None), day)


def _record(hours: int | None, *days: str | None) -> MandateRecord:
    first, last, asked, declined, granted, withdrawn = map(_day, days)
    return MandateRecord(Mandate(granted, first, last, withdrawn, 0), asked, declined, hours)


def read_tables(networks: Iterable[int], organisation: int, day: date) -> dict[int, Table]:
    """Return who else than an organisation's own people sits at these tables on a day. One query, or none."""
    chosen = _numbers(networks)
    if not chosen:
        return {}
    tables: dict[int, Table] = {}
    for network, party, name, people in _ask(TABLES_SQL, day, networks=chosen):
        if party != organisation:
            before = tables.get(network, NOBODY)
            joined = (*before.organisations, name) if party else before.organisations
            tables[network] = Table(joined, before.people + people)
    return tables


def read_other_cores(
    networks: Collection[int], engaged: Iterable[Engaged], day: date, names: CatalogueNames
) -> dict[int, dict[int, int]]:
    """Return how many people of others hold each core role at these tables; a table without others is absent.

    One query, or none.
    """
    if not networks:
        return {}
    bits = names.for_analysis()[1]
    core = [role.pk for role in names.roles.values() if role.place == Role.Place.CORE]
    own = _numbers(each.key for each in engaged)
    pieces = {"networks": _numbers(networks), "roles": _numbers(core) or "NULL", "engagements": own}
    holders: dict[int, dict[int, int]] = {}
    for network, role, people in _ask(OTHER_CORES_SQL, day, **pieces):
        here = holders.setdefault(network, {})
        if role is not None:
            here[bits[role]] = people
    return holders


def core_bits(names: CatalogueNames) -> dict[int, str]:
    """Return the bit of each core role with its name."""
    return {
        1 << index: role.name
        for index, role in enumerate(names.roles.values())
        if role.place == Role.Place.CORE
    }


def _ask(question: str, day: date, **pieces: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question.format(**CONDITIONS, **pieces), {"day": day})
        return cursor.fetchall()


@lru_cache(maxsize=4096)
def _day(text: str | None) -> Any:
    """Return the day that the database wrote out; many rows share one."""
    return date.fromisoformat(text) if text else None


def _mask(held: str | None, bits: Mapping[int, int]) -> int:
    mask = 0
    for role in held.split(",") if held else ():
        mask |= bits[int(role)]
    return mask


def _numbers(keys: Iterable[int]) -> str:
    """Return keys as they stand between brackets; they come from the database, never from a request."""
    return ", ".join(map(str, keys))
