"""Everything that is counted of members and roles, once, for all findings and indicators."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from roles.analysis.snapshot import Member, Snapshot
from roles.analysis.words import Number


class Limits(NamedTuple):
    """The norms that give way in a small group, which cannot share all roles finely."""

    roles: int
    core_roles: int
    sole_roles: int
    share: Number | None  # percent of the holdings that one organisation may have; None: no limit


@dataclass(slots=True)
class Tally:
    """The counts of one snapshot. Masks stand for sets of roles; a holding is a person holding a role."""

    people: int
    holders: list[Member]
    core_holders: list[Member]
    core_combinations: dict[int, int]  # mask of core roles -> how many people hold just these
    overloaded: list[Member]  # who hold more roles than the limit
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
    members, core, limit = snapshot.members, snapshot.catalogue.core, _role_limit(snapshot)
    masks = [member.roles for member in members]
    held = [mask.bit_count() for mask in masks]
    filled = shared = 0
    for mask in masks:
        shared |= filled & mask
        filled |= mask
    core_holders = [member for member in members if member.roles & core]
    roles_of, holdings_of, own_name = _count_parties(members)
    return Tally(
        people=len(masks),
        holders=[member for member in members if member.roles],
        core_holders=core_holders,
        core_combinations=count_combinations(core_holders, core),
        overloaded=[member for member in members if member.roles.bit_count() > limit],
        holdings=sum(held),
        filled=filled,
        sole=filled & ~shared,
        person_squares=sum([number * number for number in held]),
        roles_of=roles_of,
        holdings_of=holdings_of,
        own_name=own_name,
        party_squares=_party_squares(holdings_of, own_name),
        party_only=_held_by_one([*roles_of.values(), *own_name]),
        limits=_limits(snapshot, limit, len(roles_of) + len(own_name)),
    )


def _count_parties(members: Iterable[Member]) -> tuple[dict[int, int], dict[int, int], list[int]]:
    """Return the roles and the holdings of each organisation, and the roles of each person in their own name."""
    roles_of: dict[int, int] = {}
    holdings_of: dict[int, int] = {}
    own_name: list[int] = []
    for _person, _name, organisation, _joined, roles, _voice in members:
        if organisation is None:
            own_name.append(roles)
        else:
            roles_of[organisation] = roles_of.get(organisation, 0) | roles
            if roles:
                holdings_of[organisation] = holdings_of.get(organisation, 0) + roles.bit_count()
    return roles_of, holdings_of, own_name


def _party_squares(holdings_of: dict[int, int], own_name: list[int]) -> int:
    squares = sum([held * held for held in holdings_of.values()])
    return squares + sum([mask.bit_count() ** 2 for mask in own_name])


def _held_by_one(masks: Iterable[int]) -> int:
    """Return the roles that stand in exactly one of the masks."""
    seen = again = 0
    for mask in masks:
        again |= seen & mask
        seen |= mask
    return seen & ~again


def _shared_out(roles: int, snapshot: Snapshot) -> int:
    """How many of the roles each person has when they are shared as finely as they can be."""
    return -(-roles // len(snapshot.members))


def _role_limit(snapshot: Snapshot) -> int:
    return max(snapshot.norms.max_roles_per_person, _shared_out(len(snapshot.catalogue.roles), snapshot))


def share_limit(norm: Number, parties: int) -> Number | None:
    """Return the percentage that one organisation may have: of two parties halfway between the norm and everything.

    A single party has no limit.
    """
    if parties < 2:
        return None
    return Fraction(100 + norm, 2) if parties == 2 else norm


def _limits(snapshot: Snapshot, roles: int, parties: int) -> Limits:
    norms, catalogue = snapshot.norms, snapshot.catalogue
    return Limits(
        roles=roles,
        core_roles=max(norms.max_core_roles_per_person, _shared_out(catalogue.core.bit_count(), snapshot)),
        sole_roles=max(norms.max_sole_roles_per_person, _shared_out(len(catalogue.roles), snapshot)),
        share=share_limit(norms.max_organisation_share, parties),
    )


def count_combinations(members: Iterable[Member], among: int) -> dict[int, int]:
    """Return how many of the members hold just each combination of the roles of a mask."""
    combinations: dict[int, int] = {}
    for member in members:
        combination = member.roles & among
        combinations[combination] = combinations.get(combination, 0) + 1
    return combinations


def count_holders(combinations: Mapping[int, int], role: int) -> int:
    """Return how many people hold a role, or any of a mask of roles, given how many hold each combination."""
    return sum([people for held, people in combinations.items() if held & role])


def most_seated(combinations: Mapping[int, int], core: int) -> int:
    """Return how many core roles can at once be given a different one of their holders.

    By Hall's theorem: all of them, less the most by which any set of core roles outnumbers its holders.
    """
    size = seated = core.bit_count()
    some = core
    while some:  # every set of core roles that is not empty
        seated = min(seated, size - some.bit_count() + count_holders(combinations, some))
        some = (some - 1) & core
    return seated
