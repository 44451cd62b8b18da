"""From the database to the analysis: networks on a day as snapshots.

Five queries, whatever the number of networks and members: the catalogue, the networks with their norms, who else
takes part in several, the members with their roles, and everything else that is recorded. For many networks the
rows come in the order of the networks and are read as they are needed, so that only one network is in memory.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import date
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from networks.models import Network
from roles.analysis import NORM_SPECS, Catalogue, CoreTerm, Elsewhere, Member, Norms, Role, Snapshot
from roles.analysis.months import latest_more_than
from roles.loading.records import Dates, HeldRoles, Records
from roles.loading.sql import CATALOGUE, Questions

Row = tuple[Any, ...]

NETWORK_FIELDS = ("pk", "slug", "name", "phase", "started_on", "ended_on")
NORM_FIELDS = tuple(Norms.__dataclass_fields__)
ROWS_AT_ONCE = 2_000
FEW = 500
MOST_MEETING_MONTHS = int(NORM_SPECS["meeting_months"].maximum)  # of whatever network


KnownCatalogue = tuple[Catalogue, dict[int, int]]  # and the bit of every role by the role's key


def load_snapshot(network: Network, day: date, known: KnownCatalogue | None = None) -> Snapshot:
    """Return one network on a day; its norms are not asked for again when they were selected along with it.

    A page that has read the catalogue already gives it along, which saves a query.
    """
    norms = getattr(network, "norms", None)
    row = [getattr(network, name) for name in (*NETWORK_FIELDS, *Network.PURPOSE_FIELDS)]
    row += [getattr(norms, name, None) for name in NORM_FIELDS]
    months = getattr(norms, "meeting_months", Norms().meeting_months)
    parameters = {"network": network.pk, "met_after": latest_more_than(months, day)}
    reader = _Reader(day, "%(network)s", parameters, stream=False, known=known)
    return next(reader.snapshots([tuple(row)]))


def load_snapshots(
    networks: QuerySet[Network], day: date, known: KnownCatalogue | None = None, *, few: int = FEW
) -> Iterator[Snapshot]:
    """Yield each of these networks once, as on a day, in the order of their keys.

    Fewer than `few` are named by key in every question, which is quicker than finding out each time which they are.
    """
    keys = (networks if networks.query.is_sliced else networks.order_by()).values("pk")
    fields = (*NETWORK_FIELDS, *Network.PURPOSE_FIELDS, *(f"norms__{name}" for name in NORM_FIELDS))
    rows = Network.objects.filter(pk__in=keys).order_by("pk").values_list(*fields).iterator(ROWS_AT_ONCE)
    first = list(islice(rows, few))
    if not first:
        return
    if len(first) < few:
        reader = _Reader(day, ", ".join(str(row[0]) for row in first), {}, stream=True, known=known)
    else:
        chosen, values = keys.query.sql_with_params()
        names = [f"chosen{number}" for number in range(len(values))]
        chosen %= tuple(f"%({name})s" for name in names)
        reader = _Reader(day, chosen, dict(zip(names, values, strict=True)), stream=True, known=known)
    yield from reader.snapshots(chain(first, rows))


def load_catalogue() -> tuple[Catalogue, dict[int, int]]:
    """Return the catalogue, and the bit of every role by the role's key."""
    with connection.cursor() as cursor:
        cursor.execute(CATALOGUE)
        rows = cursor.fetchall()
    roles = [
        Role(slug, place == "core", place == "network", cluster) for _, slug, place, _, cluster, _ in rows
    ]
    clusters = sorted({row[3:5] for row in rows if row[4] is not None})
    generic_competences = rows[0][5] if rows else 0
    catalogue = Catalogue(tuple(roles), tuple(slug for _, slug in clusters), generic_competences)
    return catalogue, {row[0]: 1 << index for index, row in enumerate(rows)}


def concatenation() -> str:
    """Return how this database puts texts together, as `Questions` asks for it."""
    return "STRING_AGG({}, ',')" if connection.vendor == "postgresql" else "GROUP_CONCAT({})"


