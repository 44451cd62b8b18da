"""What waits because I can say it of my own part in a network, and have not, or not lately."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from roles.analysis.months import is_within
from roles.check_in_times import check_in_is_due
from roles.loading.norms import norms_of
from roles.pages.seats import OwnSeat
from roles.pages.tasks import Task
from roles.texts.base import inside_sentence, listed

READING_MONTHS = 12  # as long as the analysis counts a balance reading


def own_tasks(seat: OwnSeat, day: date, *, introducing: bool = False) -> Iterator[Task]:
    """What I can say of my own part in one network, and have not, or not lately.

    While the first questions wait, they ask for motives and attention; that is not asked twice.
    """
    if not introducing:
        yield from _motives(seat)
    yield from _check_in(seat, day)
    if not introducing:
        yield from _reading(seat, day)


def _motives(seat: OwnSeat) -> Iterator[Task]:
    silent = [each for each in seat.roles if not each.motives]
    if silent:
        roles = listed([inside_sentence(each.role.name) for each in silent], _("%(first)s and %(last)s"))
        yield Task(
            "notice",
            seat.network.name,
            _("You have not said yet for whose sake you are %(roles)s.") % {"roles": roles},
            _("Say for whose sake"),
            f"{reverse('my_part', args=[seat.network.slug])}#motives",
        )


def _check_in(seat: OwnSeat, day: date) -> Iterator[Task]:
    months = norms_of(seat.network).check_in_months
    if check_in_is_due(seat.last_check_in, seat.membership.joined_on, months, day):
        yield Task(
            "notice",
            seat.network.name,
            _("What do you bring these days, and what would you like to bring? Two questions."),
            _("Take a moment for it"),
            reverse("check_in_create", args=[seat.network.slug, seat.membership.pk]),
        )


def _reading(seat: OwnSeat, day: date) -> Iterator[Task]:
    if seat.last_reading is None or not is_within(seat.last_reading, READING_MONTHS, day):
        yield Task(
            "notice",
            seat.network.name,
            _("You have not said in the last 12 months where your attention goes."),
            _("Divide your attention"),
            f"{reverse('my_part', args=[seat.network.slug])}#balance",
        )
