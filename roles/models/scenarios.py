"""Private what-ifs: moves that nobody has agreed to, kept to look at what they would bring."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networks.models import Membership, Network, Person, User
from roles.models.moves import RoleMove


class ScenarioQuerySet(models.QuerySet["Scenario"]):
    """Scenarios, as a reader may see them."""

    def visible_to(self, user: User) -> Self:
        """One's own, and those shared with oneself, in the networks that one takes part in.

        Administrators and coordinators see no others; an administrator makes them in any network.
        """
        running = Membership.objects.active_on(timezone.localdate()).filter(person__user=user)
        shared = ScenarioShare.objects.filter(person__user=user)
        found = self.filter(Q(owner=user) | Q(pk__in=shared.values("scenario")))
        return found if user.is_superuser else found.filter(network__in=running.values("network"))


class Scenario(models.Model):
    """A network as it could be. Only whoever made it, and those with whom they share it, see it."""

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="scenarios", verbose_name=_("network")
    )
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="scenarios")
    name = models.CharField(_("name"), max_length=200)
    note = models.TextField(_("what it is about"), max_length=2000, blank=True)
    made_at = models.DateTimeField(_("made on"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed on"), default=timezone.now)

    objects = ScenarioQuerySet.as_manager()

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        ordering = ["-changed_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="scenario_has_a_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("scenario_detail", args=[self.network.slug, self.pk])


class ScenarioMove(RoleMove):
    """One step of a scenario, after those before it."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="moves")

    class Meta(RoleMove.Meta):
        verbose_name = _("step of a scenario")
        verbose_name_plural = _("steps of scenarios")
        constraints = [
            models.CheckConstraint(condition=RoleMove.KNOWN_KINDS, name="scenario_move_has_its_people"),
            models.UniqueConstraint(fields=["scenario", "position"], name="scenario_moves_one_by_one"),
        ]


class ScenarioShare(models.Model):
    """A member who may look at somebody's scenario."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="shares")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="scenario_shares")

    class Meta:
        verbose_name = _("shared scenario")
        verbose_name_plural = _("shared scenarios")
        constraints = [models.UniqueConstraint(fields=["scenario", "person"], name="one_share_each")]

    def __str__(self) -> str:
        return f"{self.scenario} · {self.person}"
