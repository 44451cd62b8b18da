"""The mails that go with a mandate: to whoever is to answer, and to whoever waits for the answer."""

from dataclasses import dataclass
from typing import Literal

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from networks.models import Mandate, Organisation, Person
from networks.services.mails import write_to

Answer = Literal["granted", "declined", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Answerers:
    """Who can answer a request for a mandate."""

    people: list[Person]
    are_stewards: bool  # else the organisation has none, and these are administrators

    @property
    def names(self) -> str:
        """Their names, as they stand in a sentence."""
        return get_text_list([person.name for person in self.people], _("and"))


def who_answers_for(organisation: Organisation) -> Answerers:
    """Return the stewards of an organisation; without any, the administrators who are known by name."""
    stewards = list(Person.objects.filter(stewardships__organisation=organisation))
    if stewards:
        return Answerers(stewards, are_stewards=True)
    administrators = Person.objects.filter(user__is_superuser=True, user__is_active=True)
    return Answerers(list(administrators), are_stewards=False)


def mail_request(*, mandate: Mandate, address: str) -> list[Person]:
    """Mail whoever can answer a request the address where they can; return those whom the mail did not reach.

    Whoever asked needs no mail about it.
    """
    organisation = mandate.membership.organisation
    if organisation is None:
        return []
    answerers = who_answers_for(organisation)
    texts = _texts(mandate, address) | {"are_stewards": answerers.are_stewards}
    others = [person for person in answerers.people if person.pk != mandate.asked_by_id]
    return [person for person in others if not write_to(person=person, mail="mandate_asked", texts=texts)]


def mail_answer(*, mandate: Mandate, answer: Answer, by: Person | None, address: str) -> None:
    """Mail the member, and whoever asked for them, what became of a mandate; the reason is for the member alone."""
    texts = _texts(mandate, address) | {"by": by}
    member, asker = mandate.membership.person, mandate.asked_by
    if by is None or member.pk != by.pk:
        write_to(
            person=member,
            mail=f"mandate_{answer}",
            texts=texts | {"for_member": True, "reason": mandate.reason},
        )
    if asker is not None and asker.pk != member.pk and (by is None or asker.pk != by.pk):
        write_to(person=asker, mail=f"mandate_{answer}", texts=texts | {"for_member": False, "reason": ""})


def _texts(mandate: Mandate, address: str) -> dict[str, object]:
    return {
        "mandate": mandate,
        "member": mandate.membership.person,
        "organisation": mandate.membership.organisation,
        "network": mandate.membership.network,
        "address": address,
    }
