"""What waits because a round runs in which I have not laid my role cards."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networks.models import User
from roles.models import MappingPart, MappingRound
from roles.pages.tasks import Task


def mapping_tasks(user: User, day: date) -> Iterator[Task]:
    """The rounds in which my cards are waiting, the first to close first. One query."""
    waiting = MappingPart.objects.visible_to(user).filter(
        answered_on=None, round__in=MappingRound.objects.open_on(day), round__way=MappingRound.Way.EVERYONE
    )
    for part in waiting.select_related("round__network").order_by("round__closes_on", "pk"):
        network = part.round.network
        yield Task(
            "notice",
            network.name,
            _("Whom do you see in which role? You can lay your cards until %(day)s.")
            % {"day": date_format(part.round.closes_on, "j F Y")},
            _("Lay my cards"),
            reverse("mapping_cards", args=[network.slug, part.round_id]),
        )
