"""Organisations, their policy on collaborating, and who answers for them."""

from hashlib import sha256
from typing import Any, ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from collab.text import fold
from networks.models.people import Person, User
from networks.models.tracking import ChangeRecords, TrackedQuerySet


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations, as a reader may see them."""

    def stewarded_by(self, user: User) -> Self:
        """The organisations that the user answers for."""
        return self.filter(stewardships__person__user=user)

    def visible_to(self, user: User) -> Self:
        """One's own, those engaged in a network that the user sees, and all for an administrator."""
        from networks.models.networks import Network

        if user.is_superuser:
            return self
        engaged = models.Q(engagements__network__in=Network.objects.visible_to(user))
        return self.filter(engaged | models.Q(stewardships__person__user=user)).distinct()


class Organisation(models.Model):
    """A party with its own interests."""

    name = models.CharField(_("name"), max_length=200)
    name_key = models.CharField(max_length=400, editable=False, unique=True)
    slug = models.SlugField(_("address"), max_length=220, unique=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name_key"]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="organisation_has_a_name")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_key = fold(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("organisation_detail", args=[self.slug])


class BelongingsQuerySet(models.QuerySet):
    """What belongs to an organisation, its policy or its stewards, as a reader may see it."""

    def visible_to(self, user: User) -> Self:
        """That of the organisations that the user sees."""
        return self.filter(organisation__in=Organisation.objects.visible_to(user))


class CollaborationPolicy(models.Model):
    """An organisation's answers to five questions about collaborating."""

    QUESTIONS: ClassVar[tuple[str, ...]] = ("vision", "experience", "interest", "entry", "coaching")

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="policy", verbose_name=_("organisation")
    )
    vision = models.TextField(_("How do we look at collaborating?"), blank=True)
    experience = models.TextField(_("What experience do we have with it?"), blank=True)
    interest = models.TextField(_("What is at stake for us?"), blank=True)
    entry = models.TextField(_("When do we step in?"), blank=True)
    coaching = models.TextField(_("How do we follow and coach the people we send?"), blank=True)
    reviewed_on = models.DateField(_("last reviewed on"), null=True, blank=True)

    objects = BelongingsQuerySet.as_manager()

    class Meta:
        verbose_name = _("policy on collaborating")
        verbose_name_plural = _("policies on collaborating")

    def __str__(self) -> str:
        return str(self.organisation)

    @property
    def fingerprint(self) -> str:
        """What two states of the answers differ in, when they differ."""
        answers = "\x00".join(getattr(self, question) for question in self.QUESTIONS)
        return sha256(answers.encode()).hexdigest()


class StewardshipQuerySet(TrackedQuerySet, models.QuerySet["Stewardship"]):
    """Who answers for organisations, as a reader may see it."""

    def visible_to(self, user: User) -> Self:
        """Those of the organisations that the user sees."""
        return self.filter(organisation__in=Organisation.objects.visible_to(user))


class Stewardship(models.Model):
    """A person who answers for an organisation: its policy, its mandates, where its people sit."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="stewardships", verbose_name=_("organisation")
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="stewardships", verbose_name=_("individual")
    )

    objects = StewardshipQuerySet.as_manager()
    history = ChangeRecords()

    class Meta:
        verbose_name = _("steward")
        verbose_name_plural = _("stewards")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "person"], name="one_stewardship_each")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.organisation}"
