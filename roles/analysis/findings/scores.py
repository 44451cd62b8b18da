"""What the foundation scores say. They are weighed only with three people and eight roles filled or more."""

from collections.abc import Iterator
from fractions import Fraction

from roles.analysis.facts import Facts
from roles.analysis.finding import Finding
from roles.analysis.scores import Scores
from roles.analysis.words import PERSPECTIVES, Perspective, Ratio


def _weighed(facts: Facts, scores: Scores) -> list[tuple[Perspective, Ratio]]:
    """Return the scores of perspectives with two or more measured indicators, when the network is big enough."""
    if facts.tally.people < 3 or facts.tally.filled.bit_count() < 8:
        return []
    return [
        (perspective, score)
        for perspective in PERSPECTIVES
        if scores.measured[perspective] >= 2 and (score := scores.perspectives[perspective]) is not None
    ]


def perspective_imbalance(facts: Facts, scores: Scores) -> Iterator[Finding]:
    """The highest score is over the norm's points above the lowest, which gives the finding its perspective."""
    weighed = [(perspective, scores.exact(perspective)) for perspective, _ in _weighed(facts, scores)]
    if len(weighed) < 2:
        return
    lowest = min(weighed, key=lambda each: each[1])
    gap = max(score for _, score in weighed) - lowest[1]
    norm = facts.snapshot.norms.max_perspective_gap
    if gap > norm:
        yield Finding("perspective-imbalance", facts.late, lowest[0], facts.network, (), gap, Fraction(norm))


def foundation_weak(facts: Facts, scores: Scores) -> Iterator[Finding]:
    """A perspective's score is under the norm."""
    norm = facts.snapshot.norms.min_perspective_score
    for perspective, (total, of) in _weighed(facts, scores):
        if 100 * total * norm.denominator < norm.numerator * of:
            yield Finding(
                "foundation-weak",
                facts.late,
                perspective,
                facts.network,
                (),
                scores.exact(perspective),
                Fraction(norm),
            )
