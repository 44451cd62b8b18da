"""How roles changed hands: where one holder's time joins the next one's, and how often that happened."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from roles.pages.timeline.tenures import SwappedRole, Tenure


class Joint(NamedTuple):
    """A role that went from one to the other on a day; with a swap one side may be absent."""

    role: str
    day: date
    giver: Tenure | None
    receiver: Tenure | None
    swap: int | None  # the key of the swap that did it


def find_joints(tenures: Sequence[Tenure], swapped: Iterable[SwappedRole]) -> list[Joint]:
    """Return where roles changed hands, by day: by a swap, or by an end and a beginning on one day.

    Each end and each beginning counts once. Of what a swap did, only what the roles still say.
    """
    ends = {(each.role, each.membership, each.ended): each for each in tenures if each.ended}
    starts = {(each.role, each.membership, each.started): each for each in tenures if each.known}
    joints = []
    for move in swapped:
        giver = ends.pop((move.role, move.giver or 0, move.day), None)
        receiver = starts.pop((move.role, move.receiver or 0, move.day), None)
        if giver or receiver:
            joints.append(Joint(move.role, move.day, giver, receiver, swap=move.swap))
    begun: dict[tuple[str, date], list[Tenure]] = {}
    for each in starts.values():
        begun.setdefault((each.role, each.started), []).append(each)
    for each in ends.values():
        following = begun.get((each.role, each.ended or date.max), [])
        receiver = next((one for one in following if one.person != each.person), None)
        if receiver is not None:
            following.remove(receiver)
            joints.append(Joint(each.role, receiver.started, each, receiver, swap=None))
    return sorted(joints, key=_by_day)


def _by_day(joint: Joint) -> date:
    return joint.day


@dataclass(slots=True)
class Turnover:
    """How often something happened in a period."""

    taken: int = 0  # somebody took a role on
    laid_down: int = 0
    handed_over: int = 0  # of these: from one to the other on the same day


class Turnovers(NamedTuple):
    """The same for the whole network, and by role, person and organisation (engagement)."""

    total: Turnover
    roles: Mapping[str, Turnover]
    people: Mapping[int, Turnover]
    organisations: Mapping[int | None, Turnover]


def count_turnover(tenures: Iterable[Tenure], joints: Iterable[Joint], first: date, last: date) -> Turnovers:
    """Count what happened from the first to the last day, both included; a start that is not known counts for none.

    A hand-over counts once for its role, and for both people and both organisations that it was between.
    """
    roles: dict[str, Turnover] = defaultdict(Turnover)
    people: dict[int, Turnover] = defaultdict(Turnover)
    organisations: dict[int | None, Turnover] = defaultdict(Turnover)
    found = Turnovers(Turnover(), roles, people, organisations)

    def of(each: Tenure) -> tuple[Turnover, ...]:
        return found.total, roles[each.role], people[each.person], organisations[each.engagement]

    for each in tenures:
        for count in of(each) if each.touches(first, last) else ():
            count.taken += each.known and first <= each.started <= last
            count.laid_down += each.ended is not None and first <= each.ended <= last
    for joint in joints:
        if first <= joint.day <= last and joint.giver and joint.receiver:
            sides = {id(count): count for side in (joint.giver, joint.receiver) for count in of(side)}
            for count in sides.values():
                count.handed_over += 1
    return found
