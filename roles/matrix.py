"""What stands in the role matrix: the members of a network, the roles they hold today, and what is too much.

Only figures that follow from members, roles and norms are flagged here: a cell or total is judged without reading
anything else. The whole report stands on the dashboard.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext as _

from collab.text import fold
from networks.models import Membership, Network
from roles import analysis
from roles.finding_texts import finding_text
from roles.models import NetworkNorms, Role, RoleAssignment

CELL_CODES = frozenset({"core-cumulation-person"})
TOTAL_CODES = frozenset({"core-cumulation-person", "role-overload-person"})
MATRIX_CODES = TOTAL_CODES | {
    "core-cumulation-organisation",
    "core-vacancy",
    "role-dominance-organisation",
    "roles-unmapped",
    "cluster-gap",
    "role-vacancy",
    "network-level-vacancy",
}


class Line(NamedTuple):
    """One member, and the roles that they hold: role id -> letters of the motives."""

    membership: int
    person: int
    name: str
    organisation: int | None
    organisation_name: str
    organisation_slug: str
    joined: date
    held: dict[int, str]


class Group(NamedTuple):
    """Neighbouring roles: the cockpit, a cluster, or the level of the network."""

    tone: str
    name: str
    roles: list[Role]


BLANK = Line(0, 0, "", None, "", "", date.min, {})


@dataclass(frozen=True, slots=True)
class Flags:
    """What stands out: cells by membership, and sentences for members' totals."""

    cells: Mapping[int, frozenset[str]] = field(default_factory=dict)  # membership -> role slugs
    totals: Mapping[int, str] = field(default_factory=dict)  # membership -> what is the matter


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole matrix of one network on one day."""

    groups: Sequence[Group]
    lines: Sequence[Line]
    holders: Mapping[int, int]  # role id -> how many members hold it
    flags: Flags
    report: analysis.Report  # only its findings of MATRIX_CODES hold: nothing else was read

    @property
    def roles(self) -> list[Role]:
        """The roles in the order of the columns."""
        return [role for group in self.groups for role in group.roles]


def read_matrix(network: Network, day: date) -> Matrix:
    """Read the matrix of a network on a day, in five queries whatever its size."""
    roles = list(Role.objects.select_related("cluster"))
    lines = read_lines(network, day)
    report = judge(network, day, roles, lines)
    return Matrix(
        groups=group_roles(roles),
        lines=lines,
        holders=count_holders(lines),
        flags=find_flags(report, lines, roles),
        report=report,
    )


def read_lines(network: Network, day: date) -> list[Line]:
    """Return the network's members of a day by name, with the roles that they hold then."""
    members = Membership.objects.active_on(day).filter(network=network).order_by("person__name_key", "pk")
    lines = [
        Line(key, person, name, organisation, organisation_name or "", slug or "", joined, {})
        for key, person, name, organisation, organisation_name, slug, joined in members.values_list(
            "pk",
            "person_id",
            "person__name",
            "engagement__organisation_id",
            "engagement__organisation__name",
            "engagement__organisation__slug",
            "joined_on",
        )
    ]
    held_by = {line.membership: line.held for line in lines}
    held = RoleAssignment.objects.active_on(day).filter(membership__network=network)
    for membership, role, *motives in held.values_list(
        "membership_id", "role_id", *RoleAssignment.MOTIVES.values()
    ):
        held_by[membership][role] = letters(motives)
    return lines


def letters(motives: Iterable[bool]) -> str:
    """Return the letters of the motives that are ticked, in the order of RoleAssignment.MOTIVES."""
    return "".join(letter for letter, ticked in zip(RoleAssignment.MOTIVES, motives, strict=True) if ticked)


def count_holders(lines: Iterable[Line]) -> dict[int, int]:
    """Return how many members hold each role that somebody holds."""
    holders: dict[int, int] = {}
    for line in lines:
        for role in line.held:
            holders[role] = holders.get(role, 0) + 1
    return holders


def group_roles(roles: Iterable[Role]) -> list[Group]:
    """Return the roles as columns: the cockpit, the clusters in their order, the level of the network."""
    places = [Role.Place.CORE, Role.Place.CLUSTER, Role.Place.NETWORK]

    def place(role: Role) -> tuple[int, int]:
        return places.index(Role.Place(role.place)), role.cluster.position if role.cluster else 0

    names = {Role.Place.CORE: _("Cockpit"), Role.Place.NETWORK: _("Network level")}
    return [
        Group(own[0].tone, str(names.get(own[0].place) or own[0].cluster.name), own)
        for own in (list(each) for _place, each in groupby(sorted(roles, key=place), key=place))
    ]


