"""How long roles have been held by the same person without a break, and when a term is over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from roles.analysis.months import add_months, latest_more_than
from roles.analysis.snapshot import CoreTerm, Member, Snapshot
from roles.analysis.tally import Tally

Span = tuple[date, date | None]  # first day, and the day on which it had ended; None: still running


def term_end(started: date, months: int) -> date:
    """Return the last day of a term that began on a day: whoever holds the role after it is over term."""
    return add_months(started, months)


def unbroken_start(spans: Iterable[Span], day: date) -> date | None:
    """Return since when one person holds one role without a break on a day; None when they do not hold it then.

    The spans are all their assignments in that role, each ended with its membership at the latest. One goes on from
    an earlier one when it starts on or before the day on which that one ended.
    """
    start, end = None, date.min
    for started, ended in sorted((span for span in spans if span[0] <= day), key=_first_day):
        if start is None or started > end:
            start, end = started, date.min
        end = max(end, date.max if ended is None else ended)
    return start if start is not None and end > day else None


def _first_day(span: Span) -> date:
    return span[0]


class Overdue(NamedTuple):
    """A member who has held core roles for more than the norm's months, by their recorded start."""

    member: Member
    roles: int  # mask
    since: date  # the longest of them


@dataclass(slots=True)
class Terms:
    """The terms of the core roles that people hold on the day, each without a break."""

    overdue: list[Overdue] = field(default_factory=list)
    judged: int = 0  # mask of the roles with a holder whose start is known, or who is over term
    fresh: int = 0  # mask of those with a holder whose start is known to be within term


def judge_terms(snapshot: Snapshot, tally: Tally) -> Terms:
    """Hold the term of every core role that somebody holds, as far as it is recorded, against the norm."""
    terms = Terms()
    if not snapshot.core_terms:
        return terms
    over_since = latest_more_than(snapshot.norms.max_core_term_months, snapshot.day)
    for member in tally.core_holders:
        recorded = snapshot.core_terms.get(member.person, ())
        over, since = 0, date.max
        for role, started, _ended, known in (
            recorded if _is_plain(recorded) else _join(recorded, snapshot.day)
        ):
            if not role & member.roles:
                continue
            if started <= over_since:
                over |= role
                since = min(since, started)
            elif known:
                terms.fresh |= role
            if known:
                terms.judged |= role
        if over:
            terms.judged |= over
            terms.overdue.append(Overdue(member, over, since))
    return terms


def _is_plain(recorded: Sequence[CoreTerm]) -> bool:
    """Whether every role comes once: then the assignment that is held is its whole term."""
    return len(recorded) < 2 or len({term.role for term in recorded}) == len(recorded)


def _join(recorded: Sequence[CoreTerm], day: date) -> list[CoreTerm]:
    """Return, for each role, its last unbroken chain of assignments as one.

    An assignment goes on from an earlier one when it starts on or before the day on which that one ended. The
    chain's start is its earliest assignment's; of two that start on one day, the one without a known start is
    the earlier.
    """
    chains: dict[int, CoreTerm] = {}
    for term in sorted(recorded, key=_by_start):
        chain = chains.get(term.role)
        if term.started > day:
            continue
        if chain is None or (chain.ended is not None and term.started > chain.ended):
            chains[term.role] = term
        elif chain.ended is not None and (term.ended is None or term.ended > chain.ended):
            chains[term.role] = chain._replace(ended=term.ended)
    return list(chains.values())


def _by_start(term: CoreTerm) -> tuple[date, bool]:
    return term.started, term.known
