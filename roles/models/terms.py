"""How long a role is agreed to be held, and seats that are left empty on purpose."""

from datetime import date
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networks.models import Network, Person, User
from networks.models.tracking import ChangeRecords, TrackedQuerySet
from roles.models.assignments import RoleAssignment
from roles.models.catalogue import Role


class RoleTerm(models.Model):
    """For how many months somebody holds a role in a network before it is talked about again.

    A role of the cockpit without one has the network's norm, another role none.
    """

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="role_terms", verbose_name=_("network")
    )
    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="+", verbose_name=_("role"))
    months = models.PositiveSmallIntegerField(
        _("months"), validators=[MinValueValidator(1), MaxValueValidator(240)]
    )

    class Meta:
        verbose_name = _("term of a role")
        verbose_name_plural = _("terms of roles")
        constraints = [
            models.UniqueConstraint(fields=["network", "role"], name="one_term_each"),
            models.CheckConstraint(
                condition=Q(months__range=(1, 240)),
                name="term_in_range",
                violation_error_message=_("A term is 1 to 240 months."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} · {self.months}"


class EmptySeatQuerySet(TrackedQuerySet, models.QuerySet["EmptySeat"]):
    """Seats left empty on purpose, as a reader may see them."""

    def visible_to(self, user: User) -> Self:
        """Those of the networks that the user sees."""
        return self.filter(network__in=Network.objects.visible_to(user))

    def not_held_since(self, day: date) -> Self:
        """Those whose role nobody has held by a day since it was decided: what is left of the decision."""
        return self.filter(~Exists(_holders_since(day)))

    def due_on(self, day: date) -> Self:
        """Of these, those whose day to look again has come."""
        return self.not_held_since(day).filter(look_again_on__lte=day)


def _holders_since(day: date) -> models.QuerySet[RoleAssignment]:
    """Who held a role on a day after it was decided to leave it open, for a query of EmptySeat."""
    decided = OuterRef("decided_on")
    return RoleAssignment.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=decided),
        Q(membership__left_on=None) | Q(membership__left_on__gt=decided),
        membership__network=OuterRef("network"),
        role=OuterRef("role"),
        started_on__lte=day,
    )


class EmptySeat(models.Model):
    """A role that a network leaves without a holder on purpose, until a day to look again."""

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="empty_seats", verbose_name=_("network")
    )
    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="+", verbose_name=_("role"))
    reason = models.TextField(_("why"), max_length=2000)
    decided_on = models.DateField(_("decided on"), default=timezone.localdate)
    decided_by = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    look_again_on = models.DateField(_("look again on"))

    objects = EmptySeatQuerySet.as_manager()
    history = ChangeRecords(left_out=("reason", "decided_by"))

    class Meta:
        verbose_name = _("seat left empty")
        verbose_name_plural = _("seats left empty")
        constraints = [
            models.UniqueConstraint(fields=["network", "role"], name="one_empty_seat_each"),
            models.CheckConstraint(
                condition=Q(look_again_on__gt=F("decided_on")),
                name="empty_seat_looked_at_later",
                violation_error_message=_("Choose a day that is still ahead."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} · {self.look_again_on}"
