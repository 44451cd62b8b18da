"""Who may decide what at a network's table, on one day: what the decision table shows.

Only granted mandates that are valid that day count, of members who take part then for an organisation. Members in
their own name decide for themselves alone, so they stand beside the table, not in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db import connection
from django.http import Http404
from django.shortcuts import get_object_or_404

from networks.models import Authority, DecisionTopic, Network, User

Level = Authority.Level

# The members, past the ORM as roles/loading/sql.py says why: a row each, with their valid mandate and all that it
# says of topics in one text: for each, the first letter of the level and the topic's key. Forty topics by two
# hundred members are eight thousand rows otherwise.
LINES_SQL = """
    SELECT m.id, p.user_id, p.name, m.is_coordinator, o.id, o.name, o.slug, d.id, (
        SELECT {said} FROM networks_authority a WHERE a.mandate_id = d.id
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
SAID_SQL = "SUBSTR(a.level, 1, 1) || a.topic_id"
DECIDES = Level.DECIDES[0]
BY_LETTER = {level[0]: level for level in Level}


class Seat(NamedTuple):
    """A member at the table."""

    membership: int
    user: int | None
    name: str
    coordinates: bool
    organisation: int | None  # None: in their own name
    organisation_name: str
    organisation_slug: str
    mandate: int | None  # the one that is valid
    said: str  # what it says of topics, as SAID_SQL puts it

    @property
    def levels(self) -> dict[int, Level]:
        """What the member may do, by topic."""
        return {int(each[1:]): BY_LETTER[each[0]] for each in self.said.split(",")} if self.said else {}


@dataclass(frozen=True)
class TopicLine:
    """What everybody at the table must know of one topic: who may decide."""

    topic: int
    name: str
    deciders: Sequence[Seat]

    @cached_property
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
        """The topics by name, with who may decide on each."""
        deciders: dict[str, list[Seat]] = {}
        for seat in self.mandated:
            for each in seat.said.split(","):
                if each[:1] == DECIDES:
                    deciders.setdefault(each, []).append(seat)
        return [TopicLine(topic, name, deciders.get(f"{DECIDES}{topic}", ())) for topic, name in self.topics]

    def without(self, mandate: int) -> "DecisionTable":
        """Return the table as it would be without one of its mandates."""
        seats = [
            seat._replace(mandate=None, said="") if seat.mandate == mandate else seat for seat in self.seats
        ]
        return DecisionTable(self.topics, seats)


def open_decision_table(user: User, slug: str, day: date) -> tuple[Network, DecisionTable, Seat | None]:
    """Return a network, its table of a day and the reader's own seat; 404 when they may not know of the network.

    Three queries for a member, four for another reader, whatever the size of the network.
    """
    network = get_object_or_404(Network, slug=slug)
    table = read_decision_table(network, day)
    own = next((seat for seat in table.seats if seat.user == user.pk), None)
    # Who takes part sees the network, so the members that were read tell already; others are looked up.
    if own is None and not Network.objects.visible_to(user).filter(pk=network.pk).exists():
        raise Http404
    return network, table, own


def read_decision_table(network: Network, day: date) -> DecisionTable:
    """Read who may decide what in a network on a day. Two queries, whatever its size."""
    topics = list(DecisionTopic.objects.filter(network=network).values_list("pk", "name"))
    return DecisionTable(topics, _read_seats(network, day))


def _read_seats(network: Network, day: date) -> list[Seat]:
    concatenate = "STRING_AGG({}, ',')" if connection.vendor == "postgresql" else "GROUP_CONCAT({})"
    question = LINES_SQL.format(said=concatenate.format(SAID_SQL))
    with connection.cursor() as cursor:
        cursor.execute(question, {"network": network.pk, "day": day})
        rows = cursor.fetchall()
    seats: dict[int, Seat] = {}
    for membership, user, name, coordinates, organisation, party, slug, mandate, said in rows:
        if membership not in seats:  # of two mandates for one day, the one that began last
            seats[membership] = Seat(
                membership,
                user,
                name,
                bool(coordinates),
                organisation,
                party or "",
                slug or "",
                mandate,
                said or "",
            )
    return list(seats.values())
