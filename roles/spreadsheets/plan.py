"""What an import would do: a file against what is recorded. Nothing is written here."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import TypeVar

from django.utils.translation import gettext as _

from collab.text import fold
from networks.models import Engagement, Membership, Network, Organisation, Person
from roles.models import Role, RoleAssignment
from roles.spreadsheets.changes import AssignmentState, Change, MembershipState
from roles.spreadsheets.describe import describe
from roles.spreadsheets.document import read_document
from roles.spreadsheets.entries import Document, Entry
from roles.spreadsheets.holdings import HoldingPlanner, end_with
from roles.spreadsheets.messages import Message, Messages
from roles.spreadsheets.options import Options
from roles.spreadsheets.parties import Parties
from roles.spreadsheets.people import Identified, identify
from roles.spreadsheets.recorded import Recorded, load_recorded
from roles.spreadsheets.seats import Seat, Seating
from roles.spreadsheets.targets import Target, find_targets

T = TypeVar("T")


@dataclass(slots=True)
class Plan:
    """What an import would write, as rows ready to be written, and in words. With errors, nothing is written."""

    day: date
    errors: list[Message] = field(default_factory=list)
    warnings: list[Message] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    networks: list[Network] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)
    engagements: list[Engagement] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    people_given_email: list[Person] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    memberships_changed: list[Membership] = field(default_factory=list)
    assignments: list[RoleAssignment] = field(default_factory=list)
    assignments_changed: list[RoleAssignment] = field(default_factory=list)

    @property
    def fingerprint(self) -> str:
        """A text that differs when the plan does something else."""
        return sha256(repr((self.changes, self.errors)).encode()).hexdigest()


def plan_import(data: bytes, options: Options) -> Plan:
    """Read a file and work out what importing it would do; errors and warnings stand in the plan."""
    messages = Messages()
    plan = Plan(options.day)
    roles = list(Role.objects.all())
    document = read_document(data, roles, messages)
    if document is not None:
        _Planner(document, roles, options, messages, plan).run()
    plan.errors, plan.warnings = messages.sorted_errors(), messages.sorted_warnings()
    return plan


class _Planner:
    def __init__(
        self, document: Document, roles: Sequence[Role], options: Options, messages: Messages, plan: Plan
    ) -> None:
        self.document = document
        self.roles = roles
        self.options = options
        self.messages = messages
        self.plan = plan
        self.seats: list[Seat] = []
        self.left: list[tuple[Membership, date | None]] = []

    def run(self) -> None:
        """Fill the plan."""
        self._check_rows()
        targets = find_targets(self.document, self.options, self.messages)
        recorded = load_recorded(targets, self.roles)
        memberships = {
            one.pk: MembershipState.of(one) for own in recorded.memberships.values() for one in own
        }
        assignments = {
            each.pk: AssignmentState.of(each) for own in recorded.assignments.values() for each in own
        }
        people = identify(self.document, targets, recorded, self.options, self.messages)
        parties = Parties(recorded, self.document.columns.header("organisation"), self.messages)
        holdings = HoldingPlanner(self.roles, self.document, self.options, self.messages)
        self._seat_everybody(targets, people, recorded, parties)
        for seat in self.seats:
            holdings.plan(seat, recorded.assignments.get(seat.membership.pk, []))
        self._end_absent(targets, recorded)
        for membership, left_before in self.left:
            end_with(membership, recorded.assignments.get(membership.pk, []), left_before)
        self._set_coordinators()
        self._warn_without_coordinator(recorded, memberships)
        parties.name_addresses()
        self._collect(targets, people, parties, holdings)
        self._collect_changed(recorded, memberships, assignments)
        describe(self.plan, memberships, assignments)

    def _check_rows(self) -> None:
        if self.document.entries:
            return
        if self.options.replace:
            self.messages.error(
                _("This file has no rows. With “replace” it would end everything, so it is refused.")
            )
        else:
            self.messages.warn(_("This file has no rows under its header."))

    def _seat_everybody(
        self, targets: list[Target], people: Identified, recorded: Recorded, parties: Parties
    ) -> None:
        by_person: dict[tuple[int, int], list[Entry]] = defaultdict(list)
        who: dict[tuple[int, int], tuple[Network, Person]] = {}
        for identity in people.identities:
            assert identity.person is not None  # noqa: S101 - identify() leaves nobody out
            place = id(identity.target), id(identity.person)
            by_person[place] += identity.entries
            who[place] = identity.target.network, identity.person
        for place, entries in by_person.items():
            network, person = who[place]
            for entry in entries:
                parties.note_spelling(entry)
            rows = self._once(sorted(entries, key=lambda entry: entry.row))
            if all(entry.sound for entry in rows):
                seating = Seating(
                    network, person, recorded, self.document, parties, self.options, self.messages
                )
                before = {one.pk: one.left_on for one in seating.own}
                self.seats += seating.plan(rows)
                self.left += [(one, before[one.pk]) for one in seating.ended]

    def _once(self, entries: list[Entry]) -> list[Entry]:
        """Refuse a member twice in a matrix; let a list row that repeats another count once."""
        kept: dict[object, Entry] = {}
        for entry in entries:
            key: object = "the member"
            if self.document.layout == "list":
                organisation = None if entry.organisation is None else fold(entry.organisation)
                plain = tuple(replace(each, row=0, value="") for each in entry.holdings)
                key = (organisation, entry.coordinator, plain, entry.stint)
            first = kept.setdefault(key, entry)
            if first is entry:
                continue
            column = self.document.columns.header("name")
            if self.document.layout == "matrix":
                text = _("This member is in row %(row)s as well. Keep one row for each member.")
                self.messages.error(text % {"row": first.row}, entry.row, column, entry.name)
            else:
                text = _("This row repeats row %(row)s and counts once.")
                self.messages.warn(text % {"row": first.row}, entry.row, column, entry.name)
        return list(kept.values())

    def _end_absent(self, targets: list[Target], recorded: Recorded) -> None:
        """With replace: end the memberships that the file no longer has."""
        if not self.options.replace:
            return
        day = self.options.day
        seated = {id(seat.membership) for seat in self.seats}
        in_file = {(seat.membership.network.pk, seat.membership.person.pk) for seat in self.seats}
        networks = {target.network.pk for target in targets}
        for place, own in recorded.memberships.items():
            if place[0] not in networks or (self.document.layout == "matrix" and place in in_file):
                continue
            for membership in own:
                if id(membership) not in seated and (membership.left_on is None or membership.left_on > day):
                    self.left.append((membership, membership.left_on))
                    membership.left_on = max(day, membership.joined_on)

    def _set_coordinators(self) -> None:
        for seat in self.seats:
            said = [entry for entry in seat.entries if entry.coordinator is not None]
            if not said:
                continue
            seat.membership.is_coordinator = bool(said[0].coordinator)
            for entry in said:
                if entry.coordinator != said[0].coordinator:
                    self.messages.error(
                        _("Row %(row)s says something else about this member. Write the same in both.")
                        % {"row": said[0].row},
                        entry.row,
                        self.document.columns.header("coordinator"),
                        _("yes") if entry.coordinator else _("no"),
                    )

    def _warn_without_coordinator(self, recorded: Recorded, before: dict[int, MembershipState]) -> None:
        """Warn when nobody would coordinate a network that has a coordinator now."""
        day = self.options.day
        had: dict[int, Network] = {}
        have: set[int] = set()
        for one in [
            *(each for own in recorded.memberships.values() for each in own),
            *self._new_memberships(),
        ]:
            state = before.get(one.pk)
            if state and state.coordinator and (state.left is None or state.left > day):
                had[one.network_id] = one.network
            if one.is_coordinator and (one.left_on is None or one.left_on > day):
                have.add(one.network_id)
        for key, network in had.items():
            if key not in have:
                self.messages.warn(
                    _(
                        "After this import nobody coordinates %(network)s. Say who does in the column coordinator."
                    )
                    % {"network": network.name}
                )

    def _new_memberships(self) -> list[Membership]:
        return [seat.membership for seat in self.seats if seat.membership.pk is None]

    def _collect(
        self, targets: list[Target], people: Identified, parties: Parties, holdings: HoldingPlanner
    ) -> None:
        plan = self.plan
        plan.memberships = self._new_memberships()
        plan.networks = [target.network for target in targets if target.network.pk is None]
        for network in plan.networks:
            joined = [one.joined_on for one in plan.memberships if one.network is network]
            network.started_on = min([self.options.day, *joined])
        plan.organisations = parties.new_organisations
        plan.engagements = parties.new_engagements
        plan.people, plan.people_given_email = people.new, people.given_email
        plan.assignments = holdings.new

    def _collect_changed(
        self,
        recorded: Recorded,
        memberships: dict[int, MembershipState],
        assignments: dict[int, AssignmentState],
    ) -> None:
        self.plan.memberships_changed = [
            one
            for one in _flat(recorded.memberships.values())
            if MembershipState.of(one) != memberships[one.pk]
        ]
        self.plan.assignments_changed = [
            each
            for each in _flat(recorded.assignments.values())
            if AssignmentState.of(each) != assignments[each.pk]
        ]


def _flat(groups: Iterable[Iterable[T]]) -> list[T]:
    return [each for group in groups for each in group]
