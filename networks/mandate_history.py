"""What a reader sees of the mandates of one member, and what they can do about them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from collab.addresses import address
from networks.access import answers_for, coordinates, may_ask_for
from networks.models import Mandate, Membership, Network, Organisation, User

State = Mandate.State


@dataclass(frozen=True, slots=True)
class MandateReader:
    """Who reads: what was written with a mandate is for a few, that there is one is for the whole network."""

    person: int | None
    coordinates: bool  # one of the network's own coordinators
    stewarded: frozenset[int]  # the organisations that the reader answers for in person
    answers: bool  # an administrator answers for every organisation

    @classmethod
    def of(cls, user: User, network: Network) -> "MandateReader":
        """Return the reader behind an account, in one network."""
        person = user.person_or_none
        stewarded = Organisation.objects.stewarded_by(user).values_list("pk", flat=True)
        return cls(
            person.pk if person else None, coordinates(user, network), frozenset(stewarded), user.is_superuser
        )

    def reads_reason(self, mandate: Mandate) -> bool:
        """Whether the reader sees why it was declined or withdrawn.

        The member, the network's own coordinators, who answers for the organisation, and who wrote it.
        """
        organisation = mandate.membership.organisation
        steward = organisation is not None and organisation.pk in self.stewarded
        concerned = {mandate.membership.person_id, mandate.closed_by_id} - {None}
        return self.coordinates or steward or self.person in concerned

    def reads_request(self, mandate: Mandate) -> bool:
        """Whether the reader sees what was written with the request: the same, who asked, and who can answer."""
        asked = self.person is not None and self.person == mandate.asked_by_id
        return self.answers or asked or self.reads_reason(mandate)


@dataclass(frozen=True, slots=True)
class MandateRow:
    """A mandate in a list, as it stands on a day."""

    mandate: Mandate
    state: Mandate.State
    is_this: bool  # the one on whose page the list stands


def mandate_rows(mandates: Iterable[Mandate], day: date, this: int | None = None) -> list[MandateRow]:
    """Return mandates with how they stand on a day, the last one first."""
    return [MandateRow(each, each.state_on(day), each.pk == this) for each in mandates]


def mandates_of(membership: Membership) -> Sequence[Mandate]:
    """Return all mandates that a member ever had or was asked for in the network, the last one first."""
    found = Mandate.objects.with_people().filter(
        membership__network=membership.network_id, membership__person=membership.person_id
    )
    return list(found.order_by("-starts_on", "-pk"))


class Step(NamedTuple):
    """Something that a reader can do about a member's mandate."""

    label: str
    url: str


def next_step(
    user: User, membership: Membership, mandates: Iterable[Mandate], day: date, *, can_coordinate: bool
) -> Step | None:
    """Return what a reader can do about a member's mandate, if anything; `mandates` are those of `mandates_of`.

    A request that waits is answered first; else its steward grants a mandate or renews the one that counts, and the
    member or a coordinator asks for one.
    """
    slug, answers = membership.network.slug, answers_for(user, membership)
    if not answers and not may_ask_for(user, membership, can_coordinate=can_coordinate):
        return None
    own = [(each.state_on(day), each) for each in mandates if each.membership_id == membership.pk]
    waiting = next((each for state, each in own if state == State.ASKED), None)
    if waiting is not None:
        label = _("Answer the request") if answers else _("Look at the request")
        return Step(label, address("mandate_detail", slug, waiting.pk))
    last = next((each for state, each in own if state in {State.VALID, State.COMING}), None)
    if not answers:
        label = _("Ask for renewal") if last else _("Ask for a mandate")
        return Step(label, f"{address('mandate_ask', slug)}?member={membership.pk}")
    if last is not None:
        return Step(_("Renew or change"), address("mandate_renew", slug, last.pk))
    return Step(_("Grant a mandate"), f"{address('mandate_create', slug)}?member={membership.pk}")
