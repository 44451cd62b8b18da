"""People, as a coordinator adds them."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from collab.text import fold
from networks.models import Invitation, Network, Person


def find_person(*, network: Network, name: str, email: str) -> Person | None:
    """Return somebody who is known already: by e-mail, else by name among this network's past and present members.

    A name that several of them bear finds nobody, so that nobody is mistaken for somebody else.
    """
    if email:
        return Person.objects.filter(email__iexact=email).first()
    members = Person.objects.filter(memberships__network=network, erased_on=None)
    namesakes = members.filter(name_key=fold(name)).distinct()[:2]
    return namesakes[0] if len(namesakes) == 1 else None


def find_or_create_person(*, network: Network, name: str, email: str, language: str) -> Person:
    """Return the person, new when not known yet; somebody known keeps their own name and language."""
    person = find_person(network=network, name=name, email=email)
    if person is not None:
        return person
    try:
        with transaction.atomic():
            return Person.objects.create(name=" ".join(name.split()), email=email.lower(), language=language)
    except IntegrityError:  # somebody else added them at this very moment
        return Person.objects.get(email__iexact=email)


@transaction.atomic
def correct_person(*, person: Person, name: str, email: str, language: str) -> None:
    """Change how somebody is called and reached; a link that was mailed to another address no longer works.

    Raise ValidationError when the address is somebody else's.
    """
    if email.lower() != person.email.lower():
        Invitation.objects.open().filter(person=person).update(withdrawn_at=timezone.now())
    person.name, person.email, person.language = " ".join(name.split()), email.lower(), language
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        raise ValidationError({"email": _("Somebody else is known under this e-mail address.")}) from error


def record_talents(*, person: Person, talents: str) -> None:
    """Keep what somebody says that they are good at."""
    person.talents = talents
    person.save(update_fields=["talents"])


def mark_introduced(*, person: Person, day: date) -> None:
    """Keep that somebody went through the first questions, or put them aside; the first time counts."""
    if person.introduced_on is None:
        person.introduced_on = day
        person.save(update_fields=["introduced_on"])