def judge(network: Network, day: date, roles: Sequence[Role], lines: Sequence[Line]) -> analysis.Report:
    """Return the report on members and roles alone, held against the network's norms."""
    place = {role.pk: 1 << index for index, role in enumerate(roles)}
    return analysis.analyse(
        analysis.Snapshot(
            day=day,
            slug=network.slug,
            name=network.name,
            active=network.is_active_on(day),
            phase=network.phase,
            norms=read_norms(network),
            catalogue=_catalogue(roles),
            members=[
                analysis.Member(
                    line.person, line.name, line.organisation, line.joined, sum(map(place.get, line.held)), 0
                )
                for line in lines
            ],
            organisations={
                line.organisation: analysis.Organisation(
                    line.organisation_slug, line.organisation_name, 0, stake=False
                )
                for line in lines
                if line.organisation is not None
            },
        )
    )


def read_norms(network: Network) -> analysis.Norms:
    """Return the norms of a network; the defaults where it has none of its own."""
    own = NetworkNorms.objects.filter(network=network).values(*analysis.NORM_SPECS).first()
    return analysis.Norms.changed(own or {})


@dataclass(frozen=True, slots=True)
class CellNow:
    """One member's line, and how many hold one role: what a saved cell and its two totals are drawn from."""

    line: Line
    holders: int
    flags: Flags


def read_cell(network: Network, membership: Membership, role: Role, day: date) -> CellNow:
    """Read one member's line and one role's total, in four queries whatever the network's size."""
    name = membership.person.name
    line = Line(membership.pk, membership.person_id, name, None, "", "", membership.joined_on, {})
    held = RoleAssignment.objects.active_on(day).filter(membership=membership)
    for role_id, *motives in held.values_list("role_id", *RoleAssignment.MOTIVES.values()):
        line.held[role_id] = letters(motives)
    holding = RoleAssignment.objects.active_on(day).filter(membership=OuterRef("pk"), role=role)
    counts = (
        Membership.objects.active_on(day)
        .filter(network=network)
        .aggregate(people=Count("pk"), holders=Count("pk", filter=Exists(holding)))
    )
    roles = list(Role.objects.select_related("cluster"))
    # What one person carries is judged by their own roles and the number of people: the others may be blank.
    others = [
        blank._replace(person=-number) for number, blank in enumerate([BLANK] * (counts["people"] - 1), 1)
    ]
    report = judge(network, day, roles, [line, *others])
    return CellNow(line, counts["holders"], find_flags(report, [line], roles))


def _catalogue(roles: Sequence[Role]) -> analysis.Catalogue:
    clusters = sorted({role.cluster.position: role.cluster.slug for role in roles if role.cluster}.items())
    return analysis.Catalogue(
        roles=tuple(
            analysis.Role(
                role.slug,
                core=role.place == Role.Place.CORE,
                network_level=role.place == Role.Place.NETWORK,
                cluster=role.cluster.slug if role.cluster else None,
            )
            for role in roles
        ),
        clusters=tuple(slug for _position, slug in clusters),
    )


def matrix_findings(report: analysis.Report) -> list[analysis.Finding]:
    """Return the findings that follow from members and roles alone."""
    return [finding for finding in report.findings if finding.code in MATRIX_CODES]


def find_flags(report: analysis.Report, lines: Sequence[Line], roles: Sequence[Role]) -> Flags:
    """Return which cells and totals of members are flagged."""
    memberships = {str(line.person): line.membership for line in lines}
    names = {role.slug: role.name for role in roles}
    cells: dict[int, frozenset[str]] = {}
    totals: dict[int, str] = {}
    for finding in report.findings:
        if finding.code in TOTAL_CODES:
            membership = memberships[finding.subject.id]
            totals.setdefault(membership, finding_text(finding, names).title)
            if finding.code in CELL_CODES:
                cells[membership] = frozenset(finding.roles)
    return Flags(cells, totals)


def filter_lines(
    lines: Sequence[Line], *, name: str, organisation: str, role: str, slugs: Mapping[str, int]
) -> list[Line]:
    """Return the lines of members whose name contains a text, who sit for an organisation, and who hold a role.

    `organisation` is a slug, or "own" for members in their own name; `role` a slug, or "none" for members without
    any role. What is empty leaves nobody out. `slugs` gives each role's id.
    """
    wanted = fold(name)
    return [
        line
        for line in lines
        if wanted in fold(line.name)
        and (not organisation or (line.organisation_slug or "own") == organisation)
        and (not role or (not line.held if role == "none" else slugs.get(role) in line.held))
    ]
