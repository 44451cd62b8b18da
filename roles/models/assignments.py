"""Who holds which role, from when to when, and for whose sake."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networks.models import Membership, User
from networks.models.tracking import ChangeRecords, TrackedQuerySet
from roles.models.catalogue import Role


class RoleAssignmentQuerySet(TrackedQuerySet, models.QuerySet["RoleAssignment"]):
    """Assignments, as a reader may see them."""

    def active_on(self, day: date) -> Self:
        """Assignments that have begun by a day, have not ended by it, and whose membership is active then."""
        return self.filter(
            Q(ended_on=None) | Q(ended_on__gt=day),
            Q(membership__left_on=None) | Q(membership__left_on__gt=day),
            started_on__lte=day,
            membership__joined_on__lte=day,
        )

    def visible_to(self, user: User) -> Self:
        """The assignments of the memberships that the user sees."""
        return self.filter(membership__in=Membership.objects.visible_to(user))


class RoleAssignment(models.Model):
    """A member holding a role from a date, until a date or still."""

    MOTIVES: ClassVar[dict[str, str]] = {
        "O": "for_organisation",
        "I": "for_individual",
        "N": "for_network",
    }

    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="assignments", verbose_name=_("member")
    )
    role = models.ForeignKey(
        Role,
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=_("role"),
        db_index=False,  # few roles, many holders: SQLite would take it for a shorter way than the membership
    )
    started_on = models.DateField(_("since"), default=timezone.localdate)
    start_known = models.BooleanField(
        _("start is known"),
        default=True,
        help_text=_("Not ticked: the true beginning lies before the date recorded here."),
    )
    ended_on = models.DateField(_("until"), null=True, blank=True)
    for_organisation = models.BooleanField(_("for the organisation"), default=False)
    for_individual = models.BooleanField(_("for the individual"), default=False)
    for_network = models.BooleanField(_("for the network"), default=False)

    objects = RoleAssignmentQuerySet.as_manager()
    history = ChangeRecords(no_db_index=["role"])

    class Meta:
        verbose_name = _("role assignment")
        verbose_name_plural = _("role assignments")
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "role"],
                condition=Q(ended_on=None),
                name="one_running_assignment_each",
                violation_error_message=_("This member holds this role already."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="assignment_ends_after_it_begins",
                violation_error_message=_("A role cannot end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership.person} · {self.role}"

    @property
    def motives(self) -> str:
        """The letters of the motives, as in the role matrix: O organisation, I individual, N network."""
        return "".join(letter for letter, field in self.MOTIVES.items() if getattr(self, field))
