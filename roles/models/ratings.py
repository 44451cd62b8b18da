"""What colleagues say of each other's competences, when asked, and never one by one."""

from datetime import date
from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networks.models import Network, Person, User
from roles.models.catalogue import Competence

SCORE_RANGE = [MinValueValidator(1), MaxValueValidator(5)]


class CompetenceRating(models.Model):
    """How good a colleague in a network thinks somebody is at a competence, from 1 to 5.

    Shown only as a mean of three or more; who rated what is nobody's business, so no page and no admin lists it.
    What came from a round names no rater: by then it is known that they are different people, and nothing else
    has to be. A rating that was recorded in another way outlives its rater, or the mean without it would tell it.
    """

    MIN_RATERS: ClassVar[int] = 3

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="competence_ratings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="competence_ratings")
    rater = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="ratings_given")
    competence = models.ForeignKey(Competence, on_delete=models.CASCADE, related_name="ratings")
    score = models.PositiveSmallIntegerField(_("score"), validators=SCORE_RANGE)
    rated_on = models.DateField(_("date"), default=timezone.localdate)

    class Meta:
        verbose_name = _("competence rating")
        verbose_name_plural = _("competence ratings")
        constraints = [
            models.UniqueConstraint(
                fields=["network", "person", "rater", "competence", "rated_on"], name="one_rating_a_day"
            ),
            models.CheckConstraint(condition=Q(score__range=(1, 5)), name="rating_from_1_to_5"),
            models.CheckConstraint(
                condition=~Q(rater=F("person")),
                name="nobody_rates_themselves",
                violation_error_message=_("People rate each other, not themselves."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.competence}"


class RatingRoundQuerySet(models.QuerySet["RatingRound"]):
    """Rounds, as a reader may see them: that there is one, never what was answered in it."""

    def visible_to(self, user: User) -> Self:
        """The rounds about oneself, and those in the networks that the user coordinates in person."""
        return self.filter(Q(person__user=user) | Q(network__in=Network.objects.with_coordinator(user)))

    def open_on(self, day: date) -> Self:
        """Rounds in which colleagues can answer on a day, their last day included."""
        return self.filter(closed_on=None, closes_on__gte=day)

    def due_on(self, day: date) -> Self:
        """Rounds whose last day lies before a day, and that nobody has closed yet."""
        return self.filter(closed_on=None, closes_on__lt=day)


class RatingRound(models.Model):
    """Colleagues asked to rate somebody's cockpit competences, until a day.

    Their answers stay sealed until the round closes, and then count together or not at all. Otherwise the mean
    before and after a fourth answer would tell what the fourth one said.
    """

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="rating_rounds")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="rating_rounds")
    asked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_on = models.DateField(_("asked on"), default=timezone.localdate)
    closes_on = models.DateField(_("closes on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = RatingRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("rating round")
        verbose_name_plural = _("rating rounds")
        constraints = [
            models.UniqueConstraint(
                fields=["network", "person"],
                condition=Q(closed_on=None),
                name="one_open_rating_round_each",
                violation_error_message=_("Colleagues are being asked about this person already."),
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("asked_on")), name="rating_round_closes_after_it_opens"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.asked_on}"


class RatingRequestQuerySet(models.QuerySet["RatingRequest"]):
    """Requests, as a reader may see them."""

    def visible_to(self, user: User) -> Self:
        """What the user was asked, in the networks that they see; nobody sees who else was."""
        return self.filter(rater__user=user, round__network__in=Network.objects.visible_to(user))


class RatingRequest(models.Model):
    """One colleague who was asked in a round; it goes when the round closes.

    Somebody who would rather not answer has responded without an answer, and looks like everybody else who has.
    """

    round = models.ForeignKey(RatingRound, on_delete=models.CASCADE, related_name="requests")
    rater = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="rating_requests")
    answered_on = models.DateField(_("answered on"), null=True, blank=True)

    objects = RatingRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("rating request")
        verbose_name_plural = _("rating requests")
        constraints = [models.UniqueConstraint(fields=["round", "rater"], name="one_rating_request_each")]

    def __str__(self) -> str:
        return str(self.round)


class SealedRating(models.Model):
    """An answer in an open round; it becomes a CompetenceRating when the round closes, or goes."""

    request = models.ForeignKey(RatingRequest, on_delete=models.CASCADE, related_name="answers")
    competence = models.ForeignKey(Competence, on_delete=models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField(_("score"), validators=SCORE_RANGE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "competence"], name="one_sealed_rating_each"),
            models.CheckConstraint(condition=Q(score__range=(1, 5)), name="sealed_rating_from_1_to_5"),
        ]

    def __str__(self) -> str:
        return str(self.request)
