"""Which findings of a report somebody may see."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from roles.analysis import SEVERITIES, Finding, Report
from roles.texts.findings import LEFT_EMPTY


class Reader(NamedTuple):
    """Who reads a network's pages: the person behind the account, and what they may see and do there."""

    person: int | None
    coordinates: bool  # one of the network's own coordinators
    can_coordinate: bool  # one of those, or an administrator
    joins_in: bool = False  # may have a say in how roles move; known where one network is opened

    def knows_person(self, person: int) -> bool:
        """Whether the reader may see what is kept about this person only for them and the coordinators."""
        return self.coordinates or person == self.person


def visible_findings(report: Report, reader: Reader) -> tuple[Finding, ...]:
    """Return the findings that a reader may see: private ones only about themselves, all for a coordinator."""
    if reader.coordinates:
        return report.findings
    own = str(reader.person)
    return tuple(
        finding
        for finding in report.findings
        if not finding.private or (finding.subject.type == "person" and finding.subject.id == own)
    )


def count_by_severity(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how many findings of each severity there are, the worst first, without noughts.

    What is left empty on purpose asks for nothing: it comes last, apart from the severities.
    """
    counts = Counter(LEFT_EMPTY if each.left_empty_until else each.severity for each in findings)
    return {severity: counts[severity] for severity in (*SEVERITIES, LEFT_EMPTY) if counts[severity]}
