"""How long core roles have been held by the same person without a break."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from roles.analysis.months import latest_more_than
from roles.analysis.snapshot import CoreTerm, Member, Snapshot
from roles.analysis.tally import Tally


class Term(NamedTuple):
    """A core role that a member holds on the day, and since when without a break."""

    member: Member
    role: int  # mask of the one role
    started: date  # as recorded
    known: bool
    over: bool  # held for more than max_core_term_months, by its recorded start


def held_terms(snapshot: Snapshot, tally: Tally) -> list[Term]:
    """Return the term of every core role that somebody holds, as far as its assignments are recorded."""
    if not snapshot.core_terms:
        return []
    over_since = latest_more_than(snapshot.norms.max_core_term_months, snapshot.day)
    terms: list[Term] = []
    for member in tally.core_holders:
        recorded = snapshot.core_terms.get(member.person, ())
        for role, (started, known) in _unbroken(recorded, snapshot.day).items():
            if member.roles & role:
                terms.append(Term(member, role, started, known, started <= over_since))
    return terms


def _unbroken(recorded: Iterable[CoreTerm], day: date) -> dict[int, tuple[date, bool]]:
    """Return, for each role, the start of its last unbroken chain, and whether that start is known.

    An assignment goes on from an earlier one when it starts on or before the day on which that one ended. The
    chain's start is its earliest assignment's; of two that start on one day, the one without a known start is
    the earlier.
    """
    chains: dict[int, tuple[date, bool]] = {}
    ends: dict[int, date | None] = {}
    begun = [term for term in recorded if term.started <= day]
    if len(begun) > 1:
        begun.sort(key=_by_start)
    for role, started, ended, known in begun:
        until = ends.get(role, date.min)
        if role not in chains or (until is not None and started > until):
            chains[role], ends[role] = (started, known), ended
        elif until is not None and (ended is None or ended > until):
            ends[role] = ended
    return chains


def _by_start(term: CoreTerm) -> tuple[date, bool]:
    return term.started, term.known
