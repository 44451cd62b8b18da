"""What a network exists for: writing it anew, agreeing to it, and saying how clear it is."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from networks.models import Membership, Network, Person, PurposeAgreement, PurposeClarity, PurposeVersion


def tidy_text(text: str) -> str:
    """Return a text as it is kept: without spaces around it, its lines ended the same way whatever sent it."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


@transaction.atomic
def change_purpose(
    *, network: Network, by: Person | None, texts: Mapping[str, str], expected_version: int
) -> PurposeVersion | None:
    """Write the next version of a network's purpose, which the network itself says from now on.

    Return None when nothing is different. Raise ValidationError when the last version is another than the one that
    was read (0: none), or when nothing at all would be left of the purpose. A member who writes a version agrees
    to it.
    """
    network = Network.objects.select_for_update(no_key=True).get(pk=network.pk)
    texts = {field: tidy_text(texts[field]) for field in Network.PURPOSE_FIELDS}
    if texts == {field: tidy_text(getattr(network, field)) for field in Network.PURPOSE_FIELDS}:
        return None
    last = last_version_number(network)
    if last != expected_version:
        raise ValidationError(
            _(
                "Somebody else changed the purpose at this very moment. Look at what it says now, and save again."
            )
        )
    if not any(texts.values()):
        raise ValidationError(_("Nothing would be left of the purpose. Keep at least the question."))
    for field, text in texts.items():
        setattr(network, field, text)
    network.save(update_fields=Network.PURPOSE_FIELDS)
    return _write(network, by, last + 1)


def write_first_version(*, network: Network, by: Person | None) -> PurposeVersion | None:
    """Write down what a new network says of its purpose as its first version; None when it says nothing yet."""
    if not any(getattr(network, field) for field in Network.PURPOSE_FIELDS):
        return None
    return _write(network, by, 1)


def _write(network: Network, by: Person | None, number: int) -> PurposeVersion:
    texts = {field: getattr(network, field) for field in Network.PURPOSE_FIELDS}
    version = PurposeVersion.objects.create(network=network, number=number, written_by=by, **texts)
    if by is not None and takes_part(network, by):
        PurposeAgreement.objects.create(version=version, person=by)
    return version


def takes_part(network: Network, person: Person) -> bool:
    """Whether somebody is a member today."""
    return Membership.objects.active_on(timezone.localdate()).filter(network=network, person=person).exists()


def last_version_number(network: Network) -> int:
    """Return the number of the last version of a network's purpose; 0 when none was written yet."""
    numbers = PurposeVersion.objects.filter(network=network).values_list("number", flat=True)
    return numbers.order_by("-number").first() or 0


@transaction.atomic
def agree_to_purpose(*, network: Network, person: Person, number: int, day: date) -> None:
    """Note that a member agrees to the version that they read; a second time changes nothing.

    Raise ValidationError when another version was written since.
    """
    version = _version_read(network, number)
    PurposeAgreement.objects.get_or_create(version=version, person=person, defaults={"agreed_on": day})


@transaction.atomic
def say_clarity(
    *, network: Network, person: Person, number: int, score: int, word: str, day: date
) -> PurposeClarity:
    """Keep how clear the version that a member read is to them, in place of what they said of it before.

    Raise ValidationError when another version was written since.
    """
    version = _version_read(network, number)
    said, _created = PurposeClarity.objects.update_or_create(
        version=version,
        person=person,
        defaults={"score": score, "word": " ".join(word.split()), "said_on": day},
    )
    return said


def _version_read(network: Network, number: int) -> PurposeVersion:
    """Return the version that was read, behind the same lock as the writing of another one; it must be the last."""
    Network.objects.select_for_update(no_key=True).get(pk=network.pk)
    version = PurposeVersion.objects.filter(network=network).order_by("-number").first()
    if version is None or version.number != number:
        raise ValidationError(
            _("The purpose has changed since you opened this page. Read it once more first.")
        )
    return version
