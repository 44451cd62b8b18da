"""For whose sake roles are taken up, and where people's attention goes."""

from collections.abc import Iterator
from fractions import Fraction

from roles.analysis.facts import Facts, by_name, person
from roles.analysis.finding import Finding
from roles.analysis.scores import Scores
from roles.analysis.words import PERSPECTIVES, Number, Severity


def _motives(facts: Facts, code: str, severity: Severity, norm: Number, sign: int) -> Iterator[Finding]:
    """Yield each perspective whose share lies above the norm (below it, with sign -1), once enough have motives."""
    motives = facts.motives
    if not motives.assignments or motives.assignments < facts.snapshot.norms.min_motivated:
        return
    for index, perspective in enumerate(PERSPECTIVES):
        if sign * motives.above(index, norm) > 0:
            yield Finding(
                code, severity, perspective, facts.network, (), motives.share(index), Fraction(norm)
            )


def motive_dominant(facts: Facts, _scores: Scores) -> Iterator[Finding]:
    """A perspective's share of the motives is over the norm."""
    return _motives(facts, "motive-dominant", "warning", facts.snapshot.norms.max_motive_share, 1)


def motive_neglected(facts: Facts, _scores: Scores) -> Iterator[Finding]:
    """A perspective's share of the motives is under the norm."""
    return _motives(facts, "motive-neglected", "notice", facts.snapshot.norms.min_motive_share, -1)


def one_sided_member(facts: Facts, _scores: Scores) -> Iterator[Finding]:
    """A member's latest reading of the last twelve months gives one perspective a share over the norm."""
    norm = facts.snapshot.norms.max_member_share
    members = by_name(member for member in facts.snapshot.members if member.person in facts.readings)
    for index, perspective in enumerate(PERSPECTIVES, start=1):
        for member in members:
            share: Number = facts.readings[member.person][index]  # type: ignore[assignment]  # not the day
            if share > norm:
                yield Finding(
                    "one-sided-member",
                    "notice",
                    perspective,
                    person(member),
                    (),
                    Fraction(share),
                    Fraction(norm),
                    private=True,
                )
