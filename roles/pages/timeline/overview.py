"""Who held which role when: the picture of a period, and the table beside it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple, TypeVar

from django.utils.safestring import SafeString

from collab.addresses import address
from collab.text import fold
from networks.models import Engagement, Network
from roles.agreed_terms import AgreedTerms
from roles.analysis import Organisation
from roles.catalogue_names import CatalogueNames
from roles.models import Role
from roles.pages.timeline.hands import Joint, Turnovers, count_turnover, find_joints
from roles.pages.timeline.links import addresses
from roles.pages.timeline.period import Period, tick_days
from roles.pages.timeline.tenures import (
    Tenure,
    read_swapped_roles,
    read_tenures,
    term_ends,
)
from roles.pictures.holdings import group_name, place_of
from roles.pictures.timeline import (
    DrawnRole,
    Picture,
    RoleLine,
    Scale,
    draw_axis,
    draw_role,
    draw_way_to_today,
)
from roles.pictures.tints import tints_of

OfRole = TypeVar("OfRole", Tenure, Joint)

MOST_LANES = 6  # of each role; all of them when one role is looked at
MOST_LANES_ALONE = 60


@dataclass(frozen=True)
class RolesOverTime:
    """Everything about who held which role in a network, ever."""

    network: Network
    names: CatalogueNames
    today: date
    tenures: Sequence[Tenure]
    joints: Sequence[Joint]
    ends: Mapping[Tenure, date]  # of the terms of roles that are held
    organisations: Mapping[int, Organisation]  # by engagement

    @classmethod
    def read(cls, network: Network, today: date) -> "RolesOverTime":
        """Read it all, in five queries, whatever the number of members and years."""
        names = CatalogueNames.load()
        roles = {role.pk: role for role in names.roles.values()}
        tenures = read_tenures(network, {key: role.slug for key, role in roles.items()})
        months = AgreedTerms.of([network.pk]).by_slug(network.pk, names.roles.values())
        return cls(
            network=network,
            names=names,
            today=today,
            tenures=tenures,
            joints=find_joints(tenures, read_swapped_roles(network)),
            ends=term_ends(tenures, months, today),
            organisations=_organisations(network),
        )

    @cached_property
    def swapped(self) -> Mapping[tuple[Tenure, date], int]:
        """The swap, by its key, by which somebody took up or laid down a role on a day."""
        return {
            (tenure, joint.day): joint.swap
            for joint in self.joints
            if joint.swap is not None
            for tenure in (joint.giver, joint.receiver)
            if tenure is not None
        }

    @cached_property
    def roles(self) -> list[Role]:
        """The roles in the order of every picture."""
        return sorted(self.names.roles.values(), key=place_of)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each role in that order, by slug."""
        return {each.slug: place for place, each in enumerate(self.roles)}

    def turnover(self, period: Period) -> Turnovers:
        """Count how often roles changed hands in a period, up to today."""
        return count_turnover(self.tenures, self.joints, period.first, min(period.last, self.today))


def _organisations(network: Network) -> dict[int, Organisation]:
    rows = Engagement.objects.filter(network=network).order_by()
    columns = ("pk", "organisation__slug", "organisation__name")
    return {key: Organisation(slug, name, 0, False) for key, slug, name in rows.values_list(*columns)}


def choose(tenures: Iterable[Tenure], *, role: str, query: str) -> list[Tenure]:
    """Return those of one role or of all, and of people whose name or organisation holds a text."""
    wanted = fold(query)
    return [
        each
        for each in tenures
        if role in {"", each.role} and (wanted in each.name_key or wanted in fold(each.organisation))
    ]


def by_role(found: Iterable[OfRole]) -> dict[str, list[OfRole]]:
    """Sort what belongs to a role in by its slug."""
    sorted_in: dict[str, list[OfRole]] = {}
    for each in found:
        sorted_in.setdefault(each.role, []).append(each)
    return sorted_in


class RoleGroup(NamedTuple):
    """The cockpit, a cluster or the level of the network, with its roles drawn."""

    tone: str
    name: str
    roles: Sequence[DrawnRole]


class Legend(NamedTuple):
    """An organisation and its colour."""

    tint: str
    name: str


class Drawn(NamedTuple):
    """The picture of a period: the days above it, the roles in their groups, and whose colour is whose."""

    axis: SafeString
    way_to_today: SafeString
    groups: Sequence[RoleGroup]
    legend: Sequence[Legend]


def draw(all_time: RolesOverTime, period: Period, tenures: Sequence[Tenure], *, role: str) -> Drawn:
    """Draw what was chosen, of one role or of all: those that nobody held stay in sight as empty lines."""
    tints = tints_of(all_time.organisations)
    picture = Picture(
        scale=Scale(period.first, period.last, all_time.today),
        joints=by_role(all_time.joints),
        ends=all_time.ends,
        tints=tints,
        ticks=tick_days(period.first, period.last),
        most_lanes=MOST_LANES_ALONE if role else MOST_LANES,
        swap_url=addresses(all_time.network).swap,
    )
    held = by_role(tenures)
    groups: dict[str, list[DrawnRole]] = {}
    heads: dict[str, str] = {}
    for each_role in all_time.roles:
        if role in {"", each_role.slug}:
            line = RoleLine(each_role.slug, each_role.name, each_role.tone, held.get(each_role.slug, ()))
            groups.setdefault(each_role.tone, []).append(draw_role(line, picture))
            heads[each_role.tone] = group_name(each_role)
    return Drawn(
        axis=draw_axis(picture, address("report", all_time.network.slug)),
        way_to_today=draw_way_to_today(picture.scale),
        groups=[RoleGroup(tone, heads[tone], roles) for tone, roles in groups.items()],
        legend=_legend(tenures, all_time.organisations, tints),
    )


def _legend(
    tenures: Iterable[Tenure], organisations: Mapping[int, Organisation], tints: Mapping[int | None, str]
) -> list[Legend]:
    there = {each.engagement for each in tenures if each.engagement in organisations}
    return sorted(
        (Legend(tints[key], organisations[key].name) for key in there if key is not None),
        key=lambda each: fold(each.name),
    )