class _Reader:
    """Asks the questions once and hands out one network after another."""

    def __init__(
        self,
        day: date,
        chosen: str,
        parameters: dict[str, Any],
        *,
        stream: bool,
        known: KnownCatalogue | None = None,
    ) -> None:
        self.day = day
        met_after = latest_more_than(MOST_MEETING_MONTHS, day)
        self.parameters = {"day": day, "met_after": met_after, **parameters}
        self.stream = stream
        self.catalogue, self.bits = known or load_catalogue()
        core = tuple(key for key, bit in self.bits.items() if bit & self.catalogue.core)
        self.questions = Questions(core, chosen, concatenation())
        self.dates = Dates()
        self.norms: dict[Row, Norms] = {}
        self.loads: dict[int, Elsewhere] = {}
        self.held_roles = HeldRoles(self.bits)

    def snapshots(self, networks: Iterable[Row]) -> Iterator[Snapshot]:
        """Yield the snapshot of each network, given as the fields above; they must come in order of their keys."""
        with ExitStack() as stack:
            self._add_loads(self._ask(stack, self.questions.loads()))
            members = _by_network(self._ask(stack, self.questions.members()))
            records = _by_network(self._ask(stack, self.questions.records()))
            for network in networks:
                yield self._snapshot(network, members(network[0]), records(network[0]))

    def _ask(self, stack: ExitStack, question: str) -> Iterator[Row]:
        """Yield the rows of a question, past the ORM: converting each value would take longer than all the rest."""
        cursor = stack.enter_context(connection.chunked_cursor() if self.stream else connection.cursor())
        cursor.execute(question, self.parameters)
        return chain.from_iterable(iter(lambda: cursor.fetchmany(ROWS_AT_ONCE), []))

    def _add_loads(self, rows: Iterable[Row]) -> None:
        """Add up what people who take part in several networks hold, counted per network."""
        core, bits, loads, none = self.catalogue.core, self.bits, self.loads, Elsewhere(0, 0)
        for person, keys in rows:
            if keys:
                roles = {bits[int(key)] for key in keys.split(",")}
                before = loads.get(person, none)
                core_roles = before.core_roles + len([role for role in roles if role & core])
                loads[person] = Elsewhere(core_roles, before.roles + len(roles))

    def _snapshot(self, network: Row, members: Iterable[Row], recorded: Iterable[Row]) -> Snapshot:
        _key, slug, name, phase, started, ended, *rest = network
        purposes = len(Network.PURPOSE_FIELDS)
        active = started <= self.day and (ended is None or ended > self.day)
        records = Records(self.bits, self.dates)
        found, elsewhere, motives = self._members(members, records) if active else ([], {}, {})
        records.add(recorded if active else ())
        norms, together = self._norms(tuple(rest[purposes:])), records.together
        return Snapshot(
            day=self.day,
            slug=slug,
            name=name,
            active=active,
            catalogue=self.catalogue,
            members=found,
            organisations=records.organisations,
            phase=phase,
            purpose_filled=sum(bool(text.strip()) for text in rest[:purposes]),
            norms=norms,
            stances=records.stances,
            readings=records.readings,
            check_ins=records.check_ins,
            mandates=records.mandates,
            ratings=records.ratings,
            profiles=records.profiles,
            core_terms=records.core_terms,
            elsewhere=elsewhere,
            motives=motives,
            left_empty={role: left.look_again for role, left in records.left_empty.items()},
            clarities=together.clarities_on(self.day),
            heard=together.heard,
            sittings=together.sittings_on(self.day, norms.meeting_months),
            cards=together.cards_on(self.day),
        )

    def _members(
        self, rows: Iterable[Row], records: Records
    ) -> tuple[list[Member], dict[int, Elsewhere], dict[int, int]]:
        """Return the members, what they hold elsewhere, and the motives; add their core terms to the records."""
        found: list[Member] = []
        elsewhere: dict[int, Elsewhere] = {}
        motivated = [0] * 8
        dates, held_roles, core_terms = self.dates, self.held_roles, records.core_terms
        for _network, person, name, engagement, joined, voice, held in rows:
            roles = 0
            for text in held.split(",") if held else ():
                number, _at, days = text.partition("@")
                role, held_now, motives, known = held_roles[number]
                roles |= held_now
                motivated[motives] += 1
                if days:
                    ended = dates[days[11:]] if len(days) > 10 else None
                    term = CoreTerm(role, dates[days[:10]], ended, known)
                    core_terms.setdefault(person, []).append(term)
            found.append(Member(person, name, engagement, dates[joined], roles, voice))
            if person in self.loads:
                others = self._others(self.loads[person], roles)
                if others.roles:
                    elsewhere[person] = others
        return found, elsewhere, dict(enumerate(motivated)) if sum(motivated[1:]) else {}

    def _others(self, total: Elsewhere, roles: int) -> Elsewhere:
        """Return what somebody holds in other networks: all of it, less what they hold here."""
        core = (roles & self.catalogue.core).bit_count()
        return Elsewhere(total.core_roles - core, total.roles - roles.bit_count())

    def _norms(self, values: Row) -> Norms:
        """Return the norms of a network; those without any of their own share the defaults."""
        norms = self.norms.get(values)
        if norms is None:
            changes = {
                name: value for name, value in zip(NORM_FIELDS, values, strict=True) if value is not None
            }
            norms = self.norms[values] = Norms.changed(changes)
        return norms


def _by_network(rows: Iterable[Row]) -> Callable[[int], Iterable[Row]]:
    """Return a function that gives the rows of one network after another; rows in between are passed over."""
    groups = groupby(rows, key=itemgetter(0))
    waiting = next(groups, None)

    def take(network: int) -> Iterable[Row]:
        nonlocal waiting
        while waiting is not None and waiting[0] < network:
            waiting = next(groups, None)
        if waiting is None or waiting[0] != network:
            return ()
        found = list(waiting[1])
        waiting = next(groups, None)
        return found

    return take
