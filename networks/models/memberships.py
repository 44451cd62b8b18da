"""Who takes part in a network, on whose behalf, and what they say of their part in it."""

from datetime import date
from typing import ClassVar, Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collab.constraints import SameParentConstraint
from networks.models.networks import Engagement, Network
from networks.models.organisations import Organisation
from networks.models.people import Person, User
from networks.models.tracking import ChangeRecords, TrackedQuerySet


class MembershipQuerySet(TrackedQuerySet, models.QuerySet["Membership"]):
    """Memberships, as a reader may see them."""

    def active_on(self, day: date) -> Self:
        """Memberships that have begun by a day and have not ended by it."""
        return self.filter(Q(left_on=None) | Q(left_on__gt=day), joined_on__lte=day)

    def running_on(self, day: date) -> Self:
        """Those active on a day, in networks that are active on it too."""
        return self.active_on(day).filter(network__in=Network.objects.active_on(day))

    def visible_to(self, user: User) -> Self:
        """One's own, and those of the networks that the user sees."""
        return self.filter(Q(network__in=Network.objects.visible_to(user)) | Q(person__user=user))

    def with_parties(self) -> Self:
        """With person and organisation at hand, by name."""
        return self.select_related("person", "engagement__organisation").order_by("person__name_key", "pk")


class Membership(models.Model):
    """A person taking part in a network, for an organisation or in their own name."""

    VOICE_FIELDS: ClassVar[tuple[str, ...]] = ("interests", "ambitions", "expectations")

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("network")
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("individual")
    )
    engagement = models.ForeignKey(
        Engagement,
        on_delete=models.RESTRICT,  # yet a network that goes takes both along
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("engagement"),
        help_text=_("Empty: this person takes part in their own name."),
    )
    joined_on = models.DateField(_("joined on"), default=timezone.localdate)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    is_coordinator = models.BooleanField(_("coordinator"), default=False)
    interests = models.TextField(_("own interests"), blank=True)
    ambitions = models.TextField(_("own ambitions"), blank=True)
    expectations = models.TextField(_("own expectations"), blank=True)

    objects = MembershipQuerySet.as_manager()
    history = ChangeRecords(left_out=VOICE_FIELDS)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["network", "person"],
                condition=Q(left_on=None),
                name="one_running_membership_each",
                violation_error_message=_("This person is a member of this network already."),
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("joined_on")),
                name="membership_ends_after_it_begins",
                violation_error_message=_("A membership cannot end before it begins."),
            ),
            SameParentConstraint(
                field="engagement",
                shared="network",
                name="membership_under_its_networks_engagement",
                violation_error_message=_("This organisation is not engaged in this network."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.network}"

    def get_absolute_url(self) -> str:
        return reverse("member_detail", args=[self.network.slug, self.pk])

    @property
    def organisation(self) -> Organisation | None:
        """The organisation on whose behalf the person takes part; None for somebody in their own name."""
        return self.engagement.organisation if self.engagement else None


class ReflectionQuerySet(models.QuerySet):
    """Balance readings or check-ins, as a reader may see them."""

    def visible_to(self, user: User) -> Self:
        """One's own, and those in the networks that the user coordinates in person."""
        return self.filter(Q(person__user=user) | Q(network__in=Network.objects.with_coordinator(user)))


class BalanceReading(models.Model):
    """How a member divides their attention over the three perspectives: three shares that add up to 100."""

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="balance_readings", verbose_name=_("network")
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="balance_readings", verbose_name=_("individual")
    )
    read_on = models.DateField(_("date"), default=timezone.localdate)
    organisation_share = models.PositiveSmallIntegerField(
        _("attention for the organisation"), validators=[MaxValueValidator(100)]
    )
    individual_share = models.PositiveSmallIntegerField(
        _("attention for the individual"), validators=[MaxValueValidator(100)]
    )
    network_share = models.PositiveSmallIntegerField(
        _("attention for the network"), validators=[MaxValueValidator(100)]
    )

    objects = ReflectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("balance reading")
        verbose_name_plural = _("balance readings")
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation_share=100 - F("individual_share") - F("network_share")),
                name="shares_add_up_to_100",
                violation_error_message=_("The three shares must add up to 100."),
            ),
            models.UniqueConstraint(
                fields=["network", "person", "read_on"],
                name="one_balance_reading_a_day",
                violation_error_message=_("There is a reading of this day already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.read_on}"
