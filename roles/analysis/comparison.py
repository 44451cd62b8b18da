"""Two reports of one network side by side: what differs between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from roles.analysis.finding import Finding
from roles.analysis.report import Report
from roles.analysis.words import PERSPECTIVES, Perspective


class ScoreChange(NamedTuple):
    """A perspective's score in both reports, exact; None where it is not measured."""

    before: Fraction | None
    after: Fraction | None

    @property
    def difference(self) -> Fraction | None:
        """After minus before; None when one of them is not measured."""
        return None if self.before is None or self.after is None else self.after - self.before


class FindingChange(NamedTuple):
    """A finding that is in both reports, with other roles, figures or severity."""

    before: Finding
    after: Finding


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a second report says other than the first, findings in the order of their report."""

    scores: Mapping[Perspective, ScoreChange]
    gone: tuple[Finding, ...]
    come: tuple[Finding, ...]
    changed: tuple[FindingChange, ...]

    @property
    def gained(self) -> Fraction:
        """The differences of the scores together; what is not measured on both sides counts for nothing."""
        return sum((change.difference or Fraction(0) for change in self.scores.values()), Fraction(0))


def compare(before: Report, after: Report) -> Comparison:
    """Compare two reports. A finding is the same one when code, perspective and subject are."""
    old = {_identity(finding): finding for finding in before.findings}
    new = {_identity(finding): finding for finding in after.findings}
    return Comparison(
        scores={
            each: ScoreChange(before.perspectives[each], after.perspectives[each]) for each in PERSPECTIVES
        },
        gone=tuple(finding for key, finding in old.items() if key not in new),
        come=tuple(finding for key, finding in new.items() if key not in old),
        changed=tuple(
            FindingChange(old[key], finding)
            for key, finding in new.items()
            if key in old and old[key] != finding
        ),
    )


def _identity(finding: Finding) -> tuple[str, str, str, str]:
    return finding.code, finding.perspective, finding.subject.type, finding.subject.id
