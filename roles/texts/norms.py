"""The norms in words: a name, one sentence on what it does, and what its figure counts."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from roles.analysis import NORM_SPECS
from roles.texts.base import figure, percent


class NormText(NamedTuple):
    """What a coordinator reads beside a norm in the settings."""

    name: str | Promise
    explanation: str | Promise
    unit: str | Promise


ROLES = pgettext_lazy("unit", "roles")
PERCENT = pgettext_lazy("unit", "%")
POINTS = pgettext_lazy("unit", "points")
MONTHS = pgettext_lazy("unit", "months")
DAYS = pgettext_lazy("unit", "days")
PART = pgettext_lazy("unit", "part of the roles")
ASSIGNMENTS = pgettext_lazy("unit", "roles with motives")

NORM_TEXTS: Mapping[str, NormText] = {
    "max_core_roles_per_person": NormText(
        _("Cockpit roles per person"),
        _("Somebody with more cockpit roles than this is flagged."),
        ROLES,
    ),
    "max_core_roles_per_organisation": NormText(
        _("Cockpit roles per organisation"),
        _(
            "An organisation is flagged when more than half of the holders of more cockpit roles than this "
            "are its people."
        ),
        ROLES,
    ),
    "max_roles_per_person": NormText(
        _("Roles per person"),
        _("Somebody with more roles than this is flagged; in a small group the limit is higher by itself."),
        ROLES,
    ),
    "max_sole_roles_per_person": NormText(
        _("Roles that one person holds alone"),
        _("Somebody who is the only holder of more roles than this is flagged."),
        ROLES,
    ),
    "max_organisation_share": NormText(
        _("Share of one organisation"),
        _(
            "An organisation that carries a larger share of all roles taken up is flagged; with two parties "
            "the limit is higher."
        ),
        PERCENT,
    ),
    "max_gap_fill": NormText(
        _("A cluster lags behind"),
        _("A cluster is flagged when no more than this part of its roles has somebody."),
        PART,
    ),
    "max_cluster_excess": NormText(
        _("A cluster gets most of the hands"),
        _(
            "A cluster is flagged when it has over this many points more of the roles taken up than its "
            "size would suggest."
        ),
        POINTS,
    ),
    "max_motive_share": NormText(
        _("Largest share of one motive"),
        _("A perspective is flagged when more than this share of the roles is taken up for its sake."),
        PERCENT,
    ),
    "min_motive_share": NormText(
        _("Smallest share of one motive"),
        _("A perspective is flagged when less than this share of the roles is taken up for its sake."),
        PERCENT,
    ),
    "max_member_share": NormText(
        _("Attention for one perspective"),
        _("A member who gives one perspective more of their attention than this is flagged."),
        PERCENT,
    ),
    "max_perspective_gap": NormText(
        _("Gap between the scores"),
        _("The network is flagged when its highest and lowest score are further apart than this."),
        POINTS,
    ),
    "min_perspective_score": NormText(
        _("Lowest score"),
        _("A perspective that scores less than this, out of 100, is flagged."),
        POINTS,
    ),
    "max_core_term_months": NormText(
        _("Term in the cockpit"),
        _("Somebody who holds a cockpit role for longer than this without a break is flagged."),
        MONTHS,
    ),
    "max_core_roles_across_networks": NormText(
        _("Cockpit roles over all networks"),
        _(
            "Somebody with roles in several networks is flagged when there are more cockpit roles than this "
            "in all."
        ),
        ROLES,
    ),
    "max_roles_across_networks": NormText(
        _("Roles over all networks"),
        _("Somebody with roles in several networks is flagged when there are more roles than this in all."),
        ROLES,
    ),
    "mandate_notice_days": NormText(
        _("Notice before a mandate ends"),
        _("A mandate that ends within this time, with none to follow, is flagged."),
        DAYS,
    ),
    "check_in_months": NormText(
        _("Time between two added-value checks"),
        _("A role holder whose last check is longer ago than this is flagged."),
        MONTHS,
    ),
    "min_motivated": NormText(
        _("Enough motives to judge by"),
        _("Motives are only compared once at least this many roles have one recorded."),
        ASSIGNMENTS,
    ),
    "max_unclear_share": NormText(
        _("Members to whom the purpose is unclear"),
        _(
            "The network is flagged when a larger share of the members who said how clear the purpose is to "
            "them find it unclear."
        ),
        PERCENT,
    ),
    "max_chair_share": NormText(
        _("Meetings chaired by one organisation"),
        _(
            "An organisation whose people chair a larger share of the meetings is flagged; with two parties the "
            "limit is higher."
        ),
        PERCENT,
    ),
    "max_unmet_share": NormText(
        _("Members who have not met"),
        _("The network is flagged when a larger share of all pairs of members sat at no meeting together."),
        PERCENT,
    ),
    "meeting_months": NormText(
        _("How far back meetings count"),
        _("Meetings and rounds of role cards of longer ago are left out when looking for what stands out."),
        MONTHS,
    ),
    "min_seen_share": NormText(
        _("Colleagues who see a role with somebody"),
        _(
            "A role that somebody does not hold is flagged when at least this share of those who laid role cards "
            "see it with them."
        ),
        PERCENT,
    ),
    "unheard_months": NormText(
        _("How long somebody is new"),
        _(
            "Once members listen to each other, whoever has taken part for longer than this and never was heard is "
            "flagged."
        ),
        MONTHS,
    ),
}


def with_unit(name: str, value: Fraction | Decimal | int) -> str:
    """Write a norm's value with what it counts, in the reader's language: "1 role", "25 points", "50%"."""
    unit, exact = NORM_SPECS[name].unit, Fraction(value)
    if unit == "percent":
        return percent(exact)
    if unit == "fraction":
        return gettext("%(value)s of the roles") % {"value": exact}
    number = int(exact) if exact.denominator == 1 else 2  # a part takes the plural
    texts = {
        "roles": ngettext("%(value)s role", "%(value)s roles", number),
        "points": ngettext("%(value)s point", "%(value)s points", number),
        "months": ngettext("%(value)s month", "%(value)s months", number),
        "days": ngettext("%(value)s day", "%(value)s days", number),
        "assignments": ngettext("%(value)s role with a motive", "%(value)s roles with a motive", number),
    }
    return texts[unit] % {"value": figure(exact)}
