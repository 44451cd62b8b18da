"""What nobody carries, what is unevenly filled, and what is not written down."""

from collections.abc import Iterator
from fractions import Fraction

from roles.analysis.catalogue import single_roles
from roles.analysis.facts import Facts
from roles.analysis.finding import Finding, Subject
from roles.analysis.scores import Scores
from roles.analysis.words import Severity


def _vacancies(facts: Facts, code: str, severity: Severity, roles: int) -> Iterator[Finding]:
    """Yield a finding for each of these roles that has no holder, unless no role has one."""
    vacant = roles & ~facts.tally.filled
    if not vacant or not facts.tally.filled:
        return
    for role in single_roles(vacant):
        slugs = facts.snapshot.catalogue.slugs(role)
        yield Finding(
            code,
            severity,
            "network",
            Subject("role", slugs[0], slugs[0]),
            slugs,
            left_empty_until=facts.left_empty_until(role),
        )


def core_vacancy(facts: Facts, _scores: Scores) -> Iterator[Finding]:
    """A core role has no holder."""
    severity: Severity = "notice" if facts.late == "notice" else "critical"
    return _vacancies(facts, "core-vacancy", severity, facts.snapshot.catalogue.core)


def roles_unmapped(facts: Facts, _scores: Scores) -> Iterator[Finding]:
    """Nobody holds any role yet; then no single vacancy or gap is worth naming."""
    if not facts.tally.filled:
        yield Finding("roles-unmapped", "notice", "network", facts.network)


def cluster_gap(facts: Facts, _scores: Scores) -> Iterator[Finding]:
    """The filled part of a cluster's own roles is at most the norm."""
    filled = facts.tally.filled
    for cluster, own in facts.gaping.items():
        yield Finding(
            "cluster-gap",
            facts.late,
            "network",
            Subject("cluster", cluster, cluster),
            facts.snapshot.catalogue.slugs(own & ~filled),
            Fraction(100 * (filled & own).bit_count(), own.bit_count()),
            100 * Fraction(facts.snapshot.norms.max_gap_fill),
            left_empty_until=facts.left_empty_until(own & ~filled),
        )


def cluster_imbalance(facts: Facts, scores: Scores) -> Iterator[Finding]:
    """Of ten or more holdings of own roles, a cluster's share exceeds its share of own roles by over the norm."""
    own = facts.snapshot.catalogue.own
    holdings = sum(scores.cluster_holdings.values())
    if holdings < 10:
        return
    roles = sum(mask.bit_count() for mask in own.values())
    norm = facts.snapshot.norms.max_cluster_excess
    for cluster, held in scores.cluster_holdings.items():
        excess = held * roles - own[cluster].bit_count() * holdings  # of roles * holdings
        if 100 * excess * norm.denominator > norm.numerator * roles * holdings:
            yield Finding(
                "cluster-imbalance",
                "notice",
                "network",
                Subject("cluster", cluster, cluster),
                facts.snapshot.catalogue.slugs(own[cluster] & facts.tally.filled),
                Fraction(100 * excess, roles * holdings),
                Fraction(norm),
            )


def role_vacancy(facts: Facts, _scores: Scores) -> Iterator[Finding]:
    """A role that is neither core nor network-level has no holder, and no cluster-gap lists it."""
    catalogue = facts.snapshot.catalogue
    ordinary = (1 << len(catalogue.roles)) - 1 & ~catalogue.core & ~catalogue.network_level
    for own in facts.gaping.values():
        ordinary &= ~own
    return _vacancies(facts, "role-vacancy", "notice", ordinary)


def network_level_vacancy(facts: Facts, _scores: Scores) -> Iterator[Finding]:
    """A role at the level of the network has no holder."""
    return _vacancies(facts, "network-level-vacancy", "notice", facts.snapshot.catalogue.network_level)


def organisations_without_role(facts: Facts, scores: Scores) -> Iterator[Finding]:
    """Of three or more organisations, fewer than two thirds of those that could have a holding have one."""
    participation = scores.ratios["participation"]
    if facts.tally.organisations < 3 or participation is None:
        return
    taking_part, possible = participation
    if 3 * taking_part < 2 * possible:
        yield Finding(
            "organisations-without-role",
            "notice",
            "organisation",
            facts.network,
            (),
            Fraction(100 * taking_part, possible),
            Fraction(200, 3),
        )


def purpose_unclear(facts: Facts, _scores: Scores) -> Iterator[Finding]:
    """One of the four fields of the purpose is empty."""
    empty = 4 - facts.snapshot.purpose_filled
    if empty:
        yield Finding("purpose-unclear", facts.late, "network", facts.network, (), empty, 0)
