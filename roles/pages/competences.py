"""How able people are for a role: by what they say themselves, and by what colleagues say together."""

from collections.abc import Collection, Iterable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from networks.models import Network
from roles.models import Competence, CompetenceRating, Role, SelfAssessment


class CompetenceLine(NamedTuple):
    """One competence of somebody, from 1 to 5: their own estimate, and the mean of three or more colleagues."""

    name: str
    own: int | None
    others: Fraction | None


def read_competences(
    role: Role | None, people: Collection[int], network: Network | None = None
) -> dict[int, list[CompetenceLine]]:
    """Return people's competences, by person: those of a core role; for another role, or none, the generic profile.

    For the person, a network's own coordinators and their steward. Without a network no colleague is asked. At most
    three queries, whatever the number of people.
    """
    core = role is not None and role.place == Role.Place.CORE
    competences = list(Competence.objects.filter(role=role if core else None))
    own = {
        (person, competence): score
        for person, competence, score in SelfAssessment.objects.filter(
            person__in=people, competence__in=competences
        ).values_list("person", "competence", "score")
    }
    others = mean_ratings(network, competences) if network is not None else {}
    return {
        person: [
            CompetenceLine(each.name, own.get((person, each.pk)), others.get((person, each.pk)))
            for each in competences
        ]
        for person in people
    }


def mean_score(scores: Iterable[Fraction | int | None]) -> Fraction | None:
    """Return the mean of those scores that are there; None without any."""
    given = [Fraction(score) for score in scores if score is not None]
    return sum(given, Fraction(0)) / len(given) if given else None


def mean_ratings(network: Network, competences: Collection[Competence]) -> dict[tuple[int, int], Fraction]:
    """Return the mean of colleagues' ratings, by person and competence, where three or more rated on one day.

    Ratings of a round count together or not at all; mixing two rounds would tell what one more rater said.
    """
    given = CompetenceRating.objects.filter(network=network, competence__in=competences)
    by_day: dict[tuple[int, int], dict[date, list[int]]] = {}
    for person, competence, day, score in given.values_list("person", "competence", "rated_on", "score"):
        by_day.setdefault((person, competence), {}).setdefault(day, []).append(score)
    means = {}
    for key, days in by_day.items():
        enough = [day for day, scores in days.items() if len(scores) >= CompetenceRating.MIN_RATERS]
        if enough:
            scores = days[max(enough)]
            means[key] = Fraction(sum(scores), len(scores))
    return means
