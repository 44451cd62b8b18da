"""What a colleague answers when asked, sealed until the round closes."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from roles.models import RatingRequest, RatingRound, SealedRating
from roles.services.rating_rounds import asked_competences, close_round


@transaction.atomic
def answer_request(*, asked: RatingRequest, scores: Mapping[int, int], day: date) -> None:
    """Keep what a colleague thinks of each competence (by its key), in place of what they said before.

    A competence that is left out is one that they cannot judge. When everybody who was asked has responded, the
    round closes. Raise ValidationError when it is closed already, or when this was not asked.
    """
    rating_round = RatingRound.objects.select_for_update(of=("self",)).open_on(day).filter(pk=asked.round_id)
    found = rating_round.select_related("network", "person").first()
    if found is None:
        raise ValidationError(_("This question is closed. Your answer could not be kept any more."))
    competences = asked_competences(network=found.network, person=found.person, day=day)
    if not set(scores) <= set(competences.values_list("pk", flat=True)):
        raise ValidationError(_("One of these competences was not asked about. Load the page again."))
    asked.answers.all().delete()
    SealedRating.objects.bulk_create(
        SealedRating(request=asked, competence_id=competence, score=score)
        for competence, score in scores.items()
    )
    found.requests.filter(pk=asked.pk).update(answered_on=day)
    if not found.requests.filter(answered_on=None).exists():
        close_round(rating_round=found, day=day)


def decline_request(*, asked: RatingRequest, day: date) -> None:
    """Respond without an answer: for everybody else that looks the same as an answer."""
    answer_request(asked=asked, scores={}, day=day)
