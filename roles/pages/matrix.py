"""What stands in the role matrix: the members of a network, the roles they hold today, and what is too much.

Only what follows from members, roles and norms is flagged here; the whole report stands on the dashboard.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from collab.text import fold
from networks.models import Membership, Network, User
from roles import analysis
from roles.catalogue_names import CatalogueNames
from roles.loading.norms import norms_of
from roles.models import Role
from roles.pages.matrix_lines import BLANK, Line, count_people_and_holders, read_lines

# The findings that follow from members and roles alone, and of these the ones that are about one person's load.
MATRIX_CODES = frozenset(
    {
        "core-cumulation-person",
        "core-cumulation-organisation",
        "core-vacancy",
        "role-overload-person",
        "role-dominance-organisation",
        "sole-carrier-organisation",
        "sole-carrier-person",
        "roles-unmapped",
        "cluster-gap",
        "cluster-imbalance",
        "role-vacancy",
        "network-level-vacancy",
    }
)
CELL_CODE = "core-cumulation-person"
TOTAL_CODES = frozenset({CELL_CODE, "role-overload-person"})


class Group(NamedTuple):
    """Neighbouring columns: the cockpit, a cluster, or the level of the network."""

    tone: str
    name: str
    roles: list[Role]


@dataclass(frozen=True, slots=True)
class Flags:
    """What is too much for one person."""

    cells: Mapping[int, frozenset[str]] = field(default_factory=dict)  # membership -> slugs of roles
    totals: frozenset[int] = frozenset()  # memberships that hold too much


@dataclass(frozen=True)
class Matrix:
    """The matrix of one network on one day, for one reader."""

    network: Network
    names: CatalogueNames
    lines: Sequence[Line]
    own: Line | None  # the reader's
    findings: Sequence[analysis.Finding]
    report: analysis.Report  # of its findings, only those above hold: nothing else was read

    @cached_property
    def bits(self) -> dict[str, int]:
        """The bit of every role, by slug."""
        return {slug: 1 << index for index, slug in enumerate(self.names.roles)}

    @cached_property
    def groups(self) -> list[Group]:
        """The columns."""
        return group_roles(list(self.names.roles.values()))

    @cached_property
    def roles(self) -> list[Role]:
        """The roles in the order of the columns."""
        return [role for group in self.groups for role in group.roles]

    @cached_property
    def parties(self) -> dict[int, str]:
        """The names of the organisations behind the members, by their engagement."""
        return {
            line.organisation: line.organisation_name for line in self.lines if line.organisation is not None
        }

    @cached_property
    def holders(self) -> dict[str, int]:
        """How many members hold each role."""
        counts = dict.fromkeys(self.bits, 0)
        for line in self.lines:
            for slug, bit in self.bits.items():
                if line.held & bit:
                    counts[slug] += 1
        return counts

    @cached_property
    def flags(self) -> Flags:
        """What is too much for one person."""
        return find_flags(self.findings, self.lines)


def read_matrix(user: User, slug: str, day: date) -> Matrix:
    """Read a network's matrix for a reader; 404 when they may not know of it. Four queries, whatever its size."""
    network = get_object_or_404(Network.objects.select_related("norms"), slug=slug)
    names = CatalogueNames.load()
    lines = read_lines(network, day, list(names.roles.values()))
    own = next((line for line in lines if line.user == user.pk), None)
    # Who takes part sees the network, so the members that were read tell already; others are looked up.
    if own is None and not Network.objects.visible_to(user).filter(pk=network.pk).exists():
        raise Http404
    report = judge(network, day, names, lines)
    findings = [finding for finding in report.findings if finding.code in MATRIX_CODES]
    return Matrix(network, names, lines, own, findings, report)


@dataclass(frozen=True, slots=True)
class CellNow:
    """One member's line, how many hold one role, and what is too much: what a saved cell is drawn from."""

    line: Line
    holders: int
    flags: Flags


def read_cell(
    network: Network, names: CatalogueNames, membership: Membership, role: Role, day: date
) -> CellNow:
    """Read one member's line and the total of one role. Two queries, whatever the network's size."""
    roles = list(names.roles.values())
    lines = read_lines(network, day, roles, membership.pk)
    people, holders = count_people_and_holders(network, day, role)
    norms, core = norms_of(network), names.for_analysis()[0].core
    within = lines[0].held.bit_count() <= norms.max_roles_per_person
    if within and (lines[0].held & core).bit_count() <= norms.max_core_roles_per_person:
        return CellNow(lines[0], holders, Flags())  # a small group's limits are wider, never narrower
    # What one person carries is judged by their own roles and the number of people: the others may be blank.
    blank = [BLANK._replace(person=-number) for number in range(1, people)]
    report = judge(network, day, names, [*lines, *blank])
    return CellNow(lines[0], holders, find_flags(report.findings, lines))


def group_roles(roles: Sequence[Role]) -> list[Group]:
    """Return the roles as columns: the cockpit, the clusters in their order, the level of the network."""
    places = [Role.Place.CORE, Role.Place.CLUSTER, Role.Place.NETWORK]

    def place(role: Role) -> tuple[int, int]:
        return places.index(Role.Place(role.place)), role.cluster.position if role.cluster else 0

    names = {Role.Place.CORE: _("Cockpit"), Role.Place.NETWORK: _("Network level")}
    return [
        Group(own[0].tone, str(names.get(Role.Place(own[0].place)) or own[0].cluster), own)
        for own in (list(each) for _place, each in groupby(sorted(roles, key=place), key=place))
    ]


def judge(network: Network, day: date, names: CatalogueNames, lines: Sequence[Line]) -> analysis.Report:
    """Return the report on members and roles alone, held against the network's norms."""
    return analysis.analyse(
        analysis.Snapshot(
            day=day,
            slug=network.slug,
            name=network.name,
            active=network.is_active_on(day),
            phase=network.phase,
            norms=norms_of(network),
            catalogue=names.for_analysis()[0],
            members=[
                analysis.Member(line.person, line.name, line.organisation, day, line.held, 0)
                for line in lines
            ],
            organisations={
                key: analysis.Organisation(slug, name, 0, stake=False)
                for key, slug, name in {
                    (each.organisation, each.organisation_slug, each.organisation_name) for each in lines
                }
                if key is not None
            },
        )
    )


def find_flags(findings: Sequence[analysis.Finding], lines: Sequence[Line]) -> Flags:
    """Return which cells and totals are flagged."""
    memberships = {str(line.person): line.membership for line in lines}
    about = [(memberships[each.subject.id], each) for each in findings if each.code in TOTAL_CODES]
    return Flags(
        cells={key: frozenset(finding.roles) for key, finding in about if finding.code == CELL_CODE},
        totals=frozenset(key for key, _finding in about),
    )


def filter_lines(matrix: Matrix, *, name: str, organisation: str, role: str) -> list[Line]:
    """Return the lines of members whose name contains a text, who sit for an organisation, and who hold a role.

    `organisation` is a slug, or "own" for members in their own name; `role` a slug, or "none" for members without
    any role. What is empty leaves nobody out.
    """
    wanted, bit = fold(name), matrix.bits.get(role, 0)
    return [
        line
        for line in matrix.lines
        if (not wanted or wanted in fold(line.name))
        and (not organisation or (line.organisation_slug or "own") == organisation)
        and (not role or (not line.held if role == "none" else bool(line.held & bit)))
    ]
