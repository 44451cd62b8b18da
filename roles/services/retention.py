"""Removing what is no longer needed, as the installation's periods say."""

from dataclasses import astuple, dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from networks.models import (
    BalanceReading,
    CheckIn,
    Invitation,
    Membership,
    Observer,
    Person,
    Retention,
    Stewardship,
    Thanks,
)
from roles.analysis.months import add_months
from roles.models import Digest, SentReminder
from roles.pages.changes.sources import SOURCES
from roles.services.erasing import erase_person

REMINDER_MONTHS = 12  # then what still waits may be said once more


@dataclass(frozen=True, slots=True)
class Removed:
    """How much of each kind is gone."""

    invitations: int
    reflections: int
    voices: int
    changes: int
    people: int
    reminders: int = 0

    @property
    def anything(self) -> bool:
        """Whether there was something to remove."""
        return any(astuple(self))


@transaction.atomic
def apply_retention(*, today: date, dry_run: bool = False) -> Removed:
    """Remove what has been kept for as long as it may be, and return how much that was.

    A dry run returns the same and removes nothing. Running it again removes nothing more.
    """
    kept = Retention.current()
    removed = Removed(
        people=_erase_people(add_months(today, -kept.people)),
        invitations=_remove_invitations(add_months(today, -kept.invitations)),
        reflections=_remove_reflections(add_months(today, -kept.reflections)),
        voices=_remove_voices(add_months(today, -kept.reflections)),
        changes=_remove_changes(add_months(today, -kept.changes)),
        reminders=_remove_reminders(add_months(today, -REMINDER_MONTHS)),
    )
    transaction.set_rollback(dry_run)
    return removed


def _beginning_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _remove_invitations(before: date) -> int:
    """Remove those sent before a day that nobody accepted."""
    old = Invitation.objects.filter(accepted_at=None, sent_at__lt=_beginning_of(before))
    return old.delete()[0]


def _left_before(day: date, who: str = "person") -> Q:
    """Whether a row's person has had no seat in its network since a day, though once they had."""
    seats = Membership.objects.filter(network=OuterRef("network"), person=OuterRef(who))
    since = seats.filter(Q(left_on=None) | Q(left_on__gte=day))
    return Exists(seats) & ~Exists(since)


def _remove_reflections(before: date) -> int:
    """Remove the readings and check-ins of those who left the network before a day, and thanks by or to them."""
    thanks = Thanks.objects.filter(_left_before(before, "giver") | _left_before(before, "receiver"))
    rows: list[QuerySet[Any]] = [thanks]
    rows += [model.objects.filter(_left_before(before)) for model in (BalanceReading, CheckIn)]
    return sum(each.delete()[1].get(each.model._meta.label, 0) for each in rows)


def _remove_voices(before: date) -> int:
    """Empty what those who left the network before a day said of their interests, ambitions and expectations."""
    silent = dict.fromkeys(Membership.VOICE_FIELDS, "")
    speaking = Membership.objects.exclude(**silent)
    return speaking.filter(_left_before(before)).update(**silent)


def _remove_changes(before: date) -> int:
    """Remove the history of changes made before a day."""
    moment = _beginning_of(before)
    old = (source.history.objects.filter(history_date__lt=moment) for source in SOURCES)
    return sum(each.delete()[0] for each in old)


def _remove_reminders(before: date) -> int:
    """Remove which weekly mails were sent before a day, and what they told."""
    mails = Digest.objects.filter(claimed_at__lt=_beginning_of(before))
    told = SentReminder.objects.filter(sent_on__lt=before)
    return mails.delete()[0] + told.delete()[0]


def _erase_people(before: date) -> int:
    """Erase those who took part nowhere, and did not sign in, since a day."""
    gone = list(_part_of_nothing_since(before))
    for person in gone:
        erase_person(person=person)
    return len(gone)


def _part_of_nothing_since(day: date) -> QuerySet[Person]:
    """Return the people who left every network before a day, and see none in another way.

    Somebody who has never been a member is left alone: they may have been added to become one.
    """
    seats = Membership.objects.filter(person=OuterRef("pk"))
    since = seats.filter(Q(left_on=None) | Q(left_on__gte=day))
    watching = Observer.objects.filter(person=OuterRef("pk"))
    answering = Stewardship.objects.filter(person=OuterRef("pk"))
    active = Q(user__last_login__gte=_beginning_of(day)) | Q(user__date_joined__gte=_beginning_of(day))
    people = Person.objects.filter(Exists(seats), erased_on=None)
    idle = people.exclude(Exists(since) | Exists(watching) | Exists(answering))
    return idle.exclude(active).exclude(user__is_superuser=True)
