"""The problem behind a suggestion: which moves are open, and what has to be so once they are made.

Plain values. Who solves it stands outside the analysis; whether a set of moves solves it is told here, by the same
report that everybody reads.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from roles.analysis.facts import gather
from roles.analysis.finding import Finding
from roles.analysis.mandates import valid_until
from roles.analysis.report import Report, analyse
from roles.analysis.snapshot import Snapshot, Stances
from roles.analysis.tally import Limits
from roles.analysis.what_if import Give, Move, Take, move

# What a suggestion clears, by the codes of the findings.
CLEARED = (
    "core-cumulation-person",
    "core-cumulation-organisation",
    "core-vacancy",
    "role-overload-person",
    "role-dominance-organisation",
)
AVOIDS, MANDATE = "avoids", "mandate"

# Everything that can stand in the way: what may not be asked of a receiver, and what has to be cleared. That no
# receiver passes the limit is `role-overload-person`; no filled role becomes empty by what a move is.
RULES = (AVOIDS, MANDATE, *CLEARED)

NO_STANCES = Stances(0, 0)


class SuggestedMove(NamedTuple):
    """One holding handed over, or, without a giver, a holder added."""

    role: int  # mask of the one role
    giver: int | None
    receiver: int


class Seat(NamedTuple):
    """A person as the problem sees them: whoever has the same seat but for the person can stand in for them."""

    person: int
    organisation: int | None
    roles: int
    open_to: int  # roles that they do not hold and may be asked for
    prefers: int


@dataclass(frozen=True, slots=True)
class Problem:
    """The seats, by person, and what has to be so after the moves."""

    seats: tuple[Seat, ...]
    roles: int  # mask of all
    core: int
    limits: Limits
    organisation_core_limit: int | None  # None: with one party there is none
    kept: frozenset[str]  # of RULES


def findings_to_clear(report: Report) -> tuple[Finding, ...]:
    """Return the findings of a report that a suggestion clears."""
    return tuple(finding for finding in report.findings if finding.code in CLEARED)


def pose(snapshot: Snapshot, *, without: Collection[str] = ()) -> Problem:
    """Return the problem of a snapshot that has members, leaving some of the rules aside."""
    facts = gather(snapshot)
    kept = frozenset(RULES) - frozenset(without)
    needs_mandate = facts.mandates.measured and MANDATE in kept
    everything = (1 << len(snapshot.catalogue.roles)) - 1
    seats = []
    for member in sorted(snapshot.members, key=lambda each: each.person):
        stances = snapshot.stances.get(member.person, NO_STANCES)
        shut = member.roles | (stances.avoided if AVOIDS in kept else 0)
        if needs_mandate and lacks_mandate(snapshot, member.person, member.organisation):
            shut = everything
        seats.append(
            Seat(member.person, member.organisation, member.roles, everything & ~shut, stances.preferred)
        )
    norm = snapshot.norms.max_core_roles_per_organisation
    return Problem(
        seats=tuple(seats),
        roles=everything,
        core=snapshot.catalogue.core,
        limits=facts.tally.limits,
        organisation_core_limit=norm if facts.tally.parties > 1 else None,
        kept=kept,
    )


def lacks_mandate(snapshot: Snapshot, person: int, organisation: int | None) -> bool:
    """Whether somebody sits for an organisation without a mandate that is valid on the day."""
    recorded = snapshot.mandates.get(person, ())
    return organisation is not None and valid_until(recorded, snapshot.day) is None


def as_analysed(
    moves: Iterable[SuggestedMove], motives: Mapping[tuple[int, int], int] | None = None
) -> list[Move]:
    """Return moves as the analysis tries them out: first everything is laid down, then taken on.

    `motives` says for whose sake people hold roles, by person and role, as the analysis writes it.
    """
    known = motives or {}
    planned = list(moves)
    taken = [Take(m.giver, m.role, known.get((m.giver, m.role), 0)) for m in planned if m.giver is not None]
    return [*taken, *(Give(m.receiver, m.role) for m in planned)]


def shortcomings(snapshot: Snapshot, moves: Sequence[SuggestedMove]) -> list[str]:
    """Return what is wrong with a set of moves, as codes; empty when it may be suggested.

    Findings of CLEARED that are there after it; AVOIDS and MANDATE for a receiver who should not be asked; "limit"
    for one who passes it; "emptied" for a role that nobody holds any more; "overtaken" for a giver who does not
    hold the role, a receiver who does, or somebody who is no member.
    """
    if _overtaken(snapshot, moves):
        return ["overtaken"]
    after = move(snapshot, as_analysed(moves))
    held_after = {member.person: member.roles for member in after.members}
    before, now = gather(snapshot), gather(after)
    found = [finding.code for finding in findings_to_clear(analyse(after))]
    if before.tally.filled & ~now.tally.filled:
        found.append("emptied")
    limit = before.tally.limits.roles
    found += ["limit" for each in moves if held_after[each.receiver].bit_count() > limit]
    found += [rule for rule, _move in refused_receivers(snapshot, moves)]
    return list(dict.fromkeys(found))


def refused_receivers(snapshot: Snapshot, moves: Iterable[SuggestedMove]) -> list[tuple[str, SuggestedMove]]:
    """Return the moves whose receiver avoids the role, or has no mandate where one is needed, with which it is."""
    measured = gather(snapshot).mandates.measured
    organisations = {member.person: member.organisation for member in snapshot.members}
    found = []
    for each in moves:
        if snapshot.stances.get(each.receiver, NO_STANCES).avoided & each.role:
            found.append((AVOIDS, each))
        if measured and lacks_mandate(snapshot, each.receiver, organisations[each.receiver]):
            found.append((MANDATE, each))
    return found


def _overtaken(snapshot: Snapshot, moves: Sequence[SuggestedMove]) -> bool:
    held = {member.person: member.roles for member in snapshot.members}
    given = [(m.giver, m.role) for m in moves if m.giver is not None]
    taken = [(m.receiver, m.role) for m in moves]
    return (
        len({*given, *taken}) < len(given) + len(taken)
        or any(not held.get(giver, 0) & role for giver, role in given)
        or any(receiver not in held or held[receiver] & role for receiver, role in taken)
    )
