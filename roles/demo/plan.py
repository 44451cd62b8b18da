"""What the demo's files say, as plain values. A key that none of these knows stops the reading."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.text import slugify

FOLDER = Path(__file__).with_name("data")
DOMAIN = "demo.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPlan:
    """Somebody, what they think of the roles and of themselves; `account` gives them a login."""

    name: str
    account: str = ""
    talents: str = ""
    prefers: list[str] = field(default_factory=list)
    willing: list[str] = field(default_factory=list)
    avoids: list[str] = field(default_factory=list)
    spontaneous: dict[str, str] = field(default_factory=dict)  # role -> why
    assesses: dict[str, int] = field(default_factory=dict)
    introduced: str = ""
    mailed: str = ""  # the day of the last weekly mail
    refuses: list[str] = field(default_factory=list)  # what that mail is not to be about

    @property
    def email(self) -> str:
        """The address, which nobody can have: example is a top-level domain without owners."""
        return f"{self.account or slugify(self.name).replace('-', '.')}@{DOMAIN}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationPlan:
    """A party, its answers to the five questions, and who answers for it."""

    name: str
    policy: dict[str, str] = field(default_factory=dict)
    reviewed: str = ""
    stewards: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class MandatePlan:
    """What an organisation lets its member do; one without `granted` is only asked for."""

    starts: str
    ends: str
    asked: str = ""
    asker: str = ""
    request: str = ""
    granted: str = ""
    by: str = ""
    declined: str = ""
    withdrawn: str = ""
    closer: str = ""  # who declined or withdrew it
    reason: str = ""
    coach: str = ""
    hours: int | None = None
    authority: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberPlan:
    """Somebody's part in a network; without an organisation they are there in their own name."""

    name: str
    organisation: str = ""
    coordinator: bool = False
    since: str
    until: str = ""
    roles: list[str] = field(default_factory=list)
    interests: str = ""
    ambitions: str = ""
    expectations: str = ""
    balance: list[tuple[str, int, int, int]] = field(default_factory=list)
    check_ins: dict[str, dict[str, Any]] = field(default_factory=dict)  # day -> brings, answer, wishes, wish
    mandates: list[MandatePlan] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingPlan:
    """How some colleagues rate one of them on a competence, on a day; nobody is told who."""

    of: str
    competence: str
    on: str
    scores: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPlan:
    """An open question about one of them: whom it was put to, and what some have answered, sealed."""

    of: str
    by: str
    asked: str
    closes: str
    raters: list[str]
    answers: dict[str, dict[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationPlan:
    """A mail to somebody, and what became of it."""

    to: str
    by: str
    sent: str
    opened: str = ""
    accepted: str = ""
    bounced: str = ""
    withdrawn: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioPlan:
    """What somebody with an account tries out, and with whom they share it."""

    name: str
    by: str
    made: str
    note: str = ""
    shared: list[str] = field(default_factory=list)
    steps: list[tuple[str, str, str]] = field(default_factory=list)  # role, from whom, to whom; empty: nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftEmptyPlan:
    """A role that is left empty on purpose, since when, by whom, why, and when they look again."""

    role: str
    on: str
    by: str
    look_again: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MovePlan:
    """A role that is to move; one that is `shared` has other holders beside its receiver."""

    role: str
    giver: str = ""
    receiver: str = ""
    shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalPlan:
    """A proposal to move roles: what those whom it touches say of it, what happened, and what it brought."""

    proposed: str
    by: str
    why: str
    planned: str
    look_back: str
    by_itself: bool = False
    carried_out: str = ""
    moves: list[MovePlan]
    answers: dict[str, str]
    steps: list[dict[str, str]] = field(default_factory=list)  # day, who, deed, text
    look_backs: list[dict[str, str]] = field(default_factory=list)  # day, who, verdict, brought


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkPlan:
    """A collaboration: its purpose, its parties with their stakes, its people."""

    name: str
    parent: str = ""
    phase: str = ""
    begun: str
    ended: str = ""
    question: str = ""
    goal: str = ""
    in_scope: str = ""
    out_of_scope: str = ""
    norms: dict[str, int | str] = field(default_factory=dict)
    terms: dict[str, int] = field(default_factory=dict)  # role -> months
    calendars: list[str] = field(default_factory=list)  # who made an address for theirs
    topics: list[str] = field(default_factory=list)
    observers: list[str] = field(default_factory=list)
    stakes: dict[str, str] = field(default_factory=dict)
    members: list[MemberPlan] = field(default_factory=list)
    ratings: list[RatingPlan] = field(default_factory=list)
    rounds: list[RoundPlan] = field(default_factory=list)
    invitations: list[InvitationPlan] = field(default_factory=list)
    scenarios: list[ScenarioPlan] = field(default_factory=list)
    left_empty: list[LeftEmptyPlan] = field(default_factory=list)
    swaps: list[ProposalPlan] = field(default_factory=list)
    thanks: list[dict[str, str]] = field(default_factory=list)  # on, by, to, text, kind

    @property
    def slug(self) -> str:
        """The network's address."""
        return slugify(self.name)


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole demo."""

    people: list[PersonPlan]
    organisations: list[OrganisationPlan]
    networks: list[NetworkPlan]  # those that stand in another come after it


def read_plan() -> Plan:
    """Return what the demo's files say."""
    people, organisations = (
        tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
        for name in ("people.toml", "organisations.toml")
    )
    networks = [_read_network(path) for path in sorted((FOLDER / "networks").glob("*.toml"))]
    people |= {name: {} for name in _people_named(organisations, networks) if name not in people}
    organisations |= {name: {} for name in _organisations_named(networks) if name not in organisations}
    return Plan(
        people=[PersonPlan(name=name, **table) for name, table in people.items()],
        organisations=[OrganisationPlan(name=name, **table) for name, table in organisations.items()],
        networks=sorted(networks, key=lambda network: network.parent != ""),
    )


def _people_named(organisations: dict[str, Any], networks: list[NetworkPlan]) -> list[str]:
    """Return who takes part somewhere or answers for an organisation; nobody has to stand in people.toml."""
    stewards = [name for table in organisations.values() for name in table.get("stewards", [])]
    return stewards + [member.name for network in networks for member in network.members]


def _organisations_named(networks: list[NetworkPlan]) -> list[str]:
    """Return the organisations engaged somewhere; not every one has a policy."""
    names = [name for network in networks for name in network.stakes]
    return names + [
        member.organisation for network in networks for member in network.members if member.organisation
    ]


def _read_network(path: Path) -> NetworkPlan:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    members = [_read_member(member) for member in table.pop("members", [])]
    ratings = [RatingPlan(**rating) for rating in table.pop("ratings", [])]
    rounds = [RoundPlan(**asked) for asked in table.pop("rounds", [])]
    invitations = [InvitationPlan(**invitation) for invitation in table.pop("invitations", [])]
    scenarios = [ScenarioPlan(**scenario) for scenario in table.pop("scenarios", [])]
    left_empty = [LeftEmptyPlan(**left) for left in table.pop("left_empty", [])]
    swaps = [_read_swap(swap) for swap in table.pop("swaps", [])]
    return NetworkPlan(
        members=members,
        ratings=ratings,
        rounds=rounds,
        invitations=invitations,
        scenarios=scenarios,
        left_empty=left_empty,
        swaps=swaps,
        **table,
    )


def _read_swap(table: dict[str, Any]) -> ProposalPlan:
    moves = [MovePlan(**move) for move in table.pop("moves")]
    return ProposalPlan(moves=moves, **table)


def _read_member(table: dict[str, Any]) -> MemberPlan:
    mandates = [MandatePlan(**mandate) for mandate in table.pop("mandates", [])]
    return MemberPlan(mandates=mandates, **table)
