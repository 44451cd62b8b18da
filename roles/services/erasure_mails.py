"""The mails that follow on erasing somebody. None of them says who it was: a mail stays where it is."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.utils import timezone

from networks.models import Membership, Person, User
from networks.models.people import default_language
from networks.services.mails import address_of, compose
from roles.services.erasure_preview import Foreseen, SeatThatEnds


def prepare_mails(person: Person, foreseen: Foreseen) -> list[EmailMessage]:
    """Return the mails: to whoever is erased, to coordinators who stay and, where none does, to administrators."""
    mails: list[EmailMessage] = []

    def add(template: str, to: str, language: str, texts: dict[str, object]) -> None:
        mails.append(compose(f"roles/email/{template}", to=to, language=language, texts=texts))

    if address := address_of(person):
        add("erased_self", address, person.language, {})
    for coordinator, seats in _coordinators(person, foreseen.seats):
        add("erased_coordinator", coordinator.email, coordinator.language, {"seats": seats})
    if foreseen.without_coordinator or foreseen.without_steward:
        for user in User.objects.filter(is_superuser=True, is_active=True).select_related("person"):
            if user.pk != person.user_id:
                owner = user.person_or_none
                language = owner.language if owner else default_language()
                add("erased_administrator", user.email, language, {"foreseen": foreseen})
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
