"""Who can have sat at a meeting of a network, by organisation, as a form lets one choose."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networks.models import Mandate, Membership, Network, Person


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody who may be ticked; `until` is the day on which they left, when they are no member any more."""

    pk: int
    name: str
    until: date | None = None

    @property
    def left(self) -> str:
        """Until when they took part, in words; empty for a member."""
        return _("until %(day)s") % {"day": date_format(self.until, "j F Y")} if self.until else ""


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation, or those in their own name, with its people by name."""

    name: str
    sitters: tuple[Sitter, ...]


@dataclass(frozen=True, slots=True)
class Seating:
    """Members of today by organisation, and those who took part before."""

    parties: tuple[Party, ...]
    former: tuple[Sitter, ...]
    mandated: frozenset[int]  # who was ever granted a mandate here

    @property
    def everybody(self) -> list[Party]:
        """All of them, those of before as a party of their own."""
        before = [Party(_("No longer members"), self.former)] if self.former else []
        return [*self.parties, *before]

    @property
    def names(self) -> dict[int, str]:
        """Each one's name."""
        return {sitter.pk: sitter.name for party in self.everybody for sitter in party.sitters}


def read_seating(network: Network, day: date, *, also: Collection[int] = ()) -> Seating:
    """Return who can have sat at a meeting until a day, nobody who was erased. Two queries.

    `also`: people who are recorded as having sat there, even if no membership says so any more; one query for them.
    """
    memberships = Membership.objects.filter(network=network, joined_on__lte=day, person__erased_on=None)
    latest: dict[int, Membership] = {}
    for each in memberships.with_parties().order_by("joined_on", "pk"):
        latest[each.person_id] = each
    present = [each for each in latest.values() if each.left_on is None or each.left_on > day]
    former = [each for each in latest.values() if each.left_on is not None and each.left_on <= day]
    granted = Mandate.objects.filter(membership__network=network, granted_on__lte=day)
    return Seating(
        parties=tuple(_parties(present)),
        former=(
            *(Sitter(each.person_id, each.person.name, each.left_on) for each in _by_name(former)),
            *(_without_seat(set(also) - latest.keys())),
        ),
        mandated=frozenset(granted.values_list("membership__person", flat=True)),
    )


def _without_seat(people: Collection[int]) -> Iterable[Sitter]:
    """Yield people of whom no membership is left, if there are any."""
    if people:
        found = Person.objects.filter(pk__in=people, erased_on=None)
        yield from (Sitter(person, name) for person, name in found.values_list("pk", "name"))


def _by_name(memberships: Iterable[Membership]) -> list[Membership]:
    return sorted(memberships, key=lambda each: (each.person.name_key, each.person_id))


def _parties(memberships: Iterable[Membership]) -> Iterable[Party]:
    """Yield the organisations by name, and last those who are there in their own name."""
    parties: dict[str, list[Membership]] = {}
    for each in _by_name(memberships):
        parties.setdefault(each.organisation.name if each.organisation else "", []).append(each)
    for name in sorted(parties, key=lambda name: (not name, name.casefold())):
        sitters = tuple(Sitter(each.person_id, each.person.name) for each in parties[name])
        yield Party(name or _("In their own name"), sitters)
