"""One network on several days: its records are read once, and each day's snapshot is cut out of them.

Five queries at most, whatever the number of days, members and years. Each snapshot is the one that `load_snapshot`
gives for that day.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from typing import Any, NamedTuple, TypeVar

from django.db import connection

from networks.models import Network
from roles.analysis import CoreTerm, Elsewhere, Mandate, Member, Rating, Reading, Snapshot
from roles.analysis.months import latest_more_than
from roles.loading.norms import norms_of
from roles.loading.records import Dates, HeldRoles, Records
from roles.loading.snapshots import KnownCatalogue, concatenation, load_catalogue
from roles.loading.sql_over_time import QuestionsOverTime
from roles.loading.together import Together

Row = tuple[Any, ...]
Dated = TypeVar("Dated", Reading, Rating)
Kept = TypeVar("Kept")


class Stint(NamedTuple):
    """An assignment, and what it counts for."""

    role: int  # mask of the one role
    started: date
    ended: date | None
    known: bool
    motives: int  # combination

    def runs_on(self, day: date) -> bool:
        return self.started <= day and (self.ended is None or self.ended > day)


class Seat(NamedTuple):
    """A membership with everything that was held in it."""

    person: int
    name: str
    engagement: int | None
    voice: int
    joined: date
    left: date | None
    stints: Sequence[Stint]
    mandates: Sequence[Mandate]


class SeatElsewhere(NamedTuple):
    """A membership of another network, for as long as both last."""

    begins: date
    ends: date
    stints: Sequence[Stint]


def load_snapshots_over(
    network: Network, days: Iterable[date], known: KnownCatalogue | None = None
) -> Iterator[Snapshot]:
    """Yield one network on each of these days, in their order."""
    wanted = list(days)
    if wanted:
        history = _History(network, min(wanted), max(wanted), known or load_catalogue())
        yield from map(history.snapshot, wanted)


class _Cut:
    """What a snapshot has of its members, gathered seat by seat."""

    def __init__(self) -> None:
        self.members: list[Member] = []
        self.core_terms: dict[int, list[CoreTerm]] = {}
        self.mandates: dict[int, list[Mandate]] = {}
        self.elsewhere: dict[int, Elsewhere] = {}
        self.motives = [0] * 8


class _History:
    """All that was ever recorded of a network, up to a day; of meetings, what the first day still looks back on."""

    def __init__(self, network: Network, first: date, last: date, known: KnownCatalogue) -> None:
        self.network = network
        self.catalogue, bits = known
        self.dates, self.held_roles = Dates(), HeldRoles(bits)
        self.norms = norms_of(network)
        core = tuple(key for key, bit in bits.items() if bit & self.catalogue.core)
        questions = QuestionsOverTime(core, "%(network)s", concatenation())
        met_after = latest_more_than(self.norms.meeting_months, first)
        asked = {"day": last, "network": network.pk, "met_after": met_after}
        self.records = Records(bits, self.dates)
        self.records.add(_ask(questions.records(), asked))
        for dated in (self.records.readings, self.records.ratings):
            for rows in dated.values():
                rows.sort(key=_day)
        self.seats = [self._seat(row) for row in _ask(questions.members(), asked)]
        self.elsewhere: dict[int, list[SeatElsewhere]] = {}
        for row in _ask(questions.loads(), asked):
            self.elsewhere.setdefault(row[0], []).append(self._seat_elsewhere(row))

    def _seat(self, row: Row) -> Seat:
        key, person, name, engagement, voice, joined, left, held = row
        dates = self.dates
        mandates = self.records.mandates.get(key, ())
        return Seat(
            person, name, engagement, voice, dates[joined], dates.maybe(left), self._stints(held), mandates
        )

    def _seat_elsewhere(self, row: Row) -> SeatElsewhere:
        _person, started, ended, joined, left, held = row
        ends = [self.dates[day] for day in (ended, left) if day is not None]
        begins = max(self.dates[started], self.dates[joined])
        return SeatElsewhere(begins, min(ends, default=date.max), self._stints(held))

    def _stints(self, held: str | None) -> list[Stint]:
        stints = []
        for text in held.split(",") if held else ():
            number, _at, days = text.partition("@")
            role, _held, motives, known = self.held_roles[number]
            stints.append(
                Stint(role, self.dates[days[:10]], self.dates.maybe(days[11:] or None), known, motives)
            )
        return stints

    def snapshot(self, day: date) -> Snapshot:
        """Cut out one day."""
        network = self.network
        active = network.is_active_on(day)
        cut, records = _Cut(), self.records
        for seat in self.seats if active else ():
            self._add_seat(cut, seat, day)
        present = {member.person for member in cut.members}
        together = records.together if active else Together()
        return Snapshot(
            day=day,
            slug=network.slug,
            name=network.name,
            active=active,
            catalogue=self.catalogue,
            members=cut.members,
            organisations=records.organisations if active else {},
            phase=network.phase,
            purpose_filled=sum(bool(getattr(network, name).strip()) for name in Network.PURPOSE_FIELDS),
            norms=self.norms,
            stances=_of(present, records.stances),
            readings=_until(day, records.readings) if active else {},
            check_ins=_latest(day, records.check_ins) if active else {},
            mandates=cut.mandates,
            ratings=_until(day, records.ratings) if active else {},
            profiles=_of(present, records.profiles),
            core_terms=cut.core_terms,
            elsewhere=cut.elsewhere,
            motives=dict(enumerate(cut.motives)) if sum(cut.motives[1:]) else {},
            left_empty=self._left_empty(day) if active else {},
            clarities=together.clarities_on(day),
            heard=together.heard_on(day),
            sittings=together.sittings_on(day, self.norms.meeting_months),
            cards=together.cards_on(day),
        )

    def _left_empty(self, day: date) -> dict[int, date]:
        """Return the roles left empty on purpose; no longer so once somebody has held one after it was decided."""
        return {
            role: left.look_again
            for role, left in self.records.left_empty.items()
            if left.decided <= day < left.look_again and not self._was_held(role, left.decided, day)
        }

    def _was_held(self, role: int, since: date, day: date) -> bool:
        """Whether somebody held a role after a day, having taken it on before another."""
        return any(
            stint.role == role and stint.started < day and (stint.ended is None or stint.ended > since)
            for seat in self.seats
            if seat.joined < day and (seat.left is None or seat.left > since)
            for stint in seat.stints
        )

    def _add_seat(self, cut: _Cut, seat: Seat, day: date) -> None:
        """Add a member, or the core roles that somebody held who has left."""
        if seat.joined > day:
            return
        if seat.left is not None and seat.left <= day:
            self._add_past_terms(cut, seat, day)
            return
        roles, core = 0, self.catalogue.core
        for stint in seat.stints:
            role, started, ended, known, motives = stint
            if started > day:
                continue
            runs = ended is None or ended > day
            if runs:
                roles |= role
                cut.motives[motives] += 1
            if role & core:
                term = CoreTerm(role, started, None if runs else ended, known)
                cut.core_terms.setdefault(seat.person, []).append(term)
                cut.motives[0] += not runs
        cut.members.append(Member(seat.person, seat.name, seat.engagement, seat.joined, roles, seat.voice))
        granted = [each for each in seat.mandates if each.granted is not None and each.granted <= day]
        if granted:
            cut.mandates[seat.person] = granted
        load = self._load_elsewhere(seat.person, day)
        if load.roles:
            cut.elsewhere[seat.person] = load

    def _add_past_terms(self, cut: _Cut, seat: Seat, day: date) -> None:
        for role, started, ended, known, _motives in seat.stints:
            if role & self.catalogue.core and started <= day:
                term = CoreTerm(role, started, min(ended or date.max, seat.left or date.max), known)
                cut.core_terms.setdefault(seat.person, []).append(term)

    def _load_elsewhere(self, person: int, day: date) -> Elsewhere:
        """Return what somebody holds in other networks, counted per network."""
        core_roles = roles = 0
        for begins, ends, stints in self.elsewhere.get(person, ()):
            if begins <= day < ends:
                held = {stint.role for stint in stints if stint.runs_on(day)}
                roles += len(held)
                core_roles += len([role for role in held if role & self.catalogue.core])
        return Elsewhere(core_roles, roles)


def _ask(question: str, parameters: dict[str, Any]) -> list[Row]:
    with closing(connection.cursor()) as cursor:
        cursor.execute(question, parameters)
        return cursor.fetchall()


def _of(people: set[int], kept: Mapping[int, Kept]) -> dict[int, Kept]:
    return {person: each for person, each in kept.items() if person in people}


def _until(day: date, dated: Mapping[int, Sequence[Dated]]) -> dict[int, Sequence[Dated]]:
    """Return what was recorded by a day; the rows of each come in the order of their days."""
    found = {}
    for person, rows in dated.items():
        if rows[-1].day <= day:
            found[person] = rows
        elif rows[0].day <= day:
            found[person] = [row for row in rows if row.day <= day]
    return found


def _latest(day: date, dated: Mapping[int, Sequence[date]]) -> dict[int, Sequence[date]]:
    """Return everybody's last check-in by a day."""
    found = {person: [each for each in days if each <= day] for person, days in dated.items()}
    return {person: [max(days)] for person, days in found.items() if days}


def _day(row: Reading | Rating) -> date:
    return row.day
