"""What the analysis reads: one network on one day, as plain values.

Roles are bits of an integer, in the order of the catalogue. A network of nothing but members and roles fills
`members` and `organisations` only; every other kind of record comes in a mapping keyed by person, without an
entry for people who have none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from roles.analysis.catalogue import Catalogue
from roles.analysis.norms import Norms
from roles.analysis.sittings import Sittings
from roles.analysis.words import Number

DEFAULT_NORMS = Norms()


class Member(NamedTuple):
    """A person with an active membership, and the roles that they hold on the day."""

    person: int
    name: str
    organisation: int | None  # None: in their own name
    joined: date
    roles: int  # mask
    voice: int  # how many of interests, ambitions, expectations are recorded


class Organisation(NamedTuple):
    """An organisation behind an active membership."""

    slug: str
    name: str
    answered: int  # policy questions answered, 0 to 5
    stake: bool  # whether its engagement's stake is filled


class Stances(NamedTuple):
    """The roles on which a person has a stance, and those among them that they avoid, and prefer (masks)."""

    declared: int
    avoided: int
    preferred: int = 0


class Reading(NamedTuple):
    """How somebody divides their attention on a day: percentages that add up to 100."""

    day: date
    organisation: Number
    individual: Number
    network: Number


class Mandate(NamedTuple):
    """A mandate of the active membership; `granted` is None while it is only asked for."""

    granted: date | None
    first_day: date
    last_day: date
    withdrawn: date | None
    topics: int  # decision topics that it speaks of


class Rating(NamedTuple):
    """How one person rated another on one competence of a core role, from 1 to 5."""

    rater: int
    competence: int
    role: int  # mask of the one role that the competence belongs to
    day: date
    score: int


class CoreTerm(NamedTuple):
    """An assignment in a core role, past or present; it ends with its membership at the latest."""

    role: int  # mask of the one role
    started: date
    ended: date | None
    known: bool  # whether the start is known, or only the date of the import


class Elsewhere(NamedTuple):
    """What a person holds in other networks that are active on the day, counted per network."""

    core_roles: int
    roles: int


class Cards(NamedTuple):
    """What a closed round of role cards, laid by everyone, came to.

    `seen` has for each person how many see each role (mask) with them, without those that they held when it closed.
    """

    closed: date
    answered_by: int
    seen: Mapping[int, Mapping[int, int]]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One network on one day: its members and roles of that day, and records of whatever date.

    Records later than the day are left aside.
    """

    day: date
    slug: str
    name: str
    active: bool
    catalogue: Catalogue
    members: Sequence[Member] = ()
    organisations: Mapping[int, Organisation] = field(default_factory=dict)
    phase: str = ""
    purpose_filled: int = 0  # of the four purpose fields
    norms: Norms = DEFAULT_NORMS
    stances: Mapping[int, Stances] = field(default_factory=dict)
    readings: Mapping[int, Sequence[Reading]] = field(default_factory=dict)
    check_ins: Mapping[int, Sequence[date]] = field(default_factory=dict)
    mandates: Mapping[int, Sequence[Mandate]] = field(default_factory=dict)
    ratings: Mapping[int, Sequence[Rating]] = field(default_factory=dict)
    profiles: Mapping[int, int] = field(default_factory=dict)  # generic competences self-assessed
    core_terms: Mapping[int, Sequence[CoreTerm]] = field(default_factory=dict)
    elsewhere: Mapping[int, Elsewhere] = field(default_factory=dict)
    # How many active assignments carry each combination of motives: 1 organisation, 2 individual, 4 network.
    motives: Mapping[int, int] = field(default_factory=dict)
    # The roles (mask of each) that are left empty on purpose on the day, and when that is looked at again.
    left_empty: Mapping[int, date] = field(default_factory=dict)
    clarities: Mapping[int, int] = field(default_factory=dict)  # how clear the last purpose is, of 5
    heard: Mapping[int, date] = field(default_factory=dict)  # first recognised in a note about them
    sittings: Sittings | None = None  # the meetings of the norm's months up to the day
    cards: Cards | None = None  # the last round by then that enough people answered
