"""The roles of a network that nobody holds, and what can be done about each of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Window
from django.db.models.functions import Coalesce, Least, Rank
from django.utils.translation import gettext as _

from collab.addresses import address
from networks.models import Membership, User
from roles.models import EmptySeat, MoveKind, Role, RoleAssignment, RoleStance, RoleSwap, SwapMove
from roles.pages.relief import relief_sentence
from roles.pages.reports import ReadReport
from roles.swap_rules import OPEN, State
from roles.texts.base import listed

Moment = tuple[date, list[str]]  # since when a role has nobody, and who held it last


@dataclass(frozen=True, slots=True)
class Keen:
    """A member who said that they prefer a role, or are willing to take it up."""

    person: int
    name: str
    stance: RoleStance
    propose_url: str  # empty for the reader's own name, and for readers who do not coordinate

    @property
    def tint(self) -> str:
        """The look of what they said."""
        return "good" if self.stance.stance == RoleStance.Stance.PREFERS else "notice"


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open proposal in which somebody takes up the role."""

    name: str
    applied: bool  # they proposed it themselves
    is_mine: bool  # the reader is who takes it up
    agreed: bool
    reason: str
    planned_on: date
    url: str


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A role that nobody holds."""

    role: Role
    missing: str  # what happens without it
    since: date | None  # None: nobody ever held it here
    last_holders: str
    keen: Sequence[Keen]
    relief: str
    waiting: Sequence[Waiting]
    decided: EmptySeat | None  # what was decided about leaving it empty, in force or not
    left_empty_until: date | None  # only while that is in force

    @property
    def is_due(self) -> bool:
        """Whether the day to look again has come."""
        return self.decided is not None and self.left_empty_until is None

    @property
    def i_wait(self) -> bool:
        """Whether the reader is proposed for it already."""
        return any(each.is_mine for each in self.waiting)


def read_vacancies(read: ReadReport, user: User) -> list[Vacancy]:
    """Return the roles that nobody holds, the cockpit first and those left empty on purpose last.

    Six queries at most, whatever the number of roles, members and proposals; none when every role has somebody.
    """
    filled = 0
    for member in read.snapshot.members:
        filled |= member.roles
    bits = read.names.for_analysis()[1]
    vacant = [role for role in read.names.roles.values() if not bits[role.pk] & filled]
    if not vacant or not read.snapshot.members:
        return []
    keys = [role.pk for role in vacant]
    texts = {role.pk: role.missing for role in Role.objects.filter(pk__in=keys)}
    decided = _decided(read, keys)
    last, keen, waiting = _last_held(read, keys), _keen(read, keys), _waiting(read, user, keys)
    found = [
        Vacancy(
            role=role,
            missing=texts[role.pk],
            since=last[role.pk][0] if role.pk in last else None,
            last_holders=listed(last[role.pk][1], _("%(first)s and %(last)s")) if role.pk in last else "",
            keen=keen[role.pk],
            relief=relief_sentence(read, bits[role.pk]),
            waiting=waiting[role.pk],
            decided=decided.get(role.pk),
            left_empty_until=read.snapshot.left_empty.get(bits[role.pk]),
        )
        for role in vacant
    ]
    return sorted(
        found, key=lambda each: (each.left_empty_until is not None, each.role.place != Role.Place.CORE)
    )


def _decided(read: ReadReport, roles: Collection[int]) -> dict[int, EmptySeat]:
    """Return what was decided about leaving roles empty, in force or due, by role; nothing that was overtaken."""
    seats = EmptySeat.objects.filter(network=read.network, role__in=roles).not_held_since(read.snapshot.day)
    return {seat.role_id: seat for seat in seats.select_related("decided_by")}


def _last_held(read: ReadReport, roles: Collection[int]) -> dict[int, Moment]:
    """Return since when roles have nobody, and who laid them down on that day, by role."""
    end = Least(Coalesce("ended_on", "membership__left_on"), Coalesce("membership__left_on", "ended_on"))
    held = RoleAssignment.objects.filter(
        membership__network=read.network, role__in=roles, started_on__lte=read.snapshot.day
    )
    latest = Window(Rank(), partition_by=["role"], order_by=F("end").desc())
    rows = held.annotate(end=end).filter(end__lte=read.snapshot.day).annotate(place=latest).filter(place=1)
    found: dict[int, Moment] = {}
    for role, day, name in rows.order_by("membership__person__name_key", "pk").values_list(
        "role", "end", "membership__person__name"
    ):
        found.setdefault(role, (day, []))[1].append(name)
    return found


def _keen(read: ReadReport, roles: Collection[int]) -> Mapping[int, list[Keen]]:
    """Return who prefers roles or is willing, the keenest first, by role.

    What somebody prefers is for them and for the network's coordinators: others get at most their own.
    """
    found: dict[int, list[Keen]] = defaultdict(list)
    seats: dict[int, int] = {}
    members = [member.person for member in read.snapshot.members if read.reader.knows_person(member.person)]
    stances = RoleStance.objects.filter(role__in=roles, person__in=members)
    stances = stances.exclude(stance=RoleStance.Stance.AVOIDS).select_related("person")
    running = Membership.objects.active_on(read.snapshot.day).filter(network=read.network)
    if read.reader.coordinates:
        seats = dict(running.values_list("person", "pk"))
    slugs = {role.pk: slug for slug, role in read.names.roles.items()}
    for stance in stances.order_by("stance", "person__name_key", "pk"):  # "prefers" comes before "willing"
        seat = seats.get(stance.person_id)
        is_reader = stance.person_id == read.reader.person  # who has a button to apply
        url = propose_url(read.network.slug, slugs[stance.role_id], seat) if seat and not is_reader else ""
        found[stance.role_id].append(Keen(stance.person_id, stance.person.name, stance, url))
    return found


def propose_url(network_slug: str, role: str, seat: int) -> str:
    """Return the address on which it is proposed that a member takes up a role."""
    query = urlencode({"kind": MoveKind.FILL, "role": role, "receiver": seat})
    return f"{address('swap_create', network_slug)}?{query}"


def _waiting(read: ReadReport, user: User, roles: Collection[int]) -> Mapping[int, list[Waiting]]:
    """Return the open proposals to fill roles that the reader may see, the oldest first, by role."""
    found: dict[int, list[Waiting]] = defaultdict(list)
    moves: Any = SwapMove.objects.filter(
        kind=MoveKind.FILL,
        role__in=roles,
        swap__network=read.network,
        swap__state__in=OPEN,
        swap__in=RoleSwap.objects.visible_to(user),
    )
    for move in moves.select_related("swap", "receiver__person").order_by("swap__proposed_at", "pk"):
        person, swap = move.receiver.person, move.swap
        found[move.role_id].append(
            Waiting(
                name=person.name,
                applied=swap.proposed_by_id == person.pk,
                is_mine=person.pk == read.reader.person,
                agreed=swap.state == State.AGREED,
                reason=swap.reason,
                planned_on=swap.planned_on,
                url=address("swap_detail", read.network.slug, swap.pk),
            )
        )
    return found
