"""Who may decide what at a network's table, on one day: what the decision table shows.

Only granted mandates that are valid that day count, of members who take part then for an organisation. Members in
their own name decide for themselves alone, so they stand beside the table, not in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db import connection

from networks.models import Authority, DecisionTopic, Network

Level = Authority.Level

# What a member may do on a topic, as one digit, so that everything a mandate says fits in one text.
LEVELS: tuple[Level, ...] = (Level.DECIDES, Level.CONSULTS, Level.REFERS)

# The members, past the ORM as roles/loading/sql.py says why: a row each, with their valid mandate and all that it
# says of topics in one text: four times the topic's key, and the place of the level. Forty topics by two hundred
# members are eight thousand rows otherwise.
LINES_SQL = """
    SELECT m.id, p.name, o.id, o.name, o.slug, d.id, (
        SELECT {authority} FROM networks_authority a WHERE a.mandate_id = d.id
    )
    FROM networks_membership m
    JOIN networks_person p ON p.id = m.person_id
    LEFT JOIN networks_engagement e ON e.id = m.engagement_id
    LEFT JOIN networks_organisation o ON o.id = e.organisation_id
    LEFT JOIN networks_mandate d ON d.membership_id = m.id AND d.granted_on <= %(day)s AND d.starts_on <= %(day)s
        AND d.ends_on >= %(day)s AND (d.withdrawn_on IS NULL OR d.withdrawn_on > %(day)s)
    WHERE m.network_id = %(network)s AND m.joined_on <= %(day)s AND (m.left_on IS NULL OR m.left_on > %(day)s)
    ORDER BY o.name_key, p.name_key, m.id, d.starts_on DESC, d.id DESC
"""
AUTHORITY_SQL = (
    "a.topic_id * 4"
    " + CASE a.level"
    + "".join(f" WHEN '{level}' THEN {place}" for place, level in enumerate(LEVELS))
    + " END"
)


class Seat(NamedTuple):
    """A member at the table."""

    membership: int
    name: str
    organisation: int | None  # None: in their own name
    organisation_name: str
    organisation_slug: str
    mandate: int | None  # the one that is valid
    levels: Mapping[int, int]  # topic -> place in LEVELS


@dataclass(frozen=True, slots=True)
class TopicLine:
    """What everybody at the table must know of one topic."""

    topic: int
    name: str
    deciders: Sequence[Seat]
    counts: Sequence[int]  # how many members may decide, consult first, refer back

    @property
    def organisations(self) -> dict[int, str]:
        """The organisations of which somebody may decide."""
        return {seat.organisation: seat.organisation_name for seat in self.deciders if seat.organisation}


@dataclass(frozen=True)
class DecisionTable:
    """The table of one network on one day."""

    topics: Sequence[tuple[int, str]]
    seats: Sequence[Seat]  # everybody who takes part, by organisation and name

    @cached_property
    def mandated(self) -> list[Seat]:
        """The members with a valid mandate: the columns."""
        return [seat for seat in self.seats if seat.organisation is not None and seat.mandate is not None]

    @cached_property
    def without_mandate(self) -> list[Seat]:
        """The members for an organisation who have no valid mandate."""
        return [seat for seat in self.seats if seat.organisation is not None and seat.mandate is None]

    @cached_property
    def own_name(self) -> list[Seat]:
        """The members who speak for themselves."""
        return [seat for seat in self.seats if seat.organisation is None]

    @cached_property
    def lines(self) -> list[TopicLine]:
        """The topics by name, with what the whole table may do on each."""
        deciders: dict[int, list[Seat]] = {topic: [] for topic, _name in self.topics}
        counts = {topic: [0] * len(LEVELS) for topic, _name in self.topics}
        for seat in self.mandated:
            for topic, level in seat.levels.items():
                counts[topic][level] += 1
                if level == 0:
                    deciders[topic].append(seat)
        return [TopicLine(topic, name, deciders[topic], counts[topic]) for topic, name in self.topics]

    def without(self, mandate: int) -> "DecisionTable":
        """Return the table as it would be without one of its mandates."""
        seats = [
            seat._replace(mandate=None, levels={}) if seat.mandate == mandate else seat for seat in self.seats
        ]
        return DecisionTable(self.topics, seats)


def read_decision_table(network: Network, day: date) -> DecisionTable:
    """Read who may decide what in a network on a day. Two queries, whatever its size."""
    topics = list(DecisionTopic.objects.filter(network=network).values_list("pk", "name"))
    return DecisionTable(topics, _read_seats(network, day))


def _read_seats(network: Network, day: date) -> list[Seat]:
    concatenate = (
        "STRING_AGG(CAST({} AS text), ',')" if connection.vendor == "postgresql" else "GROUP_CONCAT({})"
    )
    question = LINES_SQL.format(authority=concatenate.format(AUTHORITY_SQL))
    with connection.cursor() as cursor:
        cursor.execute(question, {"network": network.pk, "day": day})
        rows = cursor.fetchall()
    seats: dict[int, Seat] = {}
    for membership, name, organisation, party, slug, mandate, authority in rows:
        if membership not in seats:  # of two mandates for one day, the one that began last
            levels = _levels(authority)
            seats[membership] = Seat(membership, name, organisation, party or "", slug or "", mandate, levels)
    return list(seats.values())


def _levels(authority: str | None) -> dict[int, int]:
    """Take apart what one mandate says."""
    return {int(code) >> 2: int(code) & 3 for code in authority.split(",")} if authority else {}
