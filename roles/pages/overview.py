"""What somebody finds on their own page: their networks, their roles, and what waits for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from networks.models import Network, User
from roles.catalogue_names import CatalogueNames
from roles.pages.portfolio import PortfolioLine, read_portfolio
from roles.pages.seats import OwnSeat, read_seats
from roles.pages.tasks import Task, findings
from roles.pages.tasks.invitations import lost_invitations
from roles.pages.tasks.own import own_tasks


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on somebody's own page."""

    lines: Sequence[PortfolioLine]
    seats: Sequence[OwnSeat]
    tasks: Sequence[Task]


def read_overview(user: User, day: date, names: CatalogueNames) -> Overview:
    """Read somebody's own page. Thirteen queries, whatever the number of networks and roles."""
    involved = Network.objects.visible_to(user).with_involvement(user)
    mine = involved.filter(Q(is_mine=True) | Q(observes=True) | Q(answers_for_one=True))
    # By their keys: the loader would otherwise work out with every question anew which networks are mine.
    lines = read_portfolio(user, day, Network.objects.filter(pk__in=list(mine.values_list("pk", flat=True))))
    seats = read_seats(user, day)
    person = user.person_or_none
    tasks = [
        *findings.urgent(lines, names),
        *findings.mandates(lines, str(person and person.pk), findings.people_answered_for(user, day), names),
        *(task for seat in seats for task in own_tasks(seat, day)),
        *lost_invitations(user, day),
        *findings.vacancies(lines),
    ]
    return Overview(lines, seats, tasks)
