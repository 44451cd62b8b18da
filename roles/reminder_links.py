"""Links in a mail with which somebody stops reminders without signing in."""

from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.urls import reverse

from networks.models import Person
from roles.models import ReminderKind

SALT = "reminders"


class Stop(NamedTuple):
    """What a link is about: whose reminders, and which kinds of them."""

    person: Person
    kinds: tuple[ReminderKind, ...]


def stop_address(person: Person, kind: ReminderKind | None = None) -> str:
    """Return the full address on which somebody stops reminders of a kind; without one, of every kind.

    It holds as long as the person does: old mails are kept, and their links have to work.
    """
    token = signing.Signer(salt=SALT).sign_object([person.pk, kind or ""])
    return f"{settings.PUBLIC_ADDRESS}{reverse('reminder_stop', args=[token])}"


def read_stop(token: str) -> Stop | None:
    """Return what a link is about; None for one that was made up, or of somebody who was erased."""
    try:
        key, kind = signing.Signer(salt=SALT).unsign_object(token)
    except signing.BadSignature:
        return None
    person = Person.objects.filter(pk=key, erased_on=None).first()
    if person is None or kind not in {"", *ReminderKind}:
        return None
    return Stop(person, (ReminderKind(kind),) if kind else tuple(ReminderKind))
