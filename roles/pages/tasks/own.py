"""What waits because I can say it of my own part in a network, and have not, or not lately."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from roles.analysis.months import is_within
from roles.pages.matrix import norms_of
from roles.pages.seats import OwnSeat
from roles.pages.tasks import Task
from roles.texts.base import inside_sentence, listed

READING_MONTHS = 12  # as long as the analysis counts a balance reading


def own_tasks(seat: OwnSeat, day: date) -> Iterator[Task]:
    """What I can say of my own part in one network, and have not, or not lately."""
    network, key = seat.network, [seat.network.slug, seat.membership.pk]
    silent = [each for each in seat.roles if not each.motives]
    if silent:
        roles = listed([inside_sentence(each.role.name) for each in silent], _("%(first)s and %(last)s"))
        yield Task(
            "notice",
            network.name,
            _("You have not said yet for whose sake you are %(roles)s.") % {"roles": roles},
            _("Say for whose sake"),
            reverse("matrix_cell", args=[*key, silent[0].role.slug]),
        )
    checked = seat.last_check_in or seat.membership.joined_on
    if seat.roles and not is_within(checked, norms_of(network).check_in_months, day):
        yield Task(
            "notice",
            network.name,
            _("It has been a while since you asked yourself what you add at this table."),
            _("Answer that now"),
            reverse("check_in_create", args=key),
        )
    if seat.last_reading is None or not is_within(seat.last_reading, READING_MONTHS, day):
        yield Task(
            "notice",
            network.name,
            _("You have not said in the last 12 months where your attention goes."),
            _("Divide your attention"),
            reverse("balance_create", args=key),
        )
