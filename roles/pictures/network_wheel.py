"""The role wheel of a network: from its snapshot and report to the picture, its legend and its table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from collab.addresses import address
from collab.text import initials
from roles.analysis import SEVERITIES, Finding, Report, Snapshot
from roles.analysis.snapshot import Member
from roles.catalogue_names import CatalogueNames
from roles.models import Role
from roles.pictures.rows import HolderName, RoleRow, draw_role_rows
from roles.pictures.tints import tints_of
from roles.pictures.wheel import Holder, Seat, Wheel, WheelCluster, draw_wheel

# Findings that are about who sits in a seat; others concern so many roles that a ring would say nothing.
RINGED = frozenset(
    {
        "core-cumulation-person",
        "core-cumulation-organisation",
        "core-vacancy",
        "role-overload-person",
        "rotation-due",
        "role-against-preference",
        "competence-gap",
    }
)


class LegendEntry(NamedTuple):
    """An organisation and its colour."""

    tint: str
    name: str


@dataclass(frozen=True, slots=True)
class WheelPicture:
    """The picture, and what stands around it."""

    svg: SafeString
    legend: Sequence[LegendEntry]
    rows: Sequence[RoleRow]

    @property
    def table(self) -> SafeString:
        """The rows of the table behind the picture."""
        return draw_role_rows(self.rows)


def picture_wheel(snapshot: Snapshot, report: Report, names: CatalogueNames) -> WheelPicture:
    """Draw who holds which role, and ring the seats that the report's findings are about."""
    holders = _holders_by_role(snapshot)
    flags = _flags(report.findings)
    tints = tints_of(snapshot.organisations)
    # Translators: a role and who holds it.
    description, vacant = _("%(role)s: %(holders)s"), pgettext("role without a holder", "vacant")
    seats = {
        slug: Seat(
            name=name,
            url=address("network_role", snapshot.slug, slug),
            description=description
            % {"role": name, "holders": ", ".join(each.name for each in holders[slug]) or vacant},
            holders=[Holder(initials(each.name), tints[each.organisation]) for each in holders[slug]],
            flag=flags.get(slug, ""),
        )
        for slug, name in names.role_names.items()
    }
    wheel = Wheel(
        title=_("Role wheel"),
        description=_("Who takes which role. The table below the picture says the same."),
        core=[seats[slug] for slug, role in names.roles.items() if role.place == Role.Place.CORE],
        clusters=_clusters(report, seats, names),
        level=[seats[slug] for slug, role in names.roles.items() if role.place == Role.Place.NETWORK],
    )
    rows = _rows(snapshot, seats, holders, names)
    return WheelPicture(draw_wheel(wheel), _legend(snapshot, tints), rows)


def _holders_by_role(snapshot: Snapshot) -> dict[str, list[Member]]:
    found: dict[str, list[Member]] = {role.slug: [] for role in snapshot.catalogue.roles}
    for member in snapshot.members:
        for slug in snapshot.catalogue.slugs(member.roles):
            found[slug].append(member)
    return found


def _flags(findings: Iterable[Finding]) -> dict[str, str]:
    """Return the worst severity at which each role is ringed."""
    flags: dict[str, str] = {}
    for finding in findings:
        if finding.code in RINGED and finding.left_empty_until is None:
            for slug in finding.roles:
                flags[slug] = min(flags.get(slug, finding.severity), finding.severity, key=SEVERITIES.index)
    return flags


def _clusters(report: Report, seats: Mapping[str, Seat], names: CatalogueNames) -> list[WheelCluster]:
    clusters = []
    for slug, name in names.cluster_names.items():
        own = [
            seats[role.slug] for role in names.roles.values() if role.cluster and role.cluster.slug == slug
        ]
        filled = report.clusters[slug].filled
        # Translators: on the wheel, along the edge of a cluster: "Task-oriented · 2 of 3 roles filled".
        title = ngettext(
            "%(cluster)s · %(filled)d of %(count)d role filled",
            "%(cluster)s · %(filled)d of %(count)d roles filled",
            len(own),
        ) % {"cluster": name, "filled": filled, "count": len(own)}
        clusters.append(WheelCluster(slug, title, name, own))
    return clusters


def _rows(
    snapshot: Snapshot,
    seats: Mapping[str, Seat],
    holders: Mapping[str, Sequence[Member]],
    names: CatalogueNames,
) -> list[RoleRow]:
    places = {Role.Place.CORE: _("Cockpit"), Role.Place.NETWORK: _("Network level")}
    organisations: dict[int | None, str] = {
        key: organisation.name for key, organisation in snapshot.organisations.items()
    }
    return [
        RoleRow(
            place=names.cluster_names[role.cluster.slug] if role.cluster else places[Role.Place(role.place)],
            role=seats[slug].name,
            url=seats[slug].url,
            holders=[
                HolderName(each.name, organisations.get(each.organisation, "")) for each in holders[slug]
            ],
            flag=seats[slug].flag,
        )
        for slug, role in names.roles.items()
    ]


def _legend(snapshot: Snapshot, tints: Mapping[int | None, str]) -> list[LegendEntry]:
    """Return the colours of the organisations that hold a role, and of members in their own name."""
    holding = {member.organisation for member in snapshot.members if member.roles}
    entries = [
        LegendEntry(tints[key], organisation.name)
        for key, organisation in snapshot.organisations.items()
        if key in holding
    ]
    entries.sort(key=lambda entry: entry.name)
    if None in holding:
        entries.append(LegendEntry(tints[None], _("in their own name")))
    return entries
