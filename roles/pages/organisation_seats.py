"""Where the people of organisations sit: read from the database, as plain values.

Past the ORM, as roles/loading/sql.py says why: an organisation may sit in hundreds of networks. Every question
starts from engagements in networks that the reader may see, so nothing else can come of it.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q

from networks.models import Engagement, User
from roles.analysis import Mandate
from roles.analysis.standing import WITHOUT, MandateRecord, Standing, standing_on
from roles.catalogue_names import CatalogueNames
from roles.models import Role

# Between curly brackets: keys from the database, and the conditions below.
SEATS_SQL = """
    SELECT m.id, m.engagement_id, m.person_id, p.name, p.name_key, CAST(m.joined_on AS text), m.is_coordinator, (
        SELECT {concatenate} FROM roles_roleassignment a WHERE a.membership_id = m.id AND {held}
    )
    FROM networks_membership m JOIN networks_person p ON p.id = m.person_id
    WHERE m.engagement_id IN ({engagements}) AND {takes_part}
"""
MANDATES_SQL = """
    SELECT d.membership_id, d.hours_per_month, CAST(d.starts_on AS text), CAST(d.ends_on AS text),
        CAST(d.asked_on AS text), CAST(d.declined_on AS text), CAST(d.granted_on AS text),
        CAST(d.withdrawn_on AS text)
    FROM networks_membership m JOIN networks_mandate d ON d.membership_id = m.id
    WHERE m.engagement_id IN ({engagements}) AND {takes_part}
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


def read_engaged(user: User, organisations: Collection[int], day: date) -> list[Engaged]:
    """Return where these organisations are engaged, in networks that the user sees and that are not over, by name.

    One query.
    """
    running = Q(network__ended_on=None) | Q(network__ended_on__gt=day)
    found = Engagement.objects.visible_to(user).filter(running, organisation__in=organisations)
    rows = found.order_by("network__name", "pk").values_list(
        "pk", "organisation_id", "network_id", "network__slug", "network__name", "stake"
    )
    return [Engaged(*row) for row in rows]


def read_seats(engaged: Sequence[Engaged], day: date, names: CatalogueNames) -> list[Seat]:
    """Return who sits under these engagements on a day, by name, then by network. Two queries, or none."""
    if not engaged:
        return []
    by_key = {each.key: each for each in engaged}
    standings = _read_standings(by_key, day)
    concatenate = (
        "STRING_AGG(CAST({} AS text), ',')" if connection.vendor == "postgresql" else "GROUP_CONCAT({})"
    )
    rows = _ask(SEATS_SQL, day, concatenate=concatenate.format("a.role_id"), engagements=_numbers(by_key))
    bits = names.for_analysis()[1]
    seats = [
        Seat(
            key,
            by_key[engagement],
            person,
            name,
            name_key,
            _day(joined),
            bool(coordinates),
            _mask(held, bits),
            standings.get(key, WITHOUT),
        )
        for key, engagement, person, name, name_key, joined, coordinates, held in rows
    ]
    return sorted(seats, key=lambda seat: (seat.name_key, seat.person, seat.engaged.name))


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


def _read_standings(engagements: Iterable[int], day: date) -> dict[int, Standing]:
    """Return how each seat stands with its mandates; one without any is absent."""
    records: dict[int, list[MandateRecord]] = {}
    for membership, hours, *days in _ask(MANDATES_SQL, day, engagements=_numbers(engagements)):
        first, last, asked_on, declined, granted, withdrawn = map(_day, days)
        record = MandateRecord(Mandate(granted, first, last, withdrawn, 0), asked_on, declined, hours)
        records.setdefault(membership, []).append(record)
    return {membership: standing_on(given, day) for membership, given in records.items()}


def _ask(question: str, day: date, **pieces: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question.format(**CONDITIONS, **pieces), {"day": day})
        return cursor.fetchall()


@lru_cache(maxsize=4096)
def _day(text: str | None) -> Any:
    """Return the day that the database wrote out; many rows share one."""
    return date.fromisoformat(text) if text else None


def _mask(held: str | None, bits: dict[int, int]) -> int:
    mask = 0
    for role in held.split(",") if held else ():
        mask |= bits[int(role)]
    return mask


def _numbers(keys: Iterable[int]) -> str:
    """Return keys as they stand between brackets; they come from the database, never from a request."""
    return ", ".join(map(str, keys))
