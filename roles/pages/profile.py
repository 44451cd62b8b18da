"""What the pages about somebody's own profile show: the roles in lanes, the competences in groups."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django import forms
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from networks.models import Membership, Person
from roles.forms.profile import STANCES, SelfAssessmentForm, StancesForm
from roles.models import Competence, Role, RoleAssignment, RoleStance, SelfAssessment, SpontaneousRole
from roles.texts.base import inside_sentence


class Card(NamedTuple):
    """A role that can be laid in a lane, with its field."""

    role: Role
    field: forms.BoundField


class Lane(NamedTuple):
    """One answer, and the roles that have it; the empty answer is the pile to begin with."""

    stance: str
    title: str
    empty: str  # what it says without a role
    cards: Sequence[Card]


class CompetenceRow(NamedTuple):
    """A competence with its field."""

    competence: Competence
    field: forms.BoundField


class CompetenceGroup(NamedTuple):
    """The competences of one role of the cockpit; without a role, those that everybody needs."""

    role: Role | None
    title: str
    rows: Sequence[CompetenceRow]


class ProfileProgress(NamedTuple):
    """How much somebody has said of themselves."""

    stances: int
    generic: int  # competences of the generic profile
    spontaneous: int
    talents: bool

    @property
    def anything(self) -> bool:
        """Whether there is anything at all."""
        return self.talents or any((self.stances, self.generic, self.spontaneous))


def all_roles() -> list[Role]:
    """Return the roles with their texts and clusters, in the order of the catalogue. One query."""
    return list(Role.objects.select_related("cluster").order_by("position"))


def stances_of(person: Person) -> dict[int, str]:
    """Return what somebody thinks of taking up roles, by role."""
    return dict(RoleStance.objects.filter(person=person).values_list("role_id", "stance"))


def reasons_of(person: Person) -> dict[int, str]:
    """Return why somebody takes on roles of their own accord, by role."""
    return dict(SpontaneousRole.objects.filter(person=person).values_list("role_id", "reason"))


def scores_of(person: Person) -> dict[int, int]:
    """Return how good somebody thinks they are, by competence."""
    return dict(SelfAssessment.objects.filter(person=person).values_list("competence_id", "score"))


def asked_competences(person: Person, scored: Iterable[int], day: date) -> list[Competence]:
    """Return the competences that somebody may score: everybody's, and those of cockpit roles held anywhere now.

    One that was scored before, for a role that is over, stays, so that the score can be taken back.
    """
    held = RoleAssignment.objects.active_on(day).filter(membership__person=person)
    asked = Q(role=None) | Q(role__in=held.values("role")) | Q(pk__in=list(scored))
    return list(Competence.objects.filter(asked).select_related("role").order_by("position"))


def read_progress(person: Person) -> ProfileProgress:
    """Return how far somebody's profile is. One query."""
    counts = Person.objects.filter(pk=person.pk).aggregate(
        stances=Count("stances", distinct=True),
        generic=Count("self_assessments", filter=Q(self_assessments__competence__role=None), distinct=True),
        spontaneous=Count("spontaneous_roles", distinct=True),
    )
    return ProfileProgress(talents=bool(person.talents), **counts)


def own_networks(person: Person, day: date) -> list[Membership]:
    """Return somebody's running seats in running networks, by the network's name."""
    seats = Membership.objects.active_on(day).filter(person=person).select_related("network")
    return [seat for seat in seats.order_by("network__name", "pk") if seat.network.is_active_on(day)]


def taken_on(person: Person) -> QuerySet[SpontaneousRole]:
    """Return which roles somebody takes on of their own accord, in the order of the catalogue."""
    return SpontaneousRole.objects.filter(person=person).select_related("role").order_by("role__position")


def stances_by_lane(person: Person) -> list[tuple[str, list[str]]]:
    """Return what somebody thinks of taking up roles: each answer given, with the names of the roles. One query."""
    said: dict[str, list[str]] = {}
    for each in RoleStance.objects.filter(person=person).select_related("role").order_by("role__position"):
        said.setdefault(each.stance, []).append(each.role.name)
    return [(str(title), said[stance]) for stance, title in STANCES if stance in said]


def lanes_of(form: StancesForm) -> list[Lane]:
    """Return the roles by what is filled in for them: first those without an answer, then gladly to rather not."""
    empty = {
        "prefers": _("Nothing here yet. Which role do you like best?"),
        "willing": _("Nothing here yet. What are you willing to do when it is needed?"),
        "avoids": _("Nothing here. You may say so, too."),
        "": _("Every role has your answer."),
    }
    cards: dict[str, list[Card]] = {stance: [] for stance, _title in STANCES}
    for role in form.roles:
        field = form[role.slug]
        cards.get(str(field.value() or ""), cards[""]).append(Card(role, field))
    titles = {stance: str(title) for stance, title in STANCES} | {"": _("Still open")}
    return [
        Lane(stance, titles[stance], empty[stance], cards[stance])
        for stance in ("", *(stance for stance in titles if stance))
    ]


def competence_groups(form: SelfAssessmentForm) -> list[CompetenceGroup]:
    """Return what everybody is asked first, then role by role."""
    groups: dict[Role | None, list[CompetenceRow]] = {None: []}
    for competence in form.competences:
        groups.setdefault(competence.role, []).append(CompetenceRow(competence, form[competence.slug]))
    title = _("For the role of %(role)s")
    return [
        CompetenceGroup(role, title % {"role": inside_sentence(role.name)} if role else "", rows)
        for role, rows in groups.items()
    ]


def score_ends() -> tuple[str, str]:
    """Return the words at both ends of the five scores."""
    return pgettext("lowest score", "still learning this"), pgettext("highest score", "a strength of mine")
