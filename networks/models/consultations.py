"""Meetings: when, about what, who sat there, who chaired, and what was decided under whose mandate."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networks.models.mandates import DecisionTopic, Mandate
from networks.models.networks import Network, OfNetworkQuerySet
from networks.models.people import Person


class Consultation(models.Model):
    """A meeting of people of one network."""

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="consultations", verbose_name=_("network")
    )
    held_on = models.DateField(_("date"), default=timezone.localdate)
    topic = models.CharField(_("what it was about"), max_length=200)
    recorded_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("recorded by")
    )
    # Which occurrence of which event of a calendar it was read from; empty for what was typed.
    calendar_key = models.CharField(max_length=300, blank=True, editable=False)

    objects = OfNetworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["network", "held_on"], name="consultation_by_day")]
        constraints = [
            models.CheckConstraint(condition=~Q(topic=""), name="consultation_has_a_topic"),
            models.UniqueConstraint(
                fields=["network", "calendar_key"],
                condition=~Q(calendar_key=""),
                name="one_consultation_per_calendar_event",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_on} · {self.topic}"

    def get_absolute_url(self) -> str:
        return reverse("consultation_detail", args=[self.network.slug, self.pk])


class Attendance(models.Model):
    """Somebody who sat at a meeting; at most one of them chaired it."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="attendances")
    chaired = models.BooleanField(_("chaired"), default=False)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(fields=["consultation", "person"], name="one_attendance_each"),
            models.UniqueConstraint(
                fields=["consultation"], condition=Q(chaired=True), name="one_chair_per_consultation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.consultation}"


class Decision(models.Model):
    """What was decided at a meeting, about which topic and under whose mandate."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="decisions")
    text = models.CharField(_("what was decided"), max_length=500)
    topic = models.ForeignKey(
        DecisionTopic,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("decision topic"),
    )
    mandate = models.ForeignKey(
        Mandate,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("under the mandate of"),
    )

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="decision_says_something")]

    def __str__(self) -> str:
        return self.text
