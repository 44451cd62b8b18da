"""What people say of themselves and, when asked, of each other."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networks.models import Network, Person
from roles.models.catalogue import Competence, Role

SCORE_RANGE = [MinValueValidator(1), MaxValueValidator(5)]


class RoleStance(models.Model):
    """What a person thinks of taking up a role."""

    class Stance(models.TextChoices):
        PREFERS = "prefers", _("prefers")
        WILLING = "willing", _("is willing")
        AVOIDS = "avoids", _("avoids")

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="stances", verbose_name=_("individual")
    )
    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="stances", verbose_name=_("role"))
    stance = models.CharField(_("stance"), max_length=7, choices=Stance)

    class Meta:
        verbose_name = _("stance on a role")
        verbose_name_plural = _("stances on roles")
        constraints = [
            models.UniqueConstraint(fields=["person", "role"], name="one_stance_each"),
            models.CheckConstraint(
                condition=Q(stance__in=["prefers", "willing", "avoids"]), name="stance_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.role}: {self.get_stance_display()}"


class SelfAssessment(models.Model):
    """How good somebody thinks they are at a competence, from 1 to 5."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="self_assessments", verbose_name=_("individual")
    )
    competence = models.ForeignKey(
        Competence, on_delete=models.CASCADE, related_name="+", verbose_name=_("competence")
    )
    score = models.PositiveSmallIntegerField(_("score"), validators=SCORE_RANGE)

    class Meta:
        verbose_name = _("self-assessment")
        verbose_name_plural = _("self-assessments")
        constraints = [
            models.UniqueConstraint(fields=["person", "competence"], name="one_self_assessment_each"),
            models.CheckConstraint(condition=Q(score__range=(1, 5)), name="self_assessment_from_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.competence}"


class CompetenceRating(models.Model):
    """How good a colleague in a network thinks somebody is at a competence, from 1 to 5.

    Shown only as a mean of three or more; who rated what is nobody's business, so no page and no admin lists it.
    """

    MIN_RATERS: ClassVar[int] = 3

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="competence_ratings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="competence_ratings")
    rater = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="ratings_given")
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
