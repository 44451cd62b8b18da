"""Who sits in a network and who holds what there: what one chooses from when roles are to move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from networks.models import Membership, Network
from roles.catalogue_names import CatalogueNames
from roles.models import Role, RoleAssignment

NAMED = 2  # holders of a role that are named in a list of roles; of more, how many there are

Group = tuple[str, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class SwapBoard:
    """The seats of a network that have not ended, its roles, and who holds which of them."""

    network: Network
    seats: Mapping[int, Membership]  # by name
    roles: Mapping[str, Role]
    held: frozenset[tuple[int, int]]  # seat and role
    own: Membership | None = None  # the reader's
    holders: Mapping[int, Sequence[Membership]] = field(default_factory=dict)  # by role

    def roles_of(self, seat: Membership) -> list[Role]:
        """Return the roles that a member holds."""
        return [role for role in self.roles.values() if (seat.pk, role.pk) in self.held]

    def holders_of(self, role: Role) -> Sequence[Membership]:
        """Return who holds a role, by name."""
        return self.holders.get(role.pk, ())

    def open_roles(self) -> list[Role]:
        """Return the roles that nobody holds."""
        return [role for role in self.roles.values() if not self.holders_of(role)]

    def names_of_people(self) -> dict[int, str]:
        """Return everybody's name, by person."""
        return {seat.person_id: seat.person.name for seat in self.seats.values()}

    def role_choices(self, first: Sequence[Role] = ()) -> list[Group]:
        """Return all roles to choose from with who holds them: those that stand first, open ones, the others."""
        put_first = {role.pk for role in first}
        rest = [role for role in self.roles.values() if role.pk not in put_first]
        groups = [
            (_("Roles of mine"), list(first)),
            (_("Open roles"), [role for role in rest if not self.holders_of(role)]),
            (_("Roles of others"), [role for role in rest if self.holders_of(role)]),
        ]
        return [
            (label, [(role.slug, self._describe(role)) for role in roles]) for label, roles in groups if roles
        ]

    def seat_choices(self) -> list[tuple[str, str]]:
        """Return all members to choose from, the reader first."""
        own = [self.own] if self.own is not None else []
        others = [seat for seat in self.seats.values() if seat not in own]
        return [(str(seat.pk), self._describe_seat(seat)) for seat in (*own, *others)]

    def _describe(self, role: Role) -> str:
        people = [seat.person.name for seat in self.holders_of(role)]
        if not people:
            return f"{role.name} · {pgettext('role without a holder', 'open')}"
        named = ", ".join(people[:NAMED])
        return f"{role.name} · {named}{f' +{len(people) - NAMED}' if len(people) > NAMED else ''}"

    def _describe_seat(self, seat: Membership) -> str:
        if seat == self.own:
            return _("%(name)s (you)") % {"name": seat.person.name}
        party = seat.organisation.name if seat.organisation else _("in their own name")
        return f"{seat.person.name} · {party}"


def read_board(network: Network, names: CatalogueNames, today: date, person: int | None) -> SwapBoard:
    """Read the seats and holdings of a network. Two queries. `person` is the reader."""
    lasting = Q(left_on=None) | Q(left_on__gt=today)
    seats = {seat.pk: seat for seat in Membership.objects.filter(lasting, network=network).with_parties()}
    for seat in seats.values():
        seat.network = network
    held = RoleAssignment.objects.active_on(today).filter(membership__network=network)
    pairs = frozenset(pair for pair in held.values_list("membership", "role") if pair[0] in seats)
    own = next(
        (seat for seat in seats.values() if seat.person_id == person and seat.joined_on <= today), None
    )
    holders = {
        role.pk: [seat for key, seat in seats.items() if (key, role.pk) in pairs]
        for role in names.roles.values()
    }
    return SwapBoard(network, seats, names.roles, pairs, own, holders)
