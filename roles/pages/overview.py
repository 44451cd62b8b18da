"""What somebody finds on their own page: their networks, their roles, and what waits for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from networks.models import Network, Organisation, Person, User
from roles.analysis import SEVERITIES
from roles.catalogue_names import CatalogueNames
from roles.pages.introduction import Introduction, choose_seat
from roles.pages.organisation import SeatsOverview, read_overviews
from roles.pages.portfolio import PortfolioLine, read_lines
from roles.pages.profile import ProfileProgress, read_progress
from roles.pages.seats import OwnSeat, read_seats
from roles.pages.tasks import Task, findings
from roles.pages.tasks import mandates as mandate_tasks
from roles.pages.tasks.administration import administration_tasks
from roles.pages.tasks.invitations import lost_invitations
from roles.pages.tasks.listening import listening_tasks
from roles.pages.tasks.mapping import mapping_tasks
from roles.pages.tasks.organisation import organisation_tasks
from roles.pages.tasks.own import own_tasks
from roles.pages.tasks.profile import profile_tasks
from roles.pages.tasks.purposes import purpose_tasks
from roles.pages.tasks.ratings import rating_tasks
from roles.pages.tasks.swaps import swap_tasks
from roles.pages.tasks.vacancies import seats_to_look_at_again, vacancies


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on somebody's own page."""

    lines: Sequence[PortfolioLine]
    seats: Sequence[OwnSeat]
    tasks: Sequence[Task]
    profile: ProfileProgress
    organisations: Sequence[SeatsOverview]  # those that I answer for
    observed: frozenset[str]  # the networks in which I only look on, by slug

    @property
    def only_looks_on(self) -> bool:
        """Whether I look on, and do nothing else: nobody asks me to fill in anything."""
        return bool(self.observed) and not self.seats and not self.organisations


def read_overview(user: User, person: Person, day: date, names: CatalogueNames) -> Overview:
    """Read the page of an account and its person. A fixed number of queries at most, whatever there is."""
    seats = read_seats(user, day)
    coordinated = {seat.network.slug for seat in seats if seat.membership.is_coordinator}
    lines = read_lines(user, Network.objects.involving(user), coordinated, day, names)
    profile = read_progress(person)
    introduction = Introduction.of(person, choose_seat(seats), stances=profile.stances, day=day)
    introducing = introduction.seat if introduction.waits else None
    waiting = mandate_tasks.read_requests(user, day)
    asked = mandate_tasks.people_waiting(waiting)
    stewarded = Organisation.objects.stewarded_by(user).select_related("policy").order_by("name_key")
    organisations = read_overviews(user, list(stewarded), day, names, sees_all=True)
    answered_for = {(seat.engaged.slug, str(seat.person)) for each in organisations for seat in each.seats}
    tasks = [
        *findings.urgent(lines, names),
        *swap_tasks(person, seats, day),
        *rating_tasks(user, seats, day),
        *purpose_tasks(person, seats),
        *listening_tasks(user, seats, day),
        *mapping_tasks(user, day),
        *profile_tasks(introduction, profile, names.generic_competences),
        *mandate_tasks.requests(waiting),
        *findings.mandates(lines, str(person.pk), answered_for, names, asked),
        *administration_tasks(user, waiting),
        *(task for each in organisations for task in organisation_tasks(each, day)),
        *(lost_invitations(user, day) if coordinated else ()),
        *(task for seat in seats for task in own_tasks(seat, day, introducing=seat is introducing)),
        *(seats_to_look_at_again(user, day) if coordinated else ()),
        *vacancies(lines),
    ]
    tasks.sort(key=lambda task: SEVERITIES.index(task.severity))  # stays as above among equals
    part = {seat.network.slug for seat in seats} | {
        its.slug for each in organisations for its in each.engaged
    }
    observed = frozenset(line.slug for line in lines) - part
    return Overview(lines, seats, tasks, profile, organisations, observed)
