"""What follows from erasing somebody, said before it happens and to those who have to know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch

from networks.models import Membership, Network, Organisation, Person, Stewardship
from roles.models import Role, RoleAssignment


@dataclass(frozen=True, slots=True)
class SeatThatEnds:
    """A seat of somebody, and the roles that nobody holds in it from now on."""

    network: Network
    roles: Sequence[Role]

    @property
    def role_names(self) -> list[str]:
        """The roles in the language that is spoken now."""
        return [str(role) for role in self.roles]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What somebody leaves behind."""

    seats: Sequence[SeatThatEnds]
    without_coordinator: Sequence[Network]  # nobody else coordinates these
    without_steward: Sequence[Organisation]  # nobody else answers for these


def foresee(person: Person, day: date) -> Foreseen:
    """Return what somebody leaves behind when they are erased on a day. Four queries."""
    active = Membership.objects.active_on(day)
    others = active.filter(network=OuterRef("network"), is_coordinator=True).exclude(person=person)
    held = Prefetch(
        "assignments", RoleAssignment.objects.active_on(day).select_related("role"), to_attr="held"
    )
    seats = list(
        active.filter(person=person)
        .select_related("network")
        .annotate(coordinated_by_others=Exists(others))
        .prefetch_related(held)
        .order_by("network__name", "pk")
    )
    colleagues = Stewardship.objects.filter(organisation=OuterRef("pk")).exclude(person=person)
    organisations = Organisation.objects.filter(stewardships__person=person).exclude(Exists(colleagues))
    return Foreseen(
        seats=[SeatThatEnds(each.network, [one.role for one in each.held]) for each in seats],
        without_coordinator=[
            each.network for each in seats if each.is_coordinator and not each.coordinated_by_others
        ],
        without_steward=list(organisations),
    )
