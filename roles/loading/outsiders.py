"""What a network's analysis would read of people who are not in it yet."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count

from networks.models import Network, Person
from roles.analysis import Elsewhere, Join, Stances
from roles.loading.snapshots import KnownCatalogue
from roles.models import RoleAssignment, RoleStance, SelfAssessment


@dataclass(frozen=True, slots=True)
class Outsider:
    """Somebody who is no member of a network on a day, and what goes with them when they become one."""

    person: Person
    stances: Stances | None
    preferred: int  # mask of the roles that they prefer
    willing: int
    assessed: int  # generic competences self-assessed
    elsewhere: Elsewhere

    def joining(self, organisation: int | None) -> Join:
        """The move with which they become a member, under an engagement or in their own name."""
        return Join(
            self.person.pk, self.person.name, organisation, self.stances, self.assessed, self.elsewhere
        )

    def closed(self) -> "Outsider":
        """The same person, for who may not know what they say of themselves."""
        return replace(self, stances=None, preferred=0, willing=0, assessed=0)


def load_outsiders(people: Collection[Person], day: date, known: KnownCatalogue) -> list[Outsider]:
    """Return what the analysis of a network in which these people do not sit would read of them.

    Three queries, whatever their number.
    """
    catalogue, bits = known
    keys = [person.pk for person in people]
    stances: dict[int, dict[str, int]] = {}
    for person, role, stance in RoleStance.objects.filter(person__in=keys).values_list(
        "person", "role", "stance"
    ):
        own = stances.setdefault(person, dict.fromkeys(RoleStance.Stance.values, 0))
        own[stance] |= bits[role]
    generic = SelfAssessment.objects.filter(person__in=keys, competence__role=None)
    assessed = dict(generic.values_list("person").annotate(Count("competence")).order_by())
    held = RoleAssignment.objects.active_on(day).filter(
        membership__person__in=keys,
        membership__network__in=Network.objects.active_on(day),
    )
    loads: dict[int, Elsewhere] = {}
    for person, _network, role in (
        held.values_list("membership__person", "membership__network", "role").distinct().order_by()
    ):
        core_roles, roles = loads.get(person, Elsewhere(0, 0))
        loads[person] = Elsewhere(core_roles + bool(bits[role] & catalogue.core), roles + 1)
    return [
        Outsider(
            person=person,
            stances=_stances(stances.get(person.pk)),
            preferred=stances.get(person.pk, {}).get("prefers", 0),
            willing=stances.get(person.pk, {}).get("willing", 0),
            assessed=assessed.get(person.pk, 0),
            elsewhere=loads.get(person.pk, Elsewhere(0, 0)),
        )
        for person in people
    ]


def _stances(masks: dict[str, int] | None) -> Stances | None:
    if masks is None:
        return None
    avoided, preferred = masks[RoleStance.Stance.AVOIDS], masks[RoleStance.Stance.PREFERS]
    return Stances(preferred | masks[RoleStance.Stance.WILLING] | avoided, avoided, preferred)
