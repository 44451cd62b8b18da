"""What waits because colleagues ask how I see somebody, or have said how they see me."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networks.models import Membership, User
from roles.models import CompetenceRating, RatingRequest, RatingRound
from roles.pages.seats import OwnSeat
from roles.pages.tasks import Task

NEWS_DAYS = 14  # so long is a result something new


def rating_tasks(user: User, seats: Iterable[OwnSeat], day: date) -> Iterator[Task]:
    """The questions that I have not responded to, the first to close first, and results about me that are new."""
    waiting = RatingRequest.objects.visible_to(user).filter(
        answered_on=None, round__in=RatingRound.objects.open_on(day)
    )
    for asked in waiting.select_related("round__person", "round__network").order_by("round__closes_on", "pk"):
        network = asked.round.network
        yield Task(
            "notice",
            network.name,
            _("You are asked how you see %(name)s in the cockpit. You can answer until %(day)s.")
            % {"name": asked.round.person.name, "day": date_format(asked.round.closes_on, "j F Y")},
            _("Say how you see it"),
            reverse("rating_answer", args=[network.slug, asked.round_id]),
        )
    yield from _results(user, {seat.network.pk: seat.membership for seat in seats}, day)


def _results(user: User, seats: Mapping[int, Membership], day: date) -> Iterator[Task]:
    counted = CompetenceRating.objects.filter(
        network=OuterRef("network"), person=OuterRef("person"), rated_on=OuterRef("closed_on")
    )
    own = RatingRound.objects.filter(
        Exists(counted), person__user=user, closed_on__gt=day - timedelta(days=NEWS_DAYS)
    )
    for each in own.select_related("network").order_by("closed_on", "pk"):
        if each.network_id in seats:
            yield Task(
                "notice",
                each.network.name,
                _("Your colleagues have said how they see you in the cockpit."),
                _("Look at it"),
                f"{reverse('member_detail', args=[each.network.slug, seats[each.network_id].pk])}#others",
            )
