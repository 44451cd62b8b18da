"""Networks, the organisations engaged in them, and those who look on."""

from datetime import date
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networks.models.organisations import Organisation
from networks.models.people import Person, User
from networks.models.tracking import ChangeRecords, TrackedQuerySet


class NetworkQuerySet(models.QuerySet["Network"]):
    """Networks, as a reader may see them."""

    def active_on(self, day: date) -> Self:
        """Networks that have begun by a day and have not ended by it."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), started_on__lte=day)

    def visible_to(self, user: User) -> Self:
        """The networks that the user is involved in; all for an administrator."""
        return self if user.is_superuser else self.involving(user)

    def involving(self, user: User) -> Self:
        """The networks in which the user takes part, looks on or answers for an organisation."""
        from networks.models.memberships import Membership

        own = Membership.objects.active_on(timezone.localdate()).filter(person__user=user)
        watched = Observer.objects.filter(person__user=user)
        engaged = Engagement.objects.filter(organisation__stewardships__person__user=user)
        return self.filter(
            Q(pk__in=own.values("network"))
            | Q(pk__in=watched.values("network"))
            | Q(pk__in=engaged.values("network"))
        )

    def coordinated_by(self, user: User) -> Self:
        """The networks that the user coordinates; all for an administrator."""
        return self if user.is_superuser else self.with_coordinator(user)

    def with_coordinator(self, user: User) -> Self:
        """The networks of which the user is a coordinator in person, who sees what members keep from others."""
        from networks.models.memberships import Membership

        own = Membership.objects.active_on(timezone.localdate()).filter(
            person__user=user, is_coordinator=True
        )
        return self.filter(pk__in=own.values("network"))

    def with_involvement(self, user: User) -> Self:
        """With how the user is involved: `is_mine` (a member), `coordinates`, `observes` and `answers_for_one`."""
        from networks.models.memberships import Membership

        own = Membership.objects.active_on(timezone.localdate()).filter(
            person__user=user, network=OuterRef("pk")
        )
        engaged = Engagement.objects.filter(
            organisation__stewardships__person__user=user, network=OuterRef("pk")
        )
        return self.annotate(
            is_mine=Exists(own),
            coordinates=Exists(own.filter(is_coordinator=True)),
            observes=Exists(Observer.objects.filter(person__user=user, network=OuterRef("pk"))),
            answers_for_one=Exists(engaged),
        )


class Network(models.Model):
    """A collaboration with a purpose."""

    class Phase(models.TextChoices):
        EXPLORE = "explore", _("explore")
        SHARE = "share", _("share")
        AGREE = "agree", _("agree")
        SHAPE = "shape", _("shape")
        CARRY_OUT = "carry-out", _("carry out and renew")

    PURPOSE_FIELDS: ClassVar[tuple[str, ...]] = ("question", "goal", "in_scope", "out_of_scope")

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address"), max_length=220, unique=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    question = models.TextField(_("the question it exists for"), blank=True)
    goal = models.TextField(_("the shared goal"), blank=True)
    in_scope = models.TextField(_("what belongs to it"), blank=True)
    out_of_scope = models.TextField(_("what does not belong to it"), blank=True)
    phase = models.CharField(_("phase"), max_length=10, choices=Phase, blank=True)
    started_on = models.DateField(_("begun on"), default=timezone.localdate)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="network_has_a_name"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="network_ends_after_it_begins",
                violation_error_message=_("A network cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("pk")),
                name="network_is_not_its_own_parent",
                violation_error_message=_("A network cannot be part of itself."),
            ),
            models.CheckConstraint(
                condition=Q(phase__in=["", "explore", "share", "agree", "shape", "carry-out"]),
                name="network_phase_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("dashboard", args=[self.slug])

    def clean(self) -> None:
        """Refuse to stand, by way of others, inside itself."""
        above = self.parent
        seen = {self.pk}
        while above is not None and self.pk is not None:
            if above.pk in seen:
                raise ValidationError({"parent": _("That network is itself part of this one.")})
            seen.add(above.pk)
            above = above.parent

    def is_active_on(self, day: date) -> bool:
        """Whether the network has begun by a day and has not ended by it."""
        return self.started_on <= day and (self.ended_on is None or self.ended_on > day)


class OfNetworkQuerySet(models.QuerySet):
    """What belongs to a network and is known to everybody in it."""

    def visible_to(self, user: User) -> Self:
        """Those of the networks that the user sees."""
        return self.filter(network__in=Network.objects.visible_to(user))


class Engagement(models.Model):
    """An organisation's commitment to one network, with its stake there."""

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="engagements", verbose_name=_("network")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="engagements", verbose_name=_("organisation")
    )
    stake = models.TextField(_("what is at stake for the organisation here"), blank=True)

    objects = OfNetworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("engagement")
        verbose_name_plural = _("engagements")
        constraints = [
            models.UniqueConstraint(
                fields=["network", "organisation"],
                name="one_engagement_each",
                violation_error_message=_("This organisation is engaged in this network already."),
            ),
            models.UniqueConstraint(fields=["id", "network"], name="engagement_with_its_network"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.network}"


class ObserverQuerySet(TrackedQuerySet, models.QuerySet["Observer"]):
    """Observers, as a reader may see them."""

    def visible_to(self, user: User) -> Self:
        """Those of the networks that the user sees: who looks on is no secret to those who are looked at."""
        return self.filter(network__in=Network.objects.visible_to(user))


class Observer(models.Model):
    """A person who may look at a network without being a member of it."""

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="observers", verbose_name=_("network")
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="observed", verbose_name=_("individual")
    )

    objects = ObserverQuerySet.as_manager()
    history = ChangeRecords()

    class Meta:
        verbose_name = _("observer")
        verbose_name_plural = _("observers")
        constraints = [models.UniqueConstraint(fields=["network", "person"], name="one_observer_each")]

    def __str__(self) -> str:
        return f"{self.person} · {self.network}"
