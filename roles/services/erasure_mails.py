"""The mails that follow on erasing somebody. None of them says who it was: a mail stays where it is."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from smtplib import SMTPException
from typing import Any

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import timezone, translation

from networks.models import Membership, Person, User
from networks.models.people import default_language
from roles.services.erasure_preview import Foreseen, SeatThatEnds

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Mails:
    """Mails that are ready to go."""

    ready: list[tuple[str, str, str]] = field(default_factory=list)  # to, subject, text

    def add(self, template: str, to: str, language: str, texts: dict[str, Any]) -> None:
        """Write a mail in the language of whoever gets it."""
        with translation.override(language):
            subject = render_to_string(f"roles/email/{template}_subject.txt", texts)
            message = render_to_string(f"roles/email/{template}_message.txt", texts)
        self.ready.append((to, " ".join(subject.split()), message))

    def send(self) -> None:
        """Send them; one that cannot be sent is noted, because what they tell has been done."""
        for to, subject, message in self.ready:
            try:
                send_mail(subject, message, None, [to])
            except (SMTPException, OSError):
                logger.exception("A mail about an erasure could not be sent.")


def prepare_mails(person: Person, foreseen: Foreseen) -> Mails:
    """Return the mails: to whoever is erased, to coordinators who stay and, where none does, to administrators."""
    mails = Mails()
    address = person.email or (person.user.email if person.user else "")
    if address:
        mails.add("erased_self", address, person.language, {})
    for coordinator, seats in _coordinators(person, foreseen.seats):
        mails.add("erased_coordinator", coordinator.email, coordinator.language, {"seats": seats})
    if foreseen.without_coordinator or foreseen.without_steward:
        for user in User.objects.filter(is_superuser=True, is_active=True).select_related("person"):
            if user.pk != person.user_id:
                owner = user.person_or_none
                language = owner.language if owner else default_language()
                mails.add("erased_administrator", user.email, language, {"foreseen": foreseen})
    return mails


def _coordinators(person: Person, seats: Sequence[SeatThatEnds]) -> list[tuple[Person, list[SeatThatEnds]]]:
    """Return the other coordinators who can be reached, each with the seats that end in their networks."""
    by_network = {seat.network.pk: seat for seat in seats}
    staying = (
        Membership.objects.active_on(timezone.localdate())
        .filter(network__in=by_network, is_coordinator=True)
        .exclude(person=person)
        .exclude(person__email="")
        .select_related("person")
        .order_by("person", "network__name")
    )
    found: dict[Person, list[SeatThatEnds]] = {}
    for membership in staying:
        found.setdefault(membership.person, []).append(by_network[membership.network_id])
    return list(found.items())
