"""The norms of one network: from when on something is flagged."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networks.models import Network
from networks.models.tracking import ChangeRecords, TrackedQuerySet

# The range that each norm may have; the same in forms and in the database.
RANGES = {
    "max_core_roles_per_person": (1, 3),
    "max_core_roles_per_organisation": (1, 3),
    "max_roles_per_person": (1, 15),
    "max_sole_roles_per_person": (1, 15),
    "max_organisation_share": (1, 100),
    "max_cluster_excess": (0, 100),
    "max_motive_share": (34, 100),
    "min_motive_share": (0, 33),
    "max_member_share": (34, 100),
    "max_perspective_gap": (0, 100),
    "min_perspective_score": (0, 100),
    "max_core_term_months": (1, 240),
    "max_core_roles_across_networks": (1, 100),
    "max_roles_across_networks": (1, 1000),
    "mandate_notice_days": (0, 366),
    "check_in_months": (1, 60),
    "min_motivated": (1, 1000),
    "max_unclear_share": (0, 100),
    "max_chair_share": (1, 100),
    "max_unmet_share": (0, 100),
    "meeting_months": (1, 24),
    "min_seen_share": (25, 100),
    "unheard_months": (1, 24),
}


def norm_field(name: str, default: int) -> models.PositiveSmallIntegerField:
    """Return the field of a whole-number norm, with its range."""
    low, high = RANGES[name]
    return models.PositiveSmallIntegerField(
        default=default, validators=[MinValueValidator(low), MaxValueValidator(high)]
    )


class NetworkNorms(models.Model):
    """The thresholds of one network's analysis. A network without a row has the defaults.

    Shares, gaps and scores are whole percentages or points; max_gap_fill is a plain fraction, because a third of
    three roles is exactly one.
    """

    class Fill(models.TextChoices):
        NOTHING = "0", _("none of the roles")
        QUARTER = "1/4", _("a quarter of the roles")
        THIRD = "1/3", _("a third of the roles")
        HALF = "1/2", _("half of the roles")
        TWO_THIRDS = "2/3", _("two thirds of the roles")

    network = models.OneToOneField(
        Network, on_delete=models.CASCADE, related_name="norms", verbose_name=_("network")
    )
    max_core_roles_per_person = norm_field("max_core_roles_per_person", 1)
    max_core_roles_per_organisation = norm_field("max_core_roles_per_organisation", 2)
    max_roles_per_person = norm_field("max_roles_per_person", 4)
    max_sole_roles_per_person = norm_field("max_sole_roles_per_person", 2)
    max_organisation_share = norm_field("max_organisation_share", 50)
    max_gap_fill = models.CharField(max_length=3, choices=Fill, default=Fill.THIRD)
    max_cluster_excess = norm_field("max_cluster_excess", 25)
    max_motive_share = norm_field("max_motive_share", 60)
    min_motive_share = norm_field("min_motive_share", 10)
    max_member_share = norm_field("max_member_share", 70)
    max_perspective_gap = norm_field("max_perspective_gap", 30)
    min_perspective_score = norm_field("min_perspective_score", 40)
    max_core_term_months = norm_field("max_core_term_months", 24)
    max_core_roles_across_networks = norm_field("max_core_roles_across_networks", 2)
    max_roles_across_networks = norm_field("max_roles_across_networks", 8)
    mandate_notice_days = norm_field("mandate_notice_days", 60)
    check_in_months = norm_field("check_in_months", 6)
    min_motivated = norm_field("min_motivated", 10)
    max_unclear_share = norm_field("max_unclear_share", 25)
    max_chair_share = norm_field("max_chair_share", 50)
    max_unmet_share = norm_field("max_unmet_share", 50)
    meeting_months = norm_field("meeting_months", 12)
    min_seen_share = norm_field("min_seen_share", 50)
    unheard_months = norm_field("unheard_months", 3)

    objects = TrackedQuerySet.as_manager()
    history = ChangeRecords()

    class Meta:
        verbose_name = _("norms")
        verbose_name_plural = _("norms")
        constraints = [
            *(
                models.CheckConstraint(condition=Q(**{f"{name}__range": limits}), name=f"{name}_in_range")
                for name, limits in RANGES.items()
            ),
            models.CheckConstraint(
                condition=Q(max_gap_fill__in=["0", "1/4", "1/3", "1/2", "2/3"]), name="max_gap_fill_is_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.network)
