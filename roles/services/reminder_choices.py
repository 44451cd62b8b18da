"""Which reminders somebody wants."""

from collections.abc import Collection

from django.db import transaction

from networks.models import Person
from roles.models import ReminderKind, ReminderRefusal


@transaction.atomic
def choose_reminders(*, person: Person, kinds: Collection[ReminderKind]) -> None:
    """Remind somebody of these kinds of things, and of no others; repeating the call changes nothing."""
    refuse_reminders(person=person, kinds=[kind for kind in ReminderKind if kind not in kinds])
    allow_reminders(person=person, kinds=kinds)


def refuse_reminders(*, person: Person, kinds: Collection[ReminderKind]) -> None:
    """Remind somebody no more of these kinds of things; repeating the call changes nothing."""
    ReminderRefusal.objects.bulk_create(
        [ReminderRefusal(person=person, kind=kind) for kind in kinds], ignore_conflicts=True
    )


def allow_reminders(*, person: Person, kinds: Collection[ReminderKind]) -> None:
    """Remind somebody of these kinds of things again; repeating the call changes nothing."""
    ReminderRefusal.objects.filter(person=person, kind__in=kinds).delete()
