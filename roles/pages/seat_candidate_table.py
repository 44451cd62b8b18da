"""The table of people whom an organisation could send: in which order, in which words."""

from collections.abc import Sequence
from typing import NamedTuple

from roles.models import Role
from roles.pages.candidates import COMPARED_AT_ONCE
from roles.pages.gains import Gains, describe_gains, signal
from roles.pages.seat_candidates import SeatCandidate, SeatChoice, most_useful
from roles.texts.base import figure
from roles.texts.candidates import interested_in_seat, who_fits


class SeatRow(NamedTuple):
    """Somebody whom the organisation could send, in words."""

    candidate: SeatCandidate
    preferred: list[Role]
    willing: list[Role]
    own_mean: str
    competences: list[tuple[str, str]]  # name, their own score
    gains: Gains


class OwnMember(NamedTuple):
    """Somebody who sits there for the organisation already."""

    person: int
    name: str
    roles: list[Role]


def own_members(choice: SeatChoice) -> list[OwnMember]:
    """Return who sits there for the organisation already, by name."""
    found = [OwnMember(each.person, each.name, choice.roles(each.roles)) for each in choice.own_members]
    return sorted(found, key=lambda each: (each.name.casefold(), each.person))


def arrange_seats(choice: SeatChoice, found: Sequence[SeatCandidate]) -> list[SeatCandidate]:
    """Return the people in the order of what serves the network; compared already when there are not too many."""
    arranged = list(found)
    if len(found) <= COMPARED_AT_ONCE:
        arranged = [choice.compare(each) for each in found]
    return sorted(arranged, key=most_useful)


def seat_rows(choice: SeatChoice, candidates: Sequence[SeatCandidate]) -> list[SeatRow]:
    """Return people in words, with what the network would gain."""
    return [_row(choice, each if each.comparison else choice.compare(each)) for each in candidates]


def _row(choice: SeatChoice, candidate: SeatCandidate) -> SeatRow:
    if candidate.comparison is None:
        raise ValueError("only people who were compared are shown")
    return SeatRow(
        candidate=candidate,
        preferred=choice.roles(candidate.preferred),
        willing=choice.roles(candidate.willing),
        own_mean="" if candidate.own_mean is None else figure(candidate.own_mean),
        competences=[
            (line.name, "" if line.own is None else str(line.own)) for line in candidate.competences
        ],
        gains=describe_gains(candidate.comparison, choice.read.names),
    )


def seat_lead(choice: SeatChoice, everybody: Sequence[SeatCandidate], found: Sequence[SeatCandidate]) -> str:
    """Return who fits, in one sentence; nothing without anybody to send."""
    if not found:
        return ""
    best = min(found, key=most_useful)
    comparison = best.comparison or choice.compare(best).comparison
    if comparison is None:
        return ""
    wanted = set(choice.read.snapshot.catalogue.slugs(best.preferred))
    gone = min(comparison.gone, key=lambda each: not wanted & set(each.roles), default=None)
    interested = sum(bool(each.preferred | each.willing) for each in everybody)
    return who_fits(
        interested_in_seat(interested) if choice.in_person else "",
        name=best.person.name,
        gone=signal(gone, choice.read.names).title if gone else "",
        come=len(comparison.come),
    )
