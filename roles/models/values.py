"""Which kinds of value each role of the catalogue lives on: a reading that an administrator can change."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networks.models import ValueKind
from roles.models.catalogue import Role


class RoleValue(models.Model):
    """A kind of value that a role cannot do without."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="values", verbose_name=_("role"))
    kind = models.CharField(_("kind"), max_length=15, choices=ValueKind)

    class Meta:
        verbose_name = _("value that a role needs")
        verbose_name_plural = _("values that roles need")
        ordering = ["role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["role", "kind"],
                name="one_value_each_role",
                violation_error_message=_("This role has this kind of value already."),
            ),
            models.CheckConstraint(condition=Q(kind__in=ValueKind.values), name="role_value_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.role} · {self.get_kind_display()}"
