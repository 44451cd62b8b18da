"""How able people are for a role: by what they say themselves, and by what colleagues say together."""

from collections.abc import Collection, Iterable
from fractions import Fraction
from typing import NamedTuple

from django.db.models import OuterRef, Subquery

from networks.models import Person
from roles.analysis import Snapshot
from roles.analysis.ratings import competence_means
from roles.models import Competence, Role, SelfAssessment


class CompetenceLine(NamedTuple):
    """One competence of somebody, from 1 to 5: their own estimate, and the mean of three or more colleagues."""

    name: str
    own: int | None
    others: Fraction | None


def read_competences(
    role: Role | None, people: Collection[int], snapshot: Snapshot | None = None
) -> dict[int, list[CompetenceLine]]:
    """Return people's competences, by person: those of a core role; for another role, or none, the generic profile.

    What colleagues think comes from the snapshot, as far as enough of them have said it. For a network's own
    coordinators, and without a snapshot for the steward. Two queries, whatever the number of people.
    """
    core = role is not None and role.place == Role.Place.CORE
    competences = list(Competence.objects.filter(role=role if core else None))
    own = {
        (person, competence): score
        for person, competence, score in SelfAssessment.objects.filter(
            person__in=people, competence__in=competences
        ).values_list("person", "competence", "score")
    }
    others = _means(snapshot, people) if snapshot is not None else {}
    return {
        person: [
            CompetenceLine(each.name, own.get((person, each.pk)), others.get((person, each.pk)))
            for each in competences
        ]
        for person in people
    }


def _means(snapshot: Snapshot, people: Collection[int]) -> dict[tuple[int, int], Fraction]:
    """Return the means of colleagues' ratings, by person and competence."""
    return {
        (person, each.competence): each.mean
        for person in people
        for each in competence_means(snapshot.ratings.get(person, ()), person, snapshot.day)
    }


class SelfScore(NamedTuple):
    """A competence, and how somebody scores themselves on it, if they do."""

    competence: Competence
    score: int | None


def read_self_scores(person: Person) -> list[SelfScore]:
    """Return all competences with their roles, in the order of the catalogue, as somebody scores themselves.

    One query.
    """
    own = SelfAssessment.objects.filter(person=person, competence=OuterRef("pk")).values("score")
    competences = Competence.objects.select_related("role").annotate(own_score=Subquery(own))
    return [SelfScore(each, each.own_score) for each in competences.order_by("position")]


def mean_score(scores: Iterable[Fraction | int | None]) -> Fraction | None:
    """Return the mean of those scores that are there; None without any."""
    given = [Fraction(score) for score in scores if score is not None]
    return sum(given, Fraction(0)) / len(given) if given else None
