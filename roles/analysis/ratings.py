"""What others think of somebody's competences: means of three or more, never a rating by itself."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from roles.analysis.snapshot import Rating

ENOUGH_RATERS = 3
SUFFICIENT_RATING = 3


class CompetenceMean(NamedTuple):
    """What enough others think of one of somebody's competences, taken together."""

    competence: int
    role: int  # mask of the one role that the competence belongs to
    mean: Fraction
    raters: int
    day: date  # of the last rating in it


def competence_means(ratings: Sequence[Rating], rated: int, day: date) -> list[CompetenceMean]:
    """Return, for each competence with enough raters, the mean of every other's latest rating up to a day."""
    latest: dict[tuple[int, int], Rating] = {}
    for rating in ratings:
        key = (rating.competence, rating.rater)
        if (
            rating.rater != rated
            and rating.day <= day
            and (key not in latest or rating.day >= latest[key].day)
        ):
            latest[key] = rating
    given: dict[tuple[int, int], list[Rating]] = {}
    for rating in latest.values():
        given.setdefault((rating.competence, rating.role), []).append(rating)
    return [
        CompetenceMean(
            competence=competence,
            role=role,
            mean=Fraction(sum(each.score for each in counted), len(counted)),
            raters=len(counted),
            day=max(each.day for each in counted),
        )
        for (competence, role), counted in given.items()
        if len(counted) >= ENOUGH_RATERS
    ]
