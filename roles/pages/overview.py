"""What somebody finds on their own page: their networks, their roles, and what waits for them.

What waits is derived from what is recorded, each time anew: nothing has to be ticked off.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Max, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networks.models import BalanceReading, CheckIn, Membership, Network, User
from roles.analysis import Finding
from roles.analysis.months import is_within
from roles.catalogue_names import CatalogueNames
from roles.models import RoleAssignment
from roles.pages.finding_links import finding_url
from roles.pages.matrix import norms_of
from roles.pages.portfolio import PortfolioLine, read_portfolio
from roles.texts.base import inside_sentence, listed, number_word, opening
from roles.texts.findings import finding_text

READING_MONTHS = 12  # as long as the analysis counts a balance reading
MANDATE_CODES = frozenset({"mandate-missing", "mandate-expiring"})


class Task(NamedTuple):
    """Something that waits for somebody: one sentence and one button."""

    severity: str  # what it looks like: critical, warning or notice
    network: str
    sentence: str
    button: str
    url: str


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


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on somebody's own page."""

    lines: Sequence[PortfolioLine]
    seats: Sequence[OwnSeat]
    tasks: Sequence[Task]


def read_overview(user: User, day: date, names: CatalogueNames) -> Overview:
    """Read somebody's own page. Twelve queries, whatever the number of networks and roles."""
    involved = Network.objects.visible_to(user).with_involvement(user)
    mine = involved.filter(Q(is_mine=True) | Q(observes=True) | Q(answers_for_one=True))
    # By their keys: the loader would otherwise work out with every question anew which networks are mine.
    lines = read_portfolio(user, day, Network.objects.filter(pk__in=list(mine.values_list("pk", flat=True))))
    seats = read_seats(user, day)
    person = user.person_or_none
    tasks = [
        *_urgent(lines, names),
        *_mandates(lines, str(person and person.pk), _people_answered_for(user, day), names),
        *(task for seat in seats for task in _own_tasks(seat, day)),
        *_vacancies(lines),
    ]
    return Overview(lines, seats, tasks)


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


def _people_answered_for(user: User, day: date) -> frozenset[tuple[str, str]]:
    """Return the people for whose organisation the user answers, each as a network's slug and a person's id."""
    people = Membership.objects.active_on(day).filter(
        engagement__organisation__stewardships__person__user=user
    )
    rows = people.values_list("network__slug", "person_id")
    return frozenset((slug, str(person)) for slug, person in rows)


def _urgent(lines: Iterable[PortfolioLine], names: CatalogueNames) -> Iterator[Task]:
    """For coordinators: the first critical finding of each of their networks; the others stand on its dashboard."""
    for line in lines:
        if line.coordinates and line.worst and line.worst.severity == "critical":
            yield _finding_task(line, line.worst, names)


def _mandates(
    lines: Iterable[PortfolioLine], person: str, people: Collection[tuple[str, str]], names: CatalogueNames
) -> Iterator[Task]:
    """Mandates that end soon or are missing: my own, and for stewards those of their organisation's people."""
    for line in lines:
        for finding in line.findings:
            mine = finding.subject.id == person
            if finding.code in MANDATE_CODES and (mine or (line.slug, finding.subject.id) in people):
                yield _finding_task(line, finding, names)


def _finding_task(line: PortfolioLine, finding: Finding, names: CatalogueNames) -> Task:
    text = finding_text(finding, names.role_names, cluster_names=names.cluster_names)
    url = finding_url(finding, line.slug, can_coordinate=line.coordinates)
    return Task(finding.severity, line.name, _("%(title)s.") % {"title": text.title}, text.button, url)


def _own_tasks(seat: OwnSeat, day: date) -> Iterator[Task]:
    """What I can say of my own part in one network, and have not, or not lately."""
    network, key = seat.network, [seat.network.slug, seat.membership.pk]
    silent = [each for each in seat.roles if not each.motives]
    if silent:
        roles = listed([inside_sentence(each.role.name) for each in silent], _("%(first)s and %(last)s"))
        yield Task(
            "notice",
            network.name,
            _("You have not said yet for whose sake you are %(roles)s.") % {"roles": roles},
            _("Say for whose sake"),
            reverse("matrix_cell", args=[*key, silent[0].role.slug]),
        )
    checked = seat.last_check_in or seat.membership.joined_on
    if seat.roles and not is_within(checked, norms_of(network).check_in_months, day):
        yield Task(
            "notice",
            network.name,
            _("It has been a while since you asked yourself what you add at this table."),
            _("Answer that now"),
            reverse("check_in_create", args=key),
        )
    if seat.last_reading is None or not is_within(seat.last_reading, READING_MONTHS, day):
        yield Task(
            "notice",
            network.name,
            _("You have not said in the last 12 months where your attention goes."),
            _("Divide your attention"),
            reverse("balance_create", args=key),
        )


def _vacancies(lines: Iterable[PortfolioLine]) -> Iterator[Task]:
    """For coordinators: roles that nobody holds."""
    for line in lines:
        vacant = line.counts.roles - line.counts.roles_filled
        if line.coordinates and line.counts.people and vacant:
            yield Task(
                "notice",
                line.name,
                ngettext("%(count)s role has nobody.", "%(count)s roles have nobody.", vacant)
                % {"count": opening(number_word(vacant))},
                _("Look in the matrix"),
                reverse("matrix", args=[line.slug]),
            )
