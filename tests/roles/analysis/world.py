"""Plain records of networks, people and roles, as they are kept: what the oracle reads and the database takes."""

from dataclasses import dataclass, field
from datetime import date

FIFTEEN = (
    ("initiator", "core", None),
    ("leader", "core", None),
    ("driver", "core", None),
    ("implementer", "cluster", "task"),
    ("adviser", "cluster", "task"),
    ("results-guardian", "cluster", "task"),
    ("diplomat", "cluster", "process"),
    ("mood-maker", "cluster", "process"),
    ("spokesperson", "cluster", "process"),
    ("innovator", "cluster", "strategic"),
    ("fundraiser", "cluster", "strategic"),
    ("negotiator", "cluster", "strategic"),
    ("support-builder", "cluster", "strategic"),
    ("critic", "network", None),
    ("supporter", "network", None),
)


@dataclass
class Assignment:
    role: str
    started: date
    ended: date | None = None
    known: bool = True
    motives: frozenset[str] = frozenset()


@dataclass
class Mandate:
    granted: date | None
    first: date
    last: date
    withdrawn: date | None = None
    topics: int = 0


@dataclass
class Membership:
    person: int
    organisation: int | None
    joined: date
    left: date | None = None
    voice: frozenset[str] = frozenset()
    assignments: list[Assignment] = field(default_factory=list)
    mandates: list[Mandate] = field(default_factory=list)


@dataclass
class Purpose:
    written: date
    said: list[tuple[int, int, date]] = field(default_factory=list)  # who, how clear, when


@dataclass
class Meeting:
    held: date
    people: frozenset[int]
    chair: int | None = None


@dataclass
class Note:
    author: int
    about: int
    answer: str
    answered: date | None


@dataclass
class Round:
    closed: date | None
    answered_by: int
    way: str = "everyone"
    counts: dict[tuple[str, int | None], int] = field(default_factory=dict)  # role, person -> seen by


@dataclass
class Network:
    slug: str
    name: str
    started: date
    ended: date | None = None
    phase: str = ""
    purpose: frozenset[str] = frozenset()
    norms: dict[str, object] = field(default_factory=dict)
    stakes: frozenset[int] = frozenset()  # organisations whose engagement's stake is filled
    memberships: list[Membership] = field(default_factory=list)
    readings: list[tuple[int, date, int, int, int]] = field(default_factory=list)
    check_ins: list[tuple[int, date]] = field(default_factory=list)
    left_empty: list[tuple[str, date, date]] = field(default_factory=list)  # role, decided, look again
    ratings: list[tuple[int, int, str, date, int]] = field(
        default_factory=list
    )  # rated, rater, competence, …

    purposes: list[Purpose] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)


@dataclass
class World:
    people: dict[int, str]
    organisations: dict[int, tuple[str, str, int]]  # slug, name, policy questions answered
    networks: list[Network]
    roles: tuple[tuple[str, str, str | None], ...] = FIFTEEN
    clusters: tuple[str, ...] = ("task", "process", "strategic")
    competences: dict[str, str | None] = field(
        default_factory=dict
    )  # competence -> core role, or None: generic
    stances: dict[tuple[int, str], str] = field(default_factory=dict)
    assessed: set[tuple[int, str]] = field(default_factory=set)
