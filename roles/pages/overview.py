"""What somebody finds on their own page: their networks, their roles, and what waits for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from networks.models import Network, Organisation, User
from roles.catalogue_names import CatalogueNames
from roles.pages.organisation import SeatsOverview, read_overviews
from roles.pages.portfolio import PortfolioLine, read_portfolio
from roles.pages.seats import OwnSeat, read_seats
from roles.pages.tasks import Task, findings
from roles.pages.tasks.organisation import organisation_tasks
from roles.pages.tasks.own import own_tasks


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on somebody's own page."""

    lines: Sequence[PortfolioLine]
    seats: Sequence[OwnSeat]
    tasks: Sequence[Task]
    organisations: Sequence[SeatsOverview]  # those that I answer for


def read_overview(user: User, day: date, names: CatalogueNames) -> Overview:
    """Read somebody's own page. Thirteen queries, fourteen for a steward, whatever the number of networks."""
    involved = Network.objects.visible_to(user).with_involvement(user)
    mine = involved.filter(Q(is_mine=True) | Q(observes=True) | Q(answers_for_one=True))
    # By their keys: the loader would otherwise work out with every question anew which networks are mine.
    lines = read_portfolio(user, day, Network.objects.filter(pk__in=list(mine.values_list("pk", flat=True))))
    seats = read_seats(user, day)
    person = user.person_or_none
    stewarded = Organisation.objects.stewarded_by(user).select_related("policy").order_by("name_key")
    organisations = read_overviews(user, list(stewarded), day, names, sees_all=True)
    tasks = [
        *findings.urgent(lines, names),
        *findings.mandates(lines, str(person and person.pk), findings.people_answered_for(user, day), names),
        *(task for each in organisations for task in organisation_tasks(each, day)),
        *(task for seat in seats for task in own_tasks(seat, day)),
        *findings.vacancies(lines),
    ]
    return Overview(lines, seats, tasks, organisations)
