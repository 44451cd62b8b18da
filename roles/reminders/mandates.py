"""Mandates that end, with none to follow."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from collab.addresses import address
from networks.models import Mandate
from networks.services.mandate_terms import ONE_DAY
from roles.loading.norms import norms_of
from roles.models import ReminderKind
from roles.reminders.concerns import Concern
from roles.reminders.line import Line
from roles.texts.reminders import mandate_sentence


def mandate_lines(concerns: Sequence[Concern], day: date) -> Iterator[tuple[int, Line]]:
    """Yield, with its reader, each valid mandate that ends within its network's notice, none granted to follow.

    One query.
    """
    seats = [each for each in concerns if each.membership.engagement_id is not None]
    granted: dict[int, list[Mandate]] = {}
    counting = Mandate.objects.counting_from(day).filter(
        membership__in={each.membership.pk for each in seats}
    )
    for mandate in counting.order_by("ends_on", "pk"):
        granted.setdefault(mandate.membership_id, []).append(mandate)
    for concern in seats:
        notice = timedelta(days=norms_of(concern.membership.network).mandate_notice_days)
        for mandate in ending(granted.get(concern.membership.pk, ()), day, notice):
            # The same page as that of the finding, which leads on to what the reader can do: ask, grant, renew.
            page = address("mandate_person", concern.membership.network.slug, concern.membership.person_id)
            yield (
                concern.reader,
                Line(
                    ReminderKind.MANDATES,
                    f"{mandate.pk}-{mandate.last_day}",
                    partial(mandate_sentence, concern.part, concern.membership, mandate, sees=concern.sees),
                    page if concern.sees else "",
                ),
            )


def ending(granted: Sequence[Mandate], day: date, notice: timedelta) -> Iterator[Mandate]:
    """Yield those of a member's granted mandates that count on a day and end soon, while no other counts then."""
    for mandate in granted:
        after = mandate.last_day + ONE_DAY
        followed = any(_counts_on(each, after) for each in granted if each.pk != mandate.pk)
        if _counts_on(mandate, day) and mandate.last_day < day + notice and not followed:
            yield mandate


def _counts_on(mandate: Mandate, day: date) -> bool:
    return mandate.state_on(day) == Mandate.State.VALID
