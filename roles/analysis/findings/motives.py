"""For whose sake roles are taken up, and where people's attention goes."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from roles.analysis.facts import Facts, by_name, person
from roles.analysis.finding import Finding
from roles.analysis.scores import Scores
from roles.analysis.words import PERSPECTIVES, Number, Severity


def _motives(
    facts: Facts, code: str, severity: Severity, norm: Number, off: Callable[[Fraction, Number], bool]
) -> Iterator[Finding]:
    """Yield each perspective whose share of the motives is off, once enough assignments have motives."""
    if not facts.motives.assignments or facts.motives.assignments < facts.snapshot.norms.min_motivated:
        return
    for index, perspective in enumerate(PERSPECTIVES):
        share = facts.motives.share(index)
        if off(share, norm):
            yield Finding(code, severity, perspective, facts.network, (), share, Fraction(norm))


def motive_dominant(facts: Facts, _scores: Scores) -> Iterator[Finding]:
    """A perspective's share of the motives is over the norm."""
    norm = facts.snapshot.norms.max_motive_share
    return _motives(facts, "motive-dominant", "warning", norm, Fraction.__gt__)


def motive_neglected(facts: Facts, _scores: Scores) -> Iterator[Finding]:
    """A perspective's share of the motives is under the norm."""
    norm = facts.snapshot.norms.min_motive_share
    return _motives(facts, "motive-neglected", "notice", norm, Fraction.__lt__)


def one_sided_member(facts: Facts, _scores: Scores) -> Iterator[Finding]:
    """A member's latest reading of the last twelve months gives one perspective a share over the norm."""
    if not facts.readings:
        return
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
