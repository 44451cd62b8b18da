"""Mapping rounds: whom people see in which role, unseen by each other until the round closes."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networks.models import Membership, Network, Person, User
from roles.models.catalogue import Role


class MappingRoundQuerySet(models.QuerySet["MappingRound"]):
    """Rounds, as a reader may see them: that there is one, and what it came to once it is closed."""

    def visible_to(self, user: User) -> Self:
        """Those of the networks that the user sees."""
        return self.filter(network__in=Network.objects.visible_to(user))

    def open_on(self, day: date) -> Self:
        """Rounds in which cards can be laid on a day, their last day included."""
        return self.filter(closed_on=None, closes_on__gte=day)

    def due_on(self, day: date) -> Self:
        """Rounds whose last day lies before a day, and that nobody has closed yet."""
        return self.filter(closed_on=None, closes_on__lt=day)

    def closed(self) -> Self:
        """Rounds that are over, with what they came to."""
        return self.exclude(closed_on=None)


class MappingRound(models.Model):
    """Members of a network who lay the role cards with the people whom they see in them, until a day.

    What is laid is sealed while the round runs. When it closes, only the counts are kept.
    """

    class Way(models.TextChoices):
        EVERYONE = "everyone", _("everyone lays cards")
        COORDINATOR = "coordinator", _("the coordinator marks the matrix")

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="mapping_rounds", verbose_name=_("network")
    )
    way = models.CharField(_("way"), max_length=11, choices=Way, default=Way.EVERYONE)
    asked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    opened_on = models.DateField(_("opened on"), default=timezone.localdate)
    closes_on = models.DateField(_("last day"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    answered_by = models.PositiveIntegerField(_("how many laid cards"), default=0)

    objects = MappingRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("mapping round")
        verbose_name_plural = _("mapping rounds")
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["network"],
                condition=Q(closed_on=None),
                name="one_open_mapping_round",
                violation_error_message=_("A mapping round is open in this network already."),
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opened_on")),
                name="mapping_round_closes_after_it_opens",
                violation_error_message=_("A round cannot close before it opens."),
            ),
            models.CheckConstraint(
                condition=Q(way__in=["everyone", "coordinator"]), name="mapping_way_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network} · {self.opened_on}"

    def get_absolute_url(self) -> str:
        return reverse("mapping_round", args=[self.network.slug, self.pk])


class MappingPartQuerySet(models.QuerySet["MappingPart"]):
    """Parts in rounds, as a reader may see them."""

    def visible_to(self, user: User) -> Self:
        """One's own, in the networks in which one takes part. Who has laid cards is told to nobody else."""
        seats = Membership.objects.active_on(timezone.localdate()).filter(person__user=user)
        return self.filter(person__user=user, round__network__in=seats.values("network"))


class MappingPart(models.Model):
    """Somebody who is asked to lay cards in a round, by their account or by a personal link."""

    round = models.ForeignKey(MappingRound, on_delete=models.CASCADE, related_name="parts")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mapping_parts")
    answered_on = models.DateField(_("laid on"), null=True, blank=True)
    token_hash = models.CharField(max_length=64, blank=True, editable=False)
    link_made_on = models.DateField(_("link made on"), null=True, blank=True)
    link_withdrawn_on = models.DateField(_("link withdrawn on"), null=True, blank=True)
    # Of the browser in which the link was first used; no other gets in with it.
    device_hash = models.CharField(max_length=64, blank=True, editable=False)

    objects = MappingPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("part in a mapping round")
        verbose_name_plural = _("parts in mapping rounds")
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="one_mapping_part_each"),
            models.UniqueConstraint(
                fields=["token_hash"], condition=~Q(token_hash=""), name="mapping_links_differ"
            ),
        ]

    def __str__(self) -> str:
        return str(self.round)


class MappingMark(models.Model):
    """A role card laid with a person, or with nobody, in a running round. It goes when the round closes.

    No page and no administrator's page shows it to anyone but whoever laid it.
    """

    part = models.ForeignKey(MappingPart, on_delete=models.CASCADE, related_name="marks")
    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="mapping_marks")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["part", "role", "person"], name="one_mapping_mark_each"),
            models.UniqueConstraint(
                fields=["part", "role"], condition=Q(person=None), name="one_mapping_mark_of_nobody"
            ),
        ]

    def __str__(self) -> str:
        return str(self.part)


class MappingCount(models.Model):
    """What a closed round came to: how many see a role with a person, or with nobody."""

    round = models.ForeignKey(MappingRound, on_delete=models.CASCADE, related_name="counts")
    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="mapping_counts")
    seen_by = models.PositiveIntegerField(_("how many see it so"))

    class Meta:
        verbose_name = _("result of a mapping round")
        verbose_name_plural = _("results of mapping rounds")
        constraints = [
            models.UniqueConstraint(fields=["round", "role", "person"], name="one_mapping_count_each"),
            models.UniqueConstraint(
                fields=["round", "role"], condition=Q(person=None), name="one_mapping_count_of_nobody"
            ),
            models.CheckConstraint(condition=Q(seen_by__gte=1), name="mapping_count_is_of_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.role} · {self.person}: {self.seen_by}"
