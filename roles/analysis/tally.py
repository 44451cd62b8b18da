"""Everything that is counted of members and roles, once, for all findings and indicators."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from roles.analysis.catalogue import single_roles
from roles.analysis.snapshot import Member, Snapshot
from roles.analysis.words import Number


@dataclass(frozen=True, slots=True)
class Limits:
    """The norms that give way in a small group, which cannot share all roles finely."""

    roles: int
    core_roles: int
    sole_roles: int
    share: Number | None  # percent of the holdings that one organisation may have; None: no limit


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one snapshot. Masks stand for sets of roles; a holding is a person holding a role."""

    people: int
    holders: list[Member]
    core_holders: list[Member]
    holdings: int
    filled: int  # mask of the roles with a holder
    sole: int  # mask of the roles with just one
    person_squares: int  # the sum of every person's holdings squared
    roles_of: dict[int, int]  # organisation -> mask of the roles that its members hold
    holdings_of: dict[int, int]  # organisation -> holdings; only those that have any
    own_name: list[int]  # the mask of each person in their own name
    party_squares: int
    party_only: int  # mask of the roles whose holders are all of one party
    limits: Limits

    @property
    def organisations(self) -> int:
        """How many organisations stand behind the members."""
        return len(self.roles_of)

    @property
    def parties(self) -> int:
        """The organisations, and each person in their own name."""
        return len(self.roles_of) + len(self.own_name)


def count(snapshot: Snapshot) -> Tally:
    """Count a snapshot's members and roles."""
    holders: list[Member] = []
    core_holders: list[Member] = []
    own_name: list[int] = []
    roles_of, holdings_of = dict[int, int](), dict[int, int]()
    holdings = person_squares = filled = shared = 0
    core = snapshot.catalogue.core
    for member in snapshot.members:
        _person, _name, organisation, _joined, roles, _voice = member
        held = roles.bit_count()
        if organisation is None:
            own_name.append(roles)
        else:
            roles_of[organisation] = roles_of.get(organisation, 0) | roles
            if held:
                holdings_of[organisation] = holdings_of.get(organisation, 0) + held
        if held:
            holders.append(member)
            holdings += held
            person_squares += held * held
            shared |= filled & roles
            filled |= roles
            if roles & core:
                core_holders.append(member)
    return Tally(
        people=len(snapshot.members),
        holders=holders,
        core_holders=core_holders,
        holdings=holdings,
        filled=filled,
        sole=filled & ~shared,
        person_squares=person_squares,
        roles_of=roles_of,
        holdings_of=holdings_of,
        own_name=own_name,
        party_squares=_party_squares(holdings_of, own_name),
        party_only=_held_by_one([*roles_of.values(), *own_name]),
        limits=_limits(snapshot, len(snapshot.members), len(roles_of) + len(own_name)),
    )


def _party_squares(holdings_of: dict[int, int], own_name: list[int]) -> int:
    return sum(held * held for held in holdings_of.values()) + sum(mask.bit_count() ** 2 for mask in own_name)


def _held_by_one(masks: Iterable[int]) -> int:
    """Return the roles that stand in exactly one of the masks."""
    seen = again = 0
    for mask in masks:
        again |= seen & mask
        seen |= mask
    return seen & ~again


def _limits(snapshot: Snapshot, people: int, parties: int) -> Limits:
    norms, catalogue = snapshot.norms, snapshot.catalogue
    each = -(-len(catalogue.roles) // people)
    each_core = -(-catalogue.core.bit_count() // people)
    share: Number | None = None
    if parties == 2:
        share = Fraction(100 + norms.max_organisation_share) / 2
    elif parties > 2:
        share = norms.max_organisation_share
    return Limits(
        roles=max(norms.max_roles_per_person, each),
        core_roles=max(norms.max_core_roles_per_person, each_core),
        sole_roles=max(norms.max_sole_roles_per_person, each),
        share=share,
    )


def count_holders(members: Iterable[Member], among: int) -> dict[int, int]:
    """Return how many of the members hold each role of a mask; roles that nobody holds are left out."""
    held: Counter[int] = Counter()
    for member in members:
        held.update(single_roles(member.roles & among))
    return held


def most_seated(members: Iterable[Member], core: int) -> int:
    """Return how many core roles can at once be given a different one of their holders.

    People who hold the same core roles are interchangeable. For each person in turn, `seated` holds every set
    of roles that the people so far can fill together, each with at most one role.
    """
    seated = {0}
    for mask, people in Counter(member.roles & core for member in members).items():
        for _ in range(min(people, mask.bit_count())):
            seated |= {taken | role for taken in seated for role in single_roles(mask & ~taken)}
            if core in seated:
                return core.bit_count()
    return max(taken.bit_count() for taken in seated)
