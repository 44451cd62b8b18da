"""The foundation scores: what the indicators of each perspective come to."""

from dataclasses import dataclass
from fractions import Fraction

from roles.analysis.facts import Facts
from roles.analysis.indicators import INDICATORS
from roles.analysis.words import Perspective, Ratio


@dataclass(frozen=True, slots=True)
class Scores:
    """Every indicator and score as a ratio between 0 and 1, None where it is not measured."""

    ratios: dict[str, Ratio | None]
    perspectives: dict[Perspective, Ratio | None]
    measured: dict[Perspective, int]  # how many indicators are
    cluster_holdings: dict[str, int]  # of own roles

    def exact(self, perspective: Perspective) -> Fraction:
        """Return the score, 0 to 100, of a perspective that has one."""
        total, of = self.perspectives[perspective] or (0, 1)
        return Fraction(100 * total, of)


def score(facts: Facts) -> Scores:
    """Work out all indicators, and each perspective's score: the mean of those that are measured."""
    ratios: dict[str, Ratio | None] = {}
    perspectives: dict[Perspective, Ratio | None] = {}
    measured: dict[Perspective, int] = {}
    for perspective, indicators in INDICATORS.items():
        found = [indicator(facts) for indicator in indicators.values()]
        ratios.update(zip(indicators, found, strict=True))
        present = [ratio for ratio in found if ratio is not None]
        measured[perspective] = len(present)
        perspectives[perspective] = _mean(present)
    return Scores(ratios, perspectives, measured, _cluster_holdings(facts))


def _mean(ratios: list[Ratio]) -> Ratio | None:
    if not ratios:
        return None
    total, of = 0, 1
    for numerator, denominator in ratios:
        total, of = total * denominator + numerator * of, of * denominator
    return total, of * len(ratios)


def _cluster_holdings(facts: Facts) -> dict[str, int]:
    masks = [member.roles for member in facts.tally.holders]
    return {
        cluster: sum((mask & own).bit_count() for mask in masks)
        for cluster, own in facts.snapshot.catalogue.own.items()
    }
