"""Under which membership each row of a person falls, and when those memberships begin and end."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from collab.text import fold
from networks.models import Membership, Network, Person
from roles.models import RoleAssignment
from roles.spreadsheets.entries import Document, Entry, Holding
from roles.spreadsheets.messages import Messages
from roles.spreadsheets.options import Options
from roles.spreadsheets.parties import Parties
from roles.spreadsheets.periods import Period, overlap, pair
from roles.spreadsheets.recorded import Recorded, key_of, seat_on


@dataclass(slots=True, eq=False)
class Seat:
    """A membership, recorded or new, and the rows that fall under it."""

    membership: Membership
    left_before: date | None  # the recorded end, before this import
    explicit: bool = False  # whether a row gives its beginning and end
    entries: list[Entry] = field(default_factory=list)
    holdings: list[Holding] = field(default_factory=list)

    @property
    def row(self) -> int:
        """The first row that falls under this membership."""
        return min((entry.row for entry in self.entries), default=0)


class Seating:
    """The memberships of one person in one network, as the file wants them."""

    def __init__(
        self,
        network: Network,
        person: Person,
        recorded: Recorded,
        document: Document,
        parties: Parties,
        options: Options,
        messages: Messages,
    ) -> None:
        self.network = network
        self.person = person
        self.recorded = recorded
        self.own = recorded.of(network, person)
        self.document = document
        self.parties = parties
        self.day = options.day
        self.messages = messages
        self.seats: dict[int, Seat] = {}  # by the identity of the membership
        self.ended: list[Membership] = []  # the seats that the person left for another

    def plan(self, entries: Iterable[Entry]) -> list[Seat]:
        """Return the memberships that the rows are about, with recorded ones corrected and new ones made."""
        groups: dict[str | None, list[Entry]] = {}
        for entry in entries:
            key = None if entry.organisation is None else fold(entry.organisation)
            groups.setdefault(key, []).append(entry)
        for key, group in groups.items():
            own = [one for one in self.own if key is None or key_of(one) == key]
            stints = [entry for entry in group if entry.stint]
            if stints:
                self._follow_stints(stints, group, own)
            self._place_holdings([entry for entry in group if not entry.stint], own, derived=not stints)
        for seat in list(self.seats.values()):
            self._leave_other_seats(seat)
        self._begin_with_earliest_role()
        self._check()
        return list(self.seats.values())

    def _seat(self, membership: Membership) -> Seat:
        before = membership.left_on if membership.pk is not None else None
        return self.seats.setdefault(id(membership), Seat(membership, before))

    def _new_seat(self, entry: Entry, joined: date, left: date | None = None) -> Seat:
        engagement = self.parties.engagement(self.network, entry.organisation or "")
        return self._seat(
            Membership(
                network=self.network,
                person=self.person,
                engagement=engagement,
                joined_on=joined,
                left_on=left,
            )
        )

    def _earliest(self, entries: Iterable[Entry]) -> date:
        """Return the day of the earliest role, on the import date at the latest."""
        return min((each.since or self.day for entry in entries for each in entry.holdings), default=self.day)

    def _follow_stints(self, stints: list[Entry], group: list[Entry], own: list[Membership]) -> None:
        """Make or correct the memberships whose beginning and end the file gives."""
        rows = [Period(e.stint.since, e.stint.until, e.stint.says_end) for e in stints if e.stint]
        pairs = pair(rows, [Period(one.joined_on, one.left_on) for one in own], self.day)
        for index, (entry, stint) in enumerate(zip(stints, rows, strict=True)):
            earliest = min(self._earliest(group), self.day)
            if index in pairs:
                seat = self._seat(own[pairs[index]])
                seat.membership.joined_on = stint.start or seat.membership.joined_on
                if stint.says_end:
                    seat.membership.left_on = stint.end
            else:
                seat = self._new_seat(entry, stint.start or earliest, stint.end)
            seat.explicit = True
            seat.entries.append(entry)
            left = seat.membership.left_on
            if left is not None and left < seat.membership.joined_on:
                self.messages.error(
                    _("This end lies before the beginning, %(since)s. Write that day or a later one.")
                    % {"since": seat.membership.joined_on},
                    entry.row,
                    self.document.columns.header("until"),
                    str(stint.end or ""),
                )

    def _place_holdings(self, entries: list[Entry], own: list[Membership], *, derived: bool) -> None:
        """Put rows with roles under the membership that they fall under, making one when there is none."""
        left = [entry for entry in entries if not self._place_recorded(entry, own)]
        if not left:
            return
        if derived:
            seat = self._derived_seat(left, own)
            for entry in left:
                self._put(entry, seat)
            return
        seats = [seat for seat in self.seats.values() if seat.explicit and self._same_party(seat, left[0])]
        seats.sort(key=lambda seat: seat.membership.joined_on)
        for entry in left:
            self._put(entry, _lasting_until(entry.holdings[0], seats, self.day))

    def _same_party(self, seat: Seat, entry: Entry) -> bool:
        return entry.organisation is None or key_of(seat.membership) == fold(entry.organisation)

    def _put(self, entry: Entry, seat: Seat) -> None:
        seat.entries.append(entry)
        seat.holdings.extend(entry.holdings)

    def _place_recorded(self, entry: Entry, own: list[Membership]) -> bool:
        """Put a list row that is recorded exactly as it is under the membership where it is recorded."""
        if self.document.layout == "matrix" or not entry.holdings:
            return False
        holding = entry.holdings[0]
        for membership in own:
            left = (
                self.seats[id(membership)].left_before if id(membership) in self.seats else membership.left_on
            )
            for each in self.recorded.assignments.get(membership.pk, ()):
                end = effective_end(each, left)
                if (each.role.slug, each.started_on, end) == (holding.role, holding.since, holding.until):
                    self._put(entry, self._seat(membership))
                    return True
        return False

    def _derived_seat(self, entries: list[Entry], own: list[Membership]) -> Seat:
        """Return the membership of rows when no row gives its beginning and end."""
        current = seat_on(own, self.day) or self._past_seat(entries, own)
        if current is not None:
            return self._seat(current)
        return self._new_seat(entries[0], min(self._earliest(entries), self.day))

    def _past_seat(self, entries: list[Entry], own: list[Membership]) -> Membership | None:
        """Return the membership that has ended and within which all roles of the rows ended."""
        ends = [each.until for entry in entries for each in entry.holdings]
        if not ends or None in ends:
            return None
        past = [one for one in own if one.left_on is not None and one.left_on >= max(filter(None, ends))]
        return past[0] if past else None

    def _leave_other_seats(self, seat: Seat) -> None:
        """End the recorded membership that the person leaves for a new one under another organisation."""
        new = seat.membership
        if new.pk is not None:
            return
        for other in self.own:
            if id(other) in self.seats or not _meet(new, other):
                continue
            if not self._goes_on(seat):
                continue
            if seat.explicit:
                if new.joined_on > other.joined_on:
                    self._leave(other, new.joined_on, new)
            elif other.joined_on > self.day:
                new.left_on = other.joined_on
            else:
                self._leave(other, max(self.day, other.joined_on), new)
                new.joined_on = max(new.joined_on, other.left_on or new.joined_on)

    def _goes_on(self, seat: Seat) -> bool:
        """Whether the person sits here on the import date, as far as the rows tell."""
        left = seat.membership.left_on
        if seat.explicit or not seat.holdings:
            return left is None or left > self.day
        return any(each.until is None or each.until > self.day for each in seat.holdings)

    def _leave(self, other: Membership, day: date, new: Membership) -> None:
        if other.left_on is not None and other.left_on <= day:
            return
        new.is_coordinator = new.is_coordinator or other.is_coordinator
        other.left_on = day
        self.ended.append(other)

    def _begin_with_earliest_role(self) -> None:
        """Let memberships whose beginning no row gives begin with their earliest role, after any former seat."""
        for seat in self.seats.values():
            membership = seat.membership
            if seat.explicit or not seat.holdings:
                continue
            if membership.pk is None:
                former = [
                    one.left_on for one in self.own if one.left_on is not None and one.left_on <= self.day
                ]
                if former and self._goes_on(seat):
                    membership.joined_on = max(membership.joined_on, *former)
            elif (earliest := self._earliest_news(seat)) < membership.joined_on:
                ends = [one.left_on for one in self.own if one is not membership and one.left_on is not None]
                membership.joined_on = max([earliest, *(end for end in ends if end <= membership.joined_on)])

    def _earliest_news(self, seat: Seat) -> date:
        """Return the earliest beginning that the rows bring and that is not recorded yet."""
        recorded = self.recorded.assignments.get(seat.membership.pk, ())
        known: set[tuple[str, date | None]] = {(each.role.slug, each.started_on) for each in recorded}
        known |= {(each.role.slug, None) for each in recorded if is_held(each, seat.left_before, self.day)}
        news = [each.since or self.day for each in seat.holdings if (each.role, each.since) not in known]
        return min(news, default=date.max)

    def _check(self) -> None:
        """Refuse two memberships at the same time."""
        every = {id(one): one for one in self.own} | {
            key: seat.membership for key, seat in self.seats.items()
        }
        ordered = sorted(every.values(), key=lambda one: one.joined_on)
        for index, later in enumerate(ordered):
            for earlier in ordered[:index]:
                if _meet(earlier, later) and (id(later) in self.seats or id(earlier) in self.seats):
                    self._refuse(earlier, later)

    def _refuse(self, earlier: Membership, later: Membership) -> None:
        seats = [self.seats[id(one)] for one in (earlier, later) if id(one) in self.seats]
        seat = max(seats, key=lambda each: each.row)
        other = later if seat.membership is earlier else earlier
        name = {
            "name": self.person.name,
            "organisation": other.organisation or _("their own name"),
            "since": other.joined_on,
        }
        if key_of(earlier) == key_of(later):
            text = _(
                "%(name)s is a member twice at the same time: also since %(since)s. "
                "Write the end of one before the beginning of the other."
            )
        else:
            text = _(
                "%(name)s cannot take part under two organisations at the same time: also for %(organisation)s, "
                "since %(since)s. Write a row without a role that gives the end (until) of one of the two."
            )
        self.messages.error(
            text % name,
            seat.row,
            self.document.columns.header("organisation"),
            seat.entries[0].organisation or "",
        )


def effective_end(assignment: RoleAssignment, left: date | None) -> date | None:
    """Return when a role ends: with its membership at the latest, and not before it begins."""
    ends = [each for each in (assignment.ended_on, left) if each is not None]
    return max(min(ends), assignment.started_on) if ends else None


def _lasting_until(holding: Holding, seats: list[Seat], day: date) -> Seat:
    """Return the seat in which a role ended, or in which it goes on: somebody may have left and come back."""
    since, until = holding.since or day, holding.until
    if until == since:
        begun = [seat for seat in seats if seat.membership.joined_on <= since]
    else:
        begun = [seat for seat in seats if until is None or seat.membership.joined_on < until]
    return begun[-1] if begun else seats[0]


def is_held(assignment: RoleAssignment, left: date | None, day: date) -> bool:
    """Whether a role is held on a day or after it."""
    end = effective_end(assignment, left)
    return end is None or end > max(day, assignment.started_on)


def _meet(one: Membership, other: Membership) -> bool:
    return overlap(one.joined_on, one.left_on, other.joined_on, other.left_on)
