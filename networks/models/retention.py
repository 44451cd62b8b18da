"""How long what is no longer needed stays: one row for the whole installation."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

RANGE = (1, 120)


def months_field(name: Any, default: int, help_text: Any) -> models.PositiveSmallIntegerField:
    """Return the field of a period in months."""
    low, high = RANGE
    return models.PositiveSmallIntegerField(
        name,
        default=default,
        help_text=help_text,
        validators=[MinValueValidator(low), MaxValueValidator(high)],
    )


class Retention(models.Model):
    """After how many months the command `apply_retention` removes what is no longer needed."""

    PERIODS: ClassVar[tuple[str, ...]] = ("invitations", "reflections", "changes", "people")

    only = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    invitations = months_field(
        _("invitations that nobody accepted"),
        6,
        _("Months after they were sent. A link works for two weeks."),
    )
    reflections = months_field(
        _("what former members said of their part"),
        12,
        _(
            "Months after leaving a network: balance readings, check-ins, interests, ambitions and expectations "
            "there. The balance and scores of past days are then calculated without them."
        ),
    )
    changes = months_field(
        _("who changed what"), 24, _("Months after the change. What is recorded now stays as it is.")
    )
    people = months_field(
        _("people who take part nowhere any more"),
        36,
        _(
            "Months after they left the last network, or last signed in. They are then erased: past roles "
            "stay, with an anonymous holder."
        ),
    )

    class Meta:
        verbose_name = _("how long it is kept")
        verbose_name_plural = _("how long it is kept")
        constraints = [
            models.CheckConstraint(
                condition=Q(only=1),
                name="one_retention_for_all",
                violation_error_message=_("The whole installation keeps things equally long."),
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__range": RANGE}), name=f"retention_of_{name}_in_range"
                )
                for name in ("invitations", "reflections", "changes", "people")
            ),
        ]

    def __str__(self) -> str:
        return str(_("How long it is kept"))

    @classmethod
    def current(cls) -> "Retention":
        """Return the periods that hold: the administrator's, else the usual ones."""
        return cls.objects.first() or cls()
