"""Who is looked at for a weekly mail, and what it would say."""

import logging
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import translation

from networks.models import Mandate, Membership, Person, Stewardship
from roles.models import Digest, ReminderKind, ReminderRefusal, SentReminder
from roles.reminders.line import Line
from roles.reminders.read import read_lines
from roles.reminders.waiting import waiting_lines

logger = logging.getLogger(__name__)

BATCH = 100  # people in memory at once


class Letter(NamedTuple):
    """What is new for somebody, and what they were told of that no longer waits, by key."""

    reader: Person
    lines: Sequence[Line]
    over: Sequence[int]
    is_broken: bool = False  # what is new for them could not be worked out


def read_letters(day: date, *, not_mailed_since: datetime) -> Iterator[list[Letter]]:
    """Yield, in batches, what is new for everybody whom a mail can reach and who had none since a moment.

    Fifteen queries for a batch at most, and for each reader with an account those of their own page.
    """
    last = 0
    while batch := list(_reachable(day, not_mailed_since).filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        yield _letters_or_one_by_one(batch, day)


def _reachable(day: date, not_mailed_since: datetime) -> QuerySet[Person]:
    """Return, by key, the people who have an address and a part in something that runs."""
    seats = Membership.objects.running_on(day)
    ways = (
        seats.filter(person=OuterRef("pk")),
        Stewardship.objects.filter(person=OuterRef("pk")),
        Mandate.objects.valid_on(day).filter(coach=OuterRef("pk")),
    )
    mailed = Digest.objects.filter(person=OuterRef("pk"), claimed_at__gte=not_mailed_since)
    involved = Q(user__is_superuser=True)
    for way in ways:
        involved |= Q(Exists(way))
    refused = Prefetch("reminder_refusals", ReminderRefusal.objects.all(), to_attr="refused")
    return (
        Person.objects.filter(
            involved,
            ~Exists(mailed),
            ~Q(email="") | ~Q(user=None),
            Q(user=None) | Q(user__is_active=True),
            erased_on=None,
        )
        .select_related("user")
        .prefetch_related(refused)
        .order_by("pk")
    )


def _letters_or_one_by_one(batch: Sequence[Person], day: date) -> list[Letter]:
    """Return what is new for some people; a fault in the data of one of them keeps the others from nothing."""
    try:
        return _letters(batch, day)
    except Exception:
        if len(batch) == 1:
            logger.exception("What is new for somebody could not be worked out.")
            return [Letter(batch[0], (), (), is_broken=True)]
        return [letter for person in batch for letter in _letters_or_one_by_one([person], day)]


def _letters(batch: Sequence[Person], day: date) -> list[Letter]:
    readers = {person.pk: person for person in batch}
    told: dict[int, dict[tuple[str, str], int]] = {key: {} for key in readers}
    sent = SentReminder.objects.filter(person__in=readers)
    for key, person, kind, subject in sent.values_list("pk", "person", "kind", "subject"):
        told[person][kind, subject] = key
    found = read_lines(readers, day)
    return [_letter(person, found[person.pk], told[person.pk], day) for person in batch]


def _letter(reader: Person, lines: Sequence[Line], told: dict[tuple[str, str], int], day: date) -> Letter:
    """Return what is new for one reader, less what they refuse."""
    refused = {each.kind for each in reader.refused}  # type: ignore[attr-defined]  # read along with them
    waiting: list[Line] = []
    if ReminderKind.WAITING not in refused:
        with translation.override(reader.language):
            waiting = list(waiting_lines(reader, day, {line.path for line in lines}))
    waits = {line.subject for line in waiting}
    over = [
        key for (kind, subject), key in told.items() if kind == ReminderKind.WAITING and subject not in waits
    ]
    new = {(line.kind, line.subject): line for line in (*waiting, *lines) if line.kind not in refused}
    return Letter(reader, [line for which, line in new.items() if which not in told], over)
