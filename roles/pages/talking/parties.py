"""Who is compared on a page about who talks with whom: organisations, or people."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from collab.text import fold
from networks.talking.measures import Talking, measure
from networks.talking.sittings import Sittings
from roles.pages.talking.asked import By
from roles.pictures.tints import tints_by_name


class Party(NamedTuple):
    """An organisation, somebody in their own name, or a person among people."""

    key: str
    name: str
    name_key: str
    organisation: (
        str  # whose, among people; that they are there in their own name; nothing for an organisation
    )
    tint: str
    own: bool  # belongs to the organisation that the page is about


@dataclass(frozen=True, slots=True)
class Compared:
    """The parties by name, who of them met whom, and how often each chaired."""

    by: By
    parties: Mapping[str, Party]
    talking: Talking
    chairs: Counter[str]
    tints: Mapping[int | None, str]
    organisations: Mapping[int, str]

    def name(self, key: str) -> str:
        """Return what a party is called."""
        return self.parties[key].name

    @property
    def all_organisations(self) -> bool:
        """Whether nobody among the parties takes part in their own name."""
        return self.by == "organisations" and all(key.startswith("o") for key in self.parties)


def compare(sittings: Sittings, by: By, own: int | None = None) -> Compared:
    """Return who met whom, organisation by organisation or person by person; `own` marks one organisation's.

    Among organisations, whoever takes part in their own name stands for themselves.
    """
    tints = tints_by_name(sittings.organisations)
    seats = [
        {person: _key(person, organisation, by) for person, organisation in meeting.seats.items()}
        for meeting in sittings.meetings
    ]
    chairs = Counter(
        keys[meeting.chair]
        for meeting, keys in zip(sittings.meetings, seats, strict=True)
        if meeting.chair is not None
    )
    present = {key for keys in seats for key in keys.values()}
    parties = sorted(
        (*_organisations(sittings, by, tints, own), *_people(sittings, by, tints, own, present)),
        key=lambda party: (party.name_key, party.key),
    )
    return Compared(
        by,
        {party.key: party for party in parties},
        measure([party.key for party in parties], [set(keys.values()) for keys in seats]),
        chairs,
        tints,
        sittings.organisations,
    )


def _key(person: int, organisation: int | None, by: By) -> str:
    return f"p{person}" if by == "people" or organisation is None else f"o{organisation}"


def _organisations(
    sittings: Sittings, by: By, tints: Mapping[int | None, str], own: int | None
) -> list[Party]:
    if by == "people":
        return []
    return [
        Party(f"o{key}", name, fold(name), "", tints[key], key == own)
        for key, name in sittings.organisations.items()
    ]


def _people(
    sittings: Sittings, by: By, tints: Mapping[int | None, str], own: int | None, present: set[str]
) -> list[Party]:
    """Return the people: all of them, or those who stand for nobody but themselves."""
    in_own_name = _("in their own name")
    found = []
    for key, who in sittings.people.items():
        organisation = who.organisation if by == "people" else None
        if by == "people" or who.organisation is None or f"p{key}" in present:
            name = in_own_name if organisation is None else sittings.organisations[organisation]
            mine = organisation is not None and organisation == own
            found.append(Party(f"p{key}", who.name, who.name_key, name, tints[organisation], mine))
    return found
