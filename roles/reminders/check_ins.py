"""Members who have not asked themselves for a while what they add at the table."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from django.db.models import Max

from collab.addresses import address
from networks.models import CheckIn
from roles.check_in_times import check_in_is_due
from roles.loading.norms import norms_of
from roles.models import ReminderKind
from roles.reminders.concerns import Concern, Part
from roles.reminders.line import Line
from roles.texts.reminders import check_in_sentence


def check_in_lines(concerns: Sequence[Concern], day: date) -> Iterator[tuple[int, Line]]:
    """Yield, with its reader, each seat for which it is time again, with a role or without. One query."""
    own = [each for each in concerns if each.part is Part.SELF]
    asked = CheckIn.objects.filter(
        person__in={each.reader for each in own},
        network__in={each.membership.network_id for each in own},
        answered_on__lte=day,
    )
    rows = asked.order_by().values("person", "network").annotate(last=Max("answered_on"))
    last = {(row["person"], row["network"]): row["last"] for row in rows}
    for concern in own:
        seat = concern.membership
        answered = last.get((concern.reader, seat.network_id))
        if check_in_is_due(answered, seat.joined_on, norms_of(seat.network).check_in_months, day):
            yield (
                concern.reader,
                Line(
                    ReminderKind.CHECK_INS,
                    f"{seat.pk}-{answered or seat.joined_on}",
                    partial(check_in_sentence, seat.network, answered),
                    address("check_in_create", seat.network.slug, seat.pk),
                ),
            )
