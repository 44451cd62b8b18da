"""The foundation scores: what the indicators of each perspective come to."""

from dataclasses import dataclass
from fractions import Fraction

from roles.analysis.facts import Facts
from roles.analysis.indicators import INDICATORS
from roles.analysis.words import Perspective, Ratio


@dataclass(slots=True)
class Scores:
    """Every indicator and score, None where it is not measured."""

    ratios: dict[str, Ratio | None]  # of the indicators, 0 to 1
    perspectives: dict[Perspective, Fraction | None]  # 0 to 100
    measured: dict[Perspective, int]  # how many indicators are
    cluster_holdings: dict[str, int]  # of own roles


def score(facts: Facts) -> Scores:
    """Work out all indicators, and each perspective's score: the mean of those that are measured."""
    ratios: dict[str, Ratio | None] = {}
    perspectives: dict[Perspective, Fraction | None] = {}
    measured: dict[Perspective, int] = {}
    for perspective, indicators in INDICATORS.items():
        total, of, count = 0, 1, 0
        for name, indicator in indicators.items():
            ratio = ratios[name] = indicator(facts)
            if ratio is not None:
                total, of, count = total * ratio[1] + ratio[0] * of, of * ratio[1], count + 1
        measured[perspective] = count
        perspectives[perspective] = Fraction(100 * total, of * count) if count else None
    return Scores(ratios, perspectives, measured, _cluster_holdings(facts))


def _cluster_holdings(facts: Facts) -> dict[str, int]:
    masks = [member.roles for member in facts.tally.holders]
    return {
        cluster: sum(map(int.bit_count, map(own.__and__, masks)))
        for cluster, own in facts.snapshot.catalogue.own.items()
    }
