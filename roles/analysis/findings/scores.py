"""What the foundation scores say. They are weighed only with three people and eight roles filled or more."""

from collections.abc import Iterator
from fractions import Fraction
from math import prod

from roles.analysis.facts import Facts
from roles.analysis.finding import Finding
from roles.analysis.scores import Scores
from roles.analysis.words import Perspective


def _weighed(facts: Facts, scores: Scores) -> list[tuple[Perspective, Fraction]]:
    """Return the scores of perspectives with two or more measured indicators, when the network is big enough."""
    if facts.tally.people < 3 or facts.tally.filled.bit_count() < 8:
        return []
    return [
        (perspective, score)
        for perspective, score in scores.perspectives.items()
        if score is not None and scores.measured[perspective] >= 2
    ]


def perspective_imbalance(facts: Facts, scores: Scores) -> Iterator[Finding]:
    """The highest score is over the norm's points above the lowest, which gives the finding its perspective."""
    weighed = _weighed(facts, scores)
    if len(weighed) < 2:
        return
    # Whole numbers over one denominator: comparing fractions takes far longer.
    under = prod([score.denominator for _, score in weighed])
    exact = [score.numerator * (under // score.denominator) for _, score in weighed]
    norm = Fraction(facts.snapshot.norms.max_perspective_gap)
    gap = max(exact) - min(exact)
    if gap * norm.denominator > norm.numerator * under:
        perspective = weighed[exact.index(min(exact))][0]  # of equals the first
        yield Finding(
            "perspective-imbalance", facts.late, perspective, facts.network, (), Fraction(gap, under), norm
        )


def foundation_weak(facts: Facts, scores: Scores) -> Iterator[Finding]:
    """A perspective's score is under the norm."""
    norm = facts.snapshot.norms.min_perspective_score
    for perspective, score in _weighed(facts, scores):
        if score.numerator * norm.denominator < norm.numerator * score.denominator:
            yield Finding(
                "foundation-weak", facts.late, perspective, facts.network, (), score, Fraction(norm)
            )
