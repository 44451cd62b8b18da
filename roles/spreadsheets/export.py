"""From the database to a role matrix or role list that `import_roles` reads back without a change."""

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Literal

from networks.models import Membership, Network
from roles.models import Role, RoleAssignment
from roles.spreadsheets.delimited import escape
from roles.spreadsheets.headers import Layout, RoleNames, header_of, word_for
from roles.spreadsheets.recorded import seat_on
from roles.spreadsheets.seats import effective_end, is_held
from roles.spreadsheets.sheets import as_workbook

Format = Literal["csv", "xlsx"]
FORMATS: tuple[Format, ...] = ("csv", "xlsx")
LAYOUTS: tuple[Layout, ...] = ("matrix", "list")
CONTENT_TYPES: dict[Format, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MATRIX_HEADERS = ("name", "email", "organisation", "coordinator")
LIST_HEADERS = (
    *("organisation", "name", "email", "coordinator"),
    *("role", "motive", "since", "until", "start_known"),
)


@dataclass(frozen=True, slots=True)
class _Recorded:
    """A membership and the assignments under it."""

    membership: Membership
    assignments: list[RoleAssignment]

    def parties(self) -> tuple[str, str, str, str]:
        """Return name, e-mail, organisation, and whether they coordinate."""
        member = self.membership
        organisation = member.organisation.name if member.organisation else ""
        return member.person.name, member.person.email, organisation, word_for(member.is_coordinator)

    def end(self, assignment: RoleAssignment) -> date | None:
        """Return when an assignment ends: with the membership at the latest."""
        return effective_end(assignment, self.membership.left_on)


def export_network(network: Network, *, layout: Layout, file_format: Format, day: date) -> bytes:
    """Return a network as a file: its members and roles on a day, or as a list all that is recorded."""
    roles = list(Role.objects.all())
    records = _load(network)
    rows = _matrix(roles, records, day) if layout == "matrix" else _list(roles, records)
    return as_csv(rows) if file_format == "csv" else as_workbook(rows)


def matrix_headers(roles: Iterable[Role]) -> list[str]:
    """Return the headers of a role matrix in the reader's language."""
    listed = list(roles)
    names = RoleNames.of(listed)
    return [*map(header_of, MATRIX_HEADERS), *(names.header(role) for role in listed)]


def as_csv(rows: Iterable[list[str]]) -> bytes:
    """Return rows as CSV that Excel opens well in our languages: semicolons, UTF-8 with a byte order mark.

    No cell runs as a formula: one that could begins with an apostrophe, which importing takes away again.
    """
    text = StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(
        [escape(cell) for cell in row] for row in rows
    )
    return text.getvalue().encode("utf-8-sig")


def _load(network: Network) -> list[_Recorded]:
    """Read who is and was there. Whoever was erased is left out: nobody could be found again by such a row."""
    assignments: dict[int, list[RoleAssignment]] = defaultdict(list)
    rows = RoleAssignment.objects.filter(membership__network=network, membership__person__erased_on=None)
    for assignment in rows.order_by("role__position", "started_on", "pk").select_related("role"):
        assignments[assignment.membership_id].append(assignment)
    known = network.memberships.filter(person__erased_on=None)
    memberships = known.select_related("person", "engagement__organisation")
    ordered = memberships.order_by("person__name_key", "person_id", "joined_on", "pk")
    return [_Recorded(one, assignments[one.pk]) for one in ordered]


def _matrix(roles: list[Role], records: list[_Recorded], day: date) -> list[list[str]]:
    by_person: dict[int, list[_Recorded]] = defaultdict(list)
    for record in records:
        by_person[record.membership.person_id].append(record)
    rows = [matrix_headers(roles)]
    for own in by_person.values():
        seat = seat_on((record.membership for record in own), day)
        if seat is not None:
            record = next(each for each in own if each.membership is seat)
            held = _held(record, day)
            rows.append([*record.parties(), *(held.get(role.pk, "") for role in roles)])
    return rows


def _held(record: _Recorded, day: date) -> dict[int, str]:
    """Map the roles held on a day, or later, to their cells; of several times in one role the first."""
    cells: dict[int, str] = {}
    for each in record.assignments:
        if is_held(each, record.membership.left_on, day):
            known = f" {each.started_on}" if each.start_known else ""
            cells.setdefault(each.role_id, f"{each.motives or 'x'}{known}")
    return cells


def _list(roles: list[Role], records: list[_Recorded]) -> list[list[str]]:
    names = RoleNames.of(roles)
    headers = {role.pk: names.header(role) for role in roles}
    rows = [[header_of(kind) for kind in LIST_HEADERS]]
    for record in records:
        name, email, organisation, coordinator = record.parties()
        party = [organisation, name, email, coordinator]
        joined, left = record.membership.joined_on, record.membership.left_on
        rows.append([*party, "", "", str(joined), str(left or ""), ""])
        for each in record.assignments:
            dates = [
                str(each.started_on),
                str(record.end(each) or ""),
                "" if each.start_known else word_for(False),
            ]
            rows.append([*party, headers[each.role_id], each.motives, *dates])
    return rows
