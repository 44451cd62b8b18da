"""What if: a snapshot with roles moved, as the same deeds done on its day would leave it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from roles.analysis.snapshot import CoreTerm, Elsewhere, Member, Snapshot, Stances

COMBINATIONS = 8  # of three motives


class Give(NamedTuple):
    """A member takes a role on from the snapshot's day. Who holds it already goes on as before."""

    person: int
    role: int  # mask of the one role
    motives: int = 0  # 1 organisation, 2 individual, 4 network


class Take(NamedTuple):
    """A member lays a role down on the snapshot's day. Who does not hold it goes on as before.

    A snapshot does not say for whose sake each role is held, so the move brings that along.
    """

    person: int
    role: int
    motives: int = 0


class Join(NamedTuple):
    """Somebody who is no member becomes one on the snapshot's day, without a role, with what is known of them."""

    person: int
    name: str
    organisation: int | None  # one of the snapshot's; None: in their own name
    stances: Stances | None = None
    assessed: int = 0  # generic competences self-assessed
    elsewhere: Elsewhere | None = None


Move = Give | Take | Join


def move(snapshot: Snapshot, moves: Iterable[Move]) -> Snapshot:
    """Return the snapshot as it would be after these moves, one after the other, all on its day.

    Its report is the one that the network has once the same is really done, on that day. Raise ValueError for a
    role of somebody who is no member, for somebody who joins twice, and for an organisation that is not there.
    """
    for each in moves:
        match each:
            case Give():
                snapshot = _give(snapshot, each)
            case Take():
                snapshot = _take(snapshot, each)
            case Join():
                snapshot = _join(snapshot, each)
    return snapshot


def _give(snapshot: Snapshot, given: Give) -> Snapshot:
    place, member = _find(snapshot, given.person)
    if member.roles & given.role:
        return snapshot
    terms = dict(snapshot.core_terms)
    if given.role & snapshot.catalogue.core:
        begun = CoreTerm(given.role, snapshot.day, None, known=True)
        terms[given.person] = [*terms.get(given.person, ()), begun]
    return replace(
        snapshot,
        members=_with_roles(snapshot, place, member.roles | given.role),
        core_terms=terms,
        motives=_count_motives(snapshot, given.motives, 1),
    )


def _take(snapshot: Snapshot, taken: Take) -> Snapshot:
    place, member = _find(snapshot, taken.person)
    if not member.roles & taken.role:
        return snapshot
    terms = dict(snapshot.core_terms)
    if taken.person in terms:
        closed = [_close(term, taken.role, snapshot) for term in terms[taken.person]]
        terms[taken.person] = [term for term in closed if term is not None]
    return replace(
        snapshot,
        members=_with_roles(snapshot, place, member.roles & ~taken.role),
        core_terms={person: each for person, each in terms.items() if each},
        motives=_count_motives(snapshot, taken.motives, -1),
    )


def _close(term: CoreTerm, role: int, snapshot: Snapshot) -> CoreTerm | None:
    """End a term in the role that runs on the day; one that began on that day never was."""
    runs = term.started <= snapshot.day and (term.ended is None or term.ended > snapshot.day)
    if term.role != role or not runs:
        return term
    return None if term.started == snapshot.day else term._replace(ended=snapshot.day)


def _join(snapshot: Snapshot, joining: Join) -> Snapshot:
    if any(member.person == joining.person for member in snapshot.members):
        raise ValueError(f"person {joining.person} is a member already")
    if joining.organisation is not None and joining.organisation not in snapshot.organisations:
        raise ValueError(f"no organisation {joining.organisation} in this network")
    person = joining.person
    member = Member(person, joining.name, joining.organisation, snapshot.day, roles=0, voice=0)
    stances, profiles = dict(snapshot.stances), dict(snapshot.profiles)
    elsewhere = dict(snapshot.elsewhere)
    if joining.stances is not None:
        stances[person] = joining.stances
    if joining.assessed:
        profiles[person] = joining.assessed
    if joining.elsewhere is not None and joining.elsewhere.roles:
        elsewhere[person] = joining.elsewhere
    return replace(
        snapshot,
        members=[*snapshot.members, member],
        stances=stances,
        profiles=profiles,
        elsewhere=elsewhere,
    )


def _find(snapshot: Snapshot, person: int) -> tuple[int, Member]:
    for place, member in enumerate(snapshot.members):
        if member.person == person:
            return place, member
    raise ValueError(f"person {person} is no member of this network")


def _with_roles(snapshot: Snapshot, place: int, roles: int) -> list[Member]:
    """Return the members, the one in a place with other roles."""
    members = list(snapshot.members)
    members[place] = members[place]._replace(roles=roles)
    return members


def _count_motives(snapshot: Snapshot, motives: int, change: int) -> dict[int, int]:
    """Count one assignment with these motives more, or less; without any that has motives there is no count."""
    counts = {each: snapshot.motives.get(each, 0) for each in range(COMBINATIONS)}
    counts[motives] = max(0, counts[motives] + change)
    return counts if any(counts[each] for each in range(1, COMBINATIONS)) else {}
