"""What people say of themselves."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networks.models import Person
from roles.models.catalogue import Competence, Role
from roles.models.ratings import SCORE_RANGE


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


class SpontaneousRole(models.Model):
    """A role that a person takes on of their own accord, at any table, and why."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="spontaneous_roles", verbose_name=_("individual")
    )
    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="+", verbose_name=_("role"))
    reason = models.TextField(_("why"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("role taken on spontaneously")
        verbose_name_plural = _("roles taken on spontaneously")
        constraints = [models.UniqueConstraint(fields=["person", "role"], name="one_spontaneous_role_each")]

    def __str__(self) -> str:
        return f"{self.person} · {self.role}"


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
