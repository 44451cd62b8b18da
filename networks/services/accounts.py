"""Accounts that an administrator opens for somebody."""

from django.core.exceptions import ValidationError
from django.db import transaction
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
