"""Which recorded assignment each row speaks of, what it corrects of it, and which assignments are new."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from networks.models import Membership
from roles.models import Role, RoleAssignment
from roles.spreadsheets.entries import Document, Holding
from roles.spreadsheets.messages import Messages
from roles.spreadsheets.options import Options
from roles.spreadsheets.periods import Period, overlap, pair
from roles.spreadsheets.seats import Seat, effective_end, is_held


@dataclass(frozen=True, slots=True)
class _Stay:
    """An assignment as it will be, and the row that says so; no row when the file leaves it as it is."""

    start: date
    end: date | None
    holding: Holding | None


class HoldingPlanner:
    """The assignments under memberships, as the file wants them."""

    def __init__(
        self, roles: Iterable[Role], document: Document, options: Options, messages: Messages
    ) -> None:
        self.roles = {role.slug: role for role in roles}
        self.document = document
        self.day = options.day
        self.replace = options.replace
        self.messages = messages
        self.new: list[RoleAssignment] = []

    def plan(self, seat: Seat, recorded: list[RoleAssignment]) -> None:
        """Correct the recorded assignments of one membership, and make those that are new."""
        by_role: dict[str, list[Holding]] = {}
        for holding in seat.holdings:
            by_role.setdefault(holding.role, []).append(holding)
        matched: set[int] = set()
        for slug, rows in by_role.items():
            own = [each for each in recorded if each.role.slug == slug]
            matched |= self._plan_role(seat, rows, own)
        if self.replace:
            self._end_absent(by_role, [each for each in recorded if each.pk not in matched], seat)
        if seat.membership.left_on is not None and seat.membership.left_on != seat.left_before:
            end_with(seat.membership, recorded, seat.left_before)

    def _plan_role(self, seat: Seat, rows: list[Holding], own: list[RoleAssignment]) -> set[int]:
        ends = [effective_end(each, seat.left_before) for each in own]
        periods = [Period(each.started_on, end) for each, end in zip(own, ends, strict=True)]
        pairs = pair([Period(row.since, row.until, row.says_end) for row in rows], periods, self.day)
        stays: list[_Stay] = []
        for index, row in enumerate(rows):
            if index in pairs:
                assignment = own[pairs[index]]
                self._correct(assignment, row, periods[pairs[index]], seat.membership)
            else:
                assignment = self._create(seat.membership, row)
            ended = effective_end(assignment, seat.membership.left_on)
            stays.append(_Stay(assignment.started_on, ended, row))
            self._check_order(assignment, row)
        kept = set(pairs.values())
        stays += [
            _Stay(each.started_on, end, None)
            for j, (each, end) in enumerate(zip(own, ends, strict=True))
            if j not in kept
        ]
        self._check_overlap(stays)
        return {own[j].pk for j in kept}

    def _create(self, membership: Membership, row: Holding) -> RoleAssignment:
        assignment = RoleAssignment(
            membership=membership,
            role=self.roles[row.role],
            started_on=row.since or self.day,
            start_known=row.since is not None and row.start_known,
            ended_on=row.until or membership.left_on,
        )
        set_motives(assignment, row.motives or "")
        self.new.append(assignment)
        return assignment

    def _correct(
        self, assignment: RoleAssignment, row: Holding, recorded: Period, membership: Membership
    ) -> None:
        """Let a row correct what is recorded; what it does not say stays."""
        if row.since is not None:
            assignment.started_on = row.since
            assignment.start_known = row.start_known
        if row.motives is not None:
            set_motives(assignment, row.motives)
        # A matrix says only that the role is held: whether an end lies ahead, it does not say.
        still = recorded.end if recorded.is_open(self.day) else None
        wanted = row.until or membership.left_on if row.says_end else still
        if wanted != recorded.end:
            assignment.ended_on = wanted

    def _check_order(self, assignment: RoleAssignment, row: Holding) -> None:
        if assignment.ended_on is not None and assignment.ended_on < assignment.started_on:
            self.messages.error(
                _("This role would end on %(until)s, before it begins on %(since)s. Correct one of the two.")
                % {"until": assignment.ended_on, "since": assignment.started_on},
                row.row,
                row.column,
                row.value,
            )

    def _check_overlap(self, stays: list[_Stay]) -> None:
        """Refuse one role twice at the same time, at the later of the two rows."""
        for index, one in enumerate(stays):
            for other in stays[index + 1 :]:
                if overlap(one.start, one.end, other.start, other.end) and (one.holding or other.holding):
                    self._refuse_overlap(one, other)

    def _refuse_overlap(self, one: _Stay, other: _Stay) -> None:
        rows = sorted(
            (stay.holding for stay in (one, other) if stay.holding), key=lambda holding: holding.row
        )
        if len(rows) > 1:
            text = _(
                "This member has this role in row %(row)s as well, on some of the same days. "
                "Keep one row, or write the end (until) of one before the beginning (since) of the other."
            ) % {"row": rows[0].row}
        else:
            before = one if other.holding else other
            text = _(
                "This member already has this role on record from %(since)s until %(until)s. "
                "Write a beginning on or after that end, or that same beginning."
            ) % {"since": before.start, "until": before.end or _("now")}
        holding = rows[-1]
        self.messages.error(text, holding.row, holding.column, holding.value)

    def _end_absent(self, held: Iterable[str], recorded: list[RoleAssignment], seat: Seat) -> None:
        """End the roles that the file speaks about and this member no longer has."""
        for assignment in recorded:
            slug = assignment.role.slug
            if slug not in self.document.roles or (self.document.layout == "matrix" and slug in held):
                continue
            if is_held(assignment, seat.left_before, self.day):
                assignment.ended_on = max(self.day, assignment.started_on)


def end_with(membership: Membership, recorded: Iterable[RoleAssignment], left_before: date | None) -> None:
    """End the roles of a membership that now ends earlier, on that day; one still to begin ends as it begins."""
    left = membership.left_on
    for assignment in recorded:
        end = effective_end(assignment, left_before)
        if left is not None and (end is None or end > left):
            assignment.ended_on = max(left, assignment.started_on)


def set_motives(assignment: RoleAssignment, letters: str) -> None:
    """Replace the motives of an assignment."""
    for letter, name in RoleAssignment.MOTIVES.items():
        setattr(assignment, name, letter in letters)
