"""How a listening note goes from one to the other, in plain values: written, answered, rewritten, shared.

And how much of a network is mutually understood. Nothing here knows what a note says.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

FEWEST_MEMBERS = 5  # below, a figure would tell of two people what they made of each other
FEW = 3


class Answer(StrEnum):
    """What whom a note is about says of it."""

    WAITING = "waiting"
    RECOGNISED = "recognised"
    NEARLY = "nearly"
    NOT = "not"


class Side(StrEnum):
    """The two whom a note is for."""

    AUTHOR = "author"
    SUBJECT = "subject"


class NotNowError(Exception):
    """What somebody wants to do cannot be done with a note as it stands."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a note stands between the two."""

    answer: Answer = Answer.WAITING
    shared_by_author: bool = False
    shared_by_subject: bool = False


def rewritten() -> Standing:
    """A text that changed waits for a new answer, and is shared by nobody."""
    return Standing()


def answered(standing: Standing, answer: Answer) -> Standing:
    """Return how a note stands after an answer; one that is no longer recognised is shared by nobody.

    One may always change one's mind about one's own answer. Nobody takes an answer back to none.
    """
    if answer == Answer.WAITING:
        raise NotNowError
    if answer == Answer.RECOGNISED:
        return replace(standing, answer=answer)
    return Standing(answer)


def shared(standing: Standing, side: Side) -> Standing:
    """Return how a note stands once one of the two shares it. Only what is recognised can be shared."""
    if standing.answer != Answer.RECOGNISED:
        raise NotNowError
    return _with_share(standing, side, shares=True)


def kept_between(standing: Standing, side: Side) -> Standing:
    """Return how a note stands once one of the two no longer shares it."""
    return _with_share(standing, side, shares=False)


def _with_share(standing: Standing, side: Side, *, shares: bool) -> Standing:
    if side == Side.AUTHOR:
        return replace(standing, shared_by_author=shares)
    return replace(standing, shared_by_subject=shares)


class HowMany(StrEnum):
    """How exactly a number of pairs is told: at either end nobody is to be singled out."""

    FEW = "few"
    EXACTLY = "exactly"
    NEARLY_ALL = "nearly all"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of pairs as it may be told; `count` is nothing when it may not."""

    how_many: HowMany
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Understanding:
    """How much of a network is understood: among so many pairs, both ways, and one way at least."""

    pairs: int
    mutual: Figure
    one_way: Figure


def understanding(members: Collection[int], recognised: Iterable[tuple[int, int]]) -> Understanding | None:
    """Return how much of a network is understood; nothing where too few take part to tell.

    `recognised` are the notes in which somebody recognises themselves, as author and whom it is about; those of
    people who are no members count for nothing.
    """
    people = set(members)
    if len(people) < FEWEST_MEMBERS:
        return None
    ways = {(author, about) for author, about in recognised if {author, about} <= people and author != about}
    pairs = len(people) * (len(people) - 1) // 2
    mutual = sum((about, author) in ways for author, about in ways) // 2
    return Understanding(pairs, told(mutual, pairs), told(len(ways) - mutual, pairs))


def told(count: int, total: int) -> Figure:
    """Return a number of pairs as it may be told: none, one and two are the same few, and so are all but these."""
    if count < FEW:
        return Figure(HowMany.FEW)
    if total - count < FEW:
        return Figure(HowMany.NEARLY_ALL)
    return Figure(HowMany.EXACTLY, count)
