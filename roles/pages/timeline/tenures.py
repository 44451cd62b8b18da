"""Who held which role in a network, from when to when: read once, as plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import TextField
from django.db.models.functions import Cast

from networks.models import Network
from roles.analysis.terms import Span, term_end, unbroken_start
from roles.loading.records import Dates
from roles.models import RoleAssignment, SwapMove
from roles.swap_rules import State

COLUMNS = (
    *("role", "membership", "membership__person", "membership__person__name", "membership__person__name_key"),
    *("membership__engagement", "membership__engagement__organisation__name", "start_known"),
)
# Days come as text: the same few hundred are turned into dates once, not thousands of times.
DAYS = {"began": "started_on", "ceased": "ended_on", "went": "membership__left_on"}


class Tenure(NamedTuple):
    """A member holding a role without a break."""

    role: str  # slug
    membership: int
    person: int
    name: str
    name_key: str
    engagement: int | None  # None: in their own name
    organisation: str
    started: date
    ended: date | None
    known: bool  # whether the start is, or only that it was by then

    def runs_on(self, day: date) -> bool:
        """Whether the role is held on a day."""
        return self.started <= day and (self.ended is None or self.ended > day)

    def touches(self, first: date, last: date) -> bool:
        """Whether any of it lies between two days."""
        return self.started <= last and (self.ended is None or self.ended >= first)


@dataclass(frozen=True, slots=True)
class SwappedRole:
    """A move of a swap that was carried out: which memberships it moved a role between."""

    role: str
    day: date
    giver: int | None
    receiver: int | None
    swap: int


def read_tenures(network: Network, roles: Mapping[int, str]) -> list[Tenure]:
    """Return everybody who ever held a role here, in the order in which they began. One query.

    `roles` are the slugs of the catalogue by key. A role ends with the membership in which it was held.
    """
    days = {name: Cast(column, TextField()) for name, column in DAYS.items()}
    rows = RoleAssignment.objects.filter(membership__network=network).order_by().annotate(**days)
    dates, tenures = Dates(), []
    for role, *who, known, started, ended, left in rows.values_list(*COLUMNS, *DAYS):
        ends = [day for day in (ended, left) if day is not None]
        end = dates.maybe(min(ends)) if ends else None  # as texts, days come in their order too
        member, person, name, key, engagement, organisation = who
        tenures.append(
            Tenure(
                *(roles[role], member, person, name, key, engagement, organisation or ""),
                *(dates[started], end, known),
            )
        )
    tenures.sort(key=_by_start)
    return _joined(tenures)


def _by_start(tenure: Tenure) -> tuple[date, str, int, bool]:
    return tenure.started, tenure.name_key, tenure.person, tenure.known


def _joined(tenures: Iterable[Tenure]) -> list[Tenure]:
    """Join what one member held again on or before the day on which it ended; keep the order of beginning."""
    found: list[Tenure] = []
    last: dict[tuple[int, str], int] = {}  # where the last one of each member in each role stands
    for each in tenures:
        place = last.get((each.membership, each.role))
        before = None if place is None else found[place]
        if place is not None and before and (before.ended is None or each.started <= before.ended):
            ended = None if before.ended is None or each.ended is None else max(before.ended, each.ended)
            found[place] = before._replace(ended=ended)
        else:
            last[each.membership, each.role] = len(found)
            found.append(each)
    return found


def read_swapped_roles(network: Network) -> list[SwappedRole]:
    """Return what swaps moved here. One query."""
    rows = SwapMove.objects.filter(swap__network=network, swap__state=State.CARRIED_OUT)
    columns = ("role__slug", "swap__carried_out_on", "giver", "receiver", "swap")
    return [SwappedRole(*row) for row in rows.order_by("swap__carried_out_on", "pk").values_list(*columns)]


def term_ends(tenures: Iterable[Tenure], months: Mapping[str, int], today: date) -> dict[Tenure, date]:
    """Return when the term of each role that is held today comes to its end, for the roles that have one."""
    spans: dict[tuple[int, str], list[Span]] = {}
    running = []
    for each in tenures:
        if each.role in months:
            spans.setdefault((each.person, each.role), []).append((each.started, each.ended))
            if each.runs_on(today):
                running.append(each)
    ends = {}
    for each in running:
        since = unbroken_start(spans[each.person, each.role], today)
        if since is not None:
            ends[each] = term_end(since, months[each.role])
    return ends
