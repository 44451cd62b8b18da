"""Accounts that an administrator opens for somebody, and closing one."""

import json
import re
from collections.abc import Iterable

from django.contrib.admin.models import LogEntry
from django.contrib.auth import SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from networks.models import Person, User


@transaction.atomic
def open_account(*, email: str, name: str, is_administrator: bool = False) -> User:
    """Open an account without a password, for somebody who may be known by this address already.

    Who is known keeps their own name. Raise ValidationError when that person has an account of another address.
    """
    email = email.strip().lower()
    person = Person.objects.filter(email__iexact=email).first()
    if person is not None and person.user_id is not None:
        raise ValidationError(
            {"email": _("%(name)s has this address, and an account already.") % {"name": person.name}}
        )
    user = User.objects.create_user(email, is_staff=is_administrator, is_superuser=is_administrator)
    if person is None:
        Person.objects.create(name=" ".join(name.split()), email=email, user=user)
    else:
        person.user = user
        person.save(update_fields=["user"])
    return user


@transaction.atomic
def close_account(*, user: User) -> None:
    """Remove an account with its addresses, second factor and sessions: nobody is signed in with it any more."""
    key = str(user.pk)
    own = [each.pk for each in Session.objects.iterator() if each.get_decoded().get(SESSION_KEY) == key]
    Session.objects.filter(pk__in=own).delete()
    forget_in_administration(texts=[user.email])
    User.objects.filter(pk=user.pk).delete()


def forget_in_administration(
    *, person: Person | None = None, texts: Iterable[str], anonymous: str = "–"
) -> None:
    """Take a name and an address out of what the administration remembers of its own deeds."""
    if person is not None:
        kind = ContentType.objects.get_for_model(Person)
        about = LogEntry.objects.filter(content_type=kind, object_id=str(person.pk))
        about.update(object_repr=anonymous, change_message="")
    for text in filter(None, texts):
        # Messages are JSON, in which letters outside ASCII are written as codes.
        for form in {text, json.dumps(text)[1:-1]}:
            named = LogEntry.objects.filter(
                Q(object_repr__icontains=form) | Q(change_message__icontains=form)
            )
            whole = re.compile(rf"(?<!\w){re.escape(form)}(?!\w)", re.IGNORECASE)
            for entry in named:
                entry.object_repr = whole.sub(anonymous, entry.object_repr)
                entry.change_message = whole.sub(anonymous, entry.change_message)
                entry.save(update_fields=["object_repr", "change_message"])
