"""The analysis: from a snapshot to a report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from roles.analysis.attention import Balance, balance_of
from roles.analysis.facts import Facts, gather
from roles.analysis.finding import Finding, Subject
from roles.analysis.findings import find_all
from roles.analysis.indicators import INDICATORS
from roles.analysis.scores import Scores, score
from roles.analysis.snapshot import Snapshot
from roles.analysis.words import PERSPECTIVES, Perspective, Ratio


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is in the network."""

    people: int
    organisations: int
    holdings: int
    roles_filled: int
    roles: int
    left_empty: int = 0  # of those without a holder, how many are left empty on purpose


@dataclass(frozen=True, slots=True)
class ClusterCount:
    """A cluster's own roles, how many of them have a holder, and how many holdings that is."""

    roles: int
    filled: int
    holdings: int


@dataclass(frozen=True, slots=True)
class Report:
    """What the analysis says of one network on one day. Scores, indicators and balance are exact, 0 to 100."""

    date: date
    network: Subject
    counts: Counts
    findings: tuple[Finding, ...]
    clusters: Mapping[str, ClusterCount]
    perspectives: Mapping[Perspective, Fraction | None]
    indicators: Mapping[Perspective, Mapping[str, Fraction | None]]
    balance: Balance | None


def analyse(snapshot: Snapshot) -> Report:
    """Return the report of a network on its snapshot's day; the same snapshot always gives the same report.

    A network that is not active then, or that has no people, has no findings: counts zero, scores None.
    """
    if not snapshot.active or not snapshot.members:
        return _empty(snapshot)
    facts = gather(snapshot)
    scores = score(facts)
    return Report(
        date=snapshot.day,
        network=facts.network,
        counts=_counts(facts),
        findings=find_all(facts, scores),
        clusters=_clusters(facts, scores),
        perspectives=scores.perspectives,
        indicators={
            perspective: {name: _percent(scores.ratios[name]) for name in indicators}
            for perspective, indicators in INDICATORS.items()
        },
        balance=balance_of(
            facts.readings,
            [member.person for member in snapshot.members] if facts.readings else (),
            facts.motives,
            snapshot.norms.min_motivated,
        ),
    )


@lru_cache(maxsize=4096)  # the same few ratios come again and again
def _percent(ratio: Ratio | None) -> Fraction | None:
    return None if ratio is None else Fraction(100 * ratio[0], ratio[1])


def _counts(facts: Facts) -> Counts:
    tally = facts.tally
    return Counts(
        people=tally.people,
        organisations=tally.organisations,
        holdings=tally.holdings,
        roles_filled=tally.filled.bit_count(),
        roles=len(facts.snapshot.catalogue.roles),
        left_empty=len([role for role in facts.snapshot.left_empty if not role & tally.filled]),
    )


def _clusters(facts: Facts, scores: Scores) -> dict[str, ClusterCount]:
    filled = facts.tally.filled
    return {
        cluster: ClusterCount(own.bit_count(), (own & filled).bit_count(), scores.cluster_holdings[cluster])
        for cluster, own in facts.snapshot.catalogue.own.items()
    }


def _empty(snapshot: Snapshot) -> Report:
    return Report(
        date=snapshot.day,
        network=Subject("network", snapshot.slug, snapshot.name),
        counts=Counts(0, 0, 0, 0, len(snapshot.catalogue.roles)),
        findings=(),
        clusters={
            cluster: ClusterCount(own.bit_count(), 0, 0) for cluster, own in snapshot.catalogue.own.items()
        },
        perspectives=dict.fromkeys(PERSPECTIVES),
        indicators={perspective: dict.fromkeys(indicators) for perspective, indicators in INDICATORS.items()},
        balance=None,
    )
