"""A role that moves between members of a network, as something planned: in a swap, or in a scenario."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networks.models import Membership
from roles.models.catalogue import Role


class MoveKind(models.TextChoices):
    """What a move does with a role: it changes hands, gets a holder more, one less, or its first."""

    HAND_OVER = "hand-over", _("hand over")
    SHARE = "share", _("share")
    STEP_BACK = "step-back", _("step back")
    FILL = "fill", _("take up")


def seat_field(
    verbose_name: Any, on_delete: Callable[..., None]
) -> "models.ForeignKey[Membership | None, Membership | None]":
    """Return the field for somebody who gives or receives; what becomes of a move without them differs."""
    return models.ForeignKey(
        Membership, on_delete, null=True, blank=True, related_name="+", verbose_name=verbose_name
    )


class RoleMove(models.Model):
    """One role, who lays it down (the giver), and who takes it on (the receiver); one of them may be absent."""

    KNOWN_KINDS: ClassVar[models.Q] = (
        Q(kind=MoveKind.HAND_OVER, giver__isnull=False, receiver__isnull=False)
        | Q(kind=MoveKind.STEP_BACK, giver__isnull=False, receiver__isnull=True)
        | Q(kind__in=[MoveKind.SHARE, MoveKind.FILL], giver__isnull=True, receiver__isnull=False)
    )

    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=9, choices=MoveKind)
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+", verbose_name=_("role"))
    giver = seat_field(_("who lays it down"), models.CASCADE)
    receiver = seat_field(_("who takes it on"), models.CASCADE)

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["position"]

    def __str__(self) -> str:
        return f"{self.role} · {self.get_kind_display()}"
