"""What an organisation lets its member decide."""

from datetime import date, timedelta
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from networks.models.memberships import Membership
from networks.models.networks import Network, OfNetworkQuerySet
from networks.models.people import Person, User
from networks.models.tracking import ChangeRecords, TrackedQuerySet


class MandateQuerySet(TrackedQuerySet, models.QuerySet["Mandate"]):
    """Mandates, as a reader may see them, and by how they stand.

    Whether the membership under them still runs is another question: `Membership.objects.active_on`.
    """

    def visible_to(self, user: User) -> Self:
        """Those of the memberships that the user sees: who may decide what is known to the whole table."""
        return self.filter(membership__in=Membership.objects.visible_to(user))

    def asked(self) -> Self:
        """Those that wait for an answer."""
        return self.filter(granted_on=None, declined_on=None)

    def declined(self) -> Self:
        """Those that were asked for in vain."""
        return self.exclude(declined_on=None)

    def granted_by(self, day: date) -> Self:
        """Those that were granted on a day or before it, be they withdrawn or over since."""
        return self.filter(granted_on__lte=day)

    def valid_on(self, day: date) -> Self:
        """Those granted that count on a day: from the first day to the last, unless withdrawn by then."""
        return self.granted_by(day).filter(_not_withdrawn(day), starts_on__lte=day, ends_on__gte=day)

    def counting_from(self, day: date) -> Self:
        """Those granted that count on a day or on a later one."""
        ever = Q(withdrawn_on=None) | Q(withdrawn_on__gt=F("starts_on"))
        return self.exclude(granted_on=None).filter(ever, _not_withdrawn(day), ends_on__gte=day)

    def with_people(self) -> Self:
        """With member, network and organisation, and whoever asked, granted, ended or coaches, at hand."""
        return self.select_related(
            "membership__person",
            "membership__network",
            "membership__engagement__organisation",
            "asked_by",
            "granted_by",
            "closed_by",
            "coach",
        )


def _not_withdrawn(day: date) -> Q:
    return Q(withdrawn_on=None) | Q(withdrawn_on__gt=day)


class AuthorityQuerySet(TrackedQuerySet, models.QuerySet["Authority"]):
    """What mandates let their members decide, as a reader may see it."""

    def visible_to(self, user: User) -> Self:
        """Those of the mandates that the user sees."""
        return self.filter(mandate__in=Mandate.objects.visible_to(user))


class DecisionTopic(models.Model):
    """Something that a network decides about."""

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="decision_topics", verbose_name=_("network")
    )
    name = models.CharField(_("name"), max_length=200)

    objects = OfNetworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision topic")
        verbose_name_plural = _("decision topics")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "name"],
                name="one_topic_of_a_name",
                violation_error_message=_("This network has a topic of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Mandate(models.Model):
    """What an organisation lets its member do, asked for first, then granted by its steward for a period.

    It was asked for until it is granted or declined; what was granted can be withdrawn. To renew one is to grant
    another, so that what was agreed before stays on record.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("asked for")
        DECLINED = "declined", _("declined")
        COMING = "coming", _("still to begin")
        VALID = "valid", _("valid today")
        EXPIRED = "expired", _("expired")
        WITHDRAWN = "withdrawn", _("withdrawn")

    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="mandates", verbose_name=_("membership")
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    asked_on = models.DateField(_("asked on"), null=True, blank=True)
    asked_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("asked by")
    )
    request = models.TextField(_("what it is asked for"), max_length=2000, blank=True)
    declined_on = models.DateField(_("declined on"), null=True, blank=True)
    granted_on = models.DateField(_("granted on"), null=True, blank=True)
    granted_by = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("granted by"),
    )
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    reason = models.TextField(_("why it was declined or withdrawn"), max_length=2000, blank=True)
    closed_by = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("declined or withdrawn by"),
    )
    hours_per_month = models.PositiveSmallIntegerField(
        _("hours a month"), null=True, blank=True, validators=[MaxValueValidator(744)]
    )
    coach = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("coach")
    )

    objects = MandateQuerySet.as_manager()
    history = ChangeRecords(left_out=("request", "reason"))

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ["-starts_on", "-pk"]
        # Few wait at any time, and everybody's own page asks which ones.
        indexes = [
            models.Index(
                fields=["membership"],
                name="mandates_that_wait",
                condition=Q(granted_on=None, declined_on=None),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="mandate_ends_after_it_begins",
                violation_error_message=_("A mandate cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None)
                | Q(granted_on__isnull=False, withdrawn_on__gte=F("granted_on")),
                name="mandate_withdrawn_after_granted",
                violation_error_message=_(
                    "Only a mandate that was granted can be withdrawn, and not earlier."
                ),
            ),
            models.CheckConstraint(
                condition=Q(declined_on=None) | Q(granted_on=None),
                name="mandate_granted_or_declined",
                violation_error_message=_("A mandate is granted or declined, not both."),
            ),
            models.CheckConstraint(
                condition=Q(hours_per_month=None) | Q(hours_per_month__lte=744),
                name="mandate_hours_fit_in_a_month",
                violation_error_message=_("A month has at most 744 hours."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership} · {self.starts_on} – {self.ends_on}"

    def get_absolute_url(self) -> str:
        return reverse("mandate_detail", args=[self.membership.network.slug, self.pk])

    @property
    def last_day(self) -> date:
        """The last day on which it counts: the day before it is withdrawn, if that comes sooner."""
        if self.withdrawn_on is None or self.withdrawn_on > self.ends_on:
            return self.ends_on
        return self.withdrawn_on - timedelta(days=1)

    def state_on(self, day: date) -> State:
        """How it stands on a day."""
        if self.declined_on is not None:
            return self.State.DECLINED
        if self.granted_on is None or self.granted_on > day:
            return self.State.ASKED
        if self.withdrawn_on is not None and self.withdrawn_on <= min(day, self.ends_on):
            return self.State.WITHDRAWN
        if self.starts_on > day:
            return self.State.COMING
        return self.State.VALID if self.ends_on >= day else self.State.EXPIRED

    def clean(self) -> None:
        if self.membership_id and self.membership.engagement_id is None:
            raise ValidationError({"membership": _("Somebody in their own name needs no mandate.")})


class Authority(models.Model):
    """What a mandate lets its member do on one decision topic."""

    class Level(models.TextChoices):
        DECIDES = "decides", _("may decide")
        CONSULTS = "consults", _("consults first")
        REFERS = "refers", _("refers back")

    mandate = models.ForeignKey(
        Mandate, on_delete=models.CASCADE, related_name="authorities", verbose_name=_("mandate")
    )
    topic = models.ForeignKey(
        DecisionTopic, on_delete=models.CASCADE, related_name="authorities", verbose_name=_("decision topic")
    )
    level = models.CharField(_("authority"), max_length=8, choices=Level)

    objects = AuthorityQuerySet.as_manager()
    history = ChangeRecords()

    class Meta:
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")
        constraints = [
            models.UniqueConstraint(
                fields=["mandate", "topic"],
                name="one_authority_per_topic",
                violation_error_message=_("This mandate speaks of this topic already."),
            ),
            models.CheckConstraint(
                condition=Q(level__in=["decides", "consults", "refers"]), name="authority_level_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.get_level_display()}"

    def clean(self) -> None:
        if self.mandate_id and self.topic_id and self.topic.network_id != self.mandate.membership.network_id:
            raise ValidationError({"topic": _("This topic belongs to another network.")})
