"""How many members bring each kind of value, told so that nobody is singled out: plain values in and out."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from networks.models import ValueKind

FEWEST = 3  # answers before anything is shown, and members before a figure is


class Standing(StrEnum):
    """How a kind of value stands in a network."""

    PLENTY = "plenty"
    SOME = "some"
    SCARCE = "scarce"


@dataclass(frozen=True, slots=True)
class Answer:
    """The kinds that one member brings, and would like to bring."""

    brings: Collection[str]
    wishes: Collection[str]


@dataclass(frozen=True, slots=True)
class KindCount:
    """One kind of value among those who answered; None stands for fewer than three, none at all included."""

    kind: ValueKind
    brings: int | None
    wishes: int | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class ValueCounts:
    """How many answered, and what came of it for each kind."""

    answered: int
    kinds: Sequence[KindCount]

    def that_are(self, standing: Standing) -> list[KindCount]:
        """Return the kinds that stand so."""
        return [each for each in self.kinds if each.standing == standing]


def count_values(answers: Iterable[Answer]) -> ValueCounts | None:
    """Return how many bring each kind; None with fewer than three answers.

    There is plenty of what at least half bring, and little of what fewer than three or less than a quarter do.
    """
    said = list(answers)
    if len(said) < FEWEST:
        return None
    kinds = []
    for kind in ValueKind:
        brings = shown(sum(kind in each.brings for each in said))
        wishes = shown(sum(kind in each.wishes for each in said))
        kinds.append(KindCount(kind, brings, wishes, standing_of(brings, len(said))))
    return ValueCounts(len(said), kinds)


def shown(count: int) -> int | None:
    """Return a count that may be told; None for fewer than three."""
    return count if count >= FEWEST else None


def standing_of(brings: int | None, answered: int) -> Standing:
    """Return how a kind stands, by what may be told of it: the word tells no more than the figure."""
    if brings is None or 4 * brings < answered:
        return Standing.SCARCE
    return Standing.PLENTY if 2 * brings >= answered else Standing.SOME
