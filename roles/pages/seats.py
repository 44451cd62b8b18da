"""Somebody's own seats: where they take part now, and which roles they hold there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, OuterRef, Subquery

from networks.models import BalanceReading, CheckIn, Membership, Network, User
from roles.models import RoleAssignment


@dataclass(frozen=True, slots=True)
class OwnSeat:
    """One of my running memberships, the roles that I hold there, and what I last said of my part in it."""

    membership: Membership
    roles: Sequence[RoleAssignment]
    last_check_in: date | None
    last_reading: date | None

    @property
    def network(self) -> Network:
        """The network of this seat."""
        return self.membership.network


def read_seats(user: User, day: date) -> list[OwnSeat]:
    """Return somebody's memberships of running networks, with the roles that they hold there. Two queries."""
    here = {"network": OuterRef("network"), "person": OuterRef("person")}
    check_ins = CheckIn.objects.filter(answered_on__lte=day, **here).order_by().values("person")
    readings = BalanceReading.objects.filter(read_on__lte=day, **here).order_by().values("person")
    memberships = (
        Membership.objects.active_on(day)
        .filter(person__user=user)
        .select_related("network__norms", "engagement__organisation")
        .annotate(
            last_check_in=Subquery(check_ins.annotate(last=Max("answered_on")).values("last")),
            last_reading=Subquery(readings.annotate(last=Max("read_on")).values("last")),
        )
        .order_by("network__name", "pk")
    )
    running = [each for each in memberships if each.network.is_active_on(day)]
    held: dict[int, list[RoleAssignment]] = {}
    assignments = RoleAssignment.objects.active_on(day).filter(membership__in=[each.pk for each in running])
    for assignment in assignments.select_related("role__cluster").order_by("role__position"):
        held.setdefault(assignment.membership_id, []).append(assignment)
    return [OwnSeat(each, held.get(each.pk, []), each.last_check_in, each.last_reading) for each in running]
