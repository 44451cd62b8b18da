"""The analysis of a network: from a frozen snapshot to a report, without Django and without a database."""

from roles.analysis.attention import balance_on
from roles.analysis.catalogue import Catalogue, Role
from roles.analysis.comparison import Comparison, FindingChange, ScoreChange, compare
from roles.analysis.finding import Finding, Subject
from roles.analysis.findings import FINDING_CODES
from roles.analysis.indicators import INDICATORS
from roles.analysis.norms import NORM_SPECS, Norms, NormSpec
from roles.analysis.report import ClusterCount, Counts, Report, analyse
from roles.analysis.sittings import Meeting, Sittings, sum_up
from roles.analysis.snapshot import (
    Cards,
    CoreTerm,
    Elsewhere,
    Mandate,
    Member,
    Organisation,
    Rating,
    Reading,
    Snapshot,
    Stances,
)
from roles.analysis.what_if import Give, Join, Move, Take, move
from roles.analysis.words import PERSPECTIVES, SEVERITIES, Perspective, Severity

__all__ = [
    "FINDING_CODES",
    "INDICATORS",
    "NORM_SPECS",
    "PERSPECTIVES",
    "SEVERITIES",
    "Cards",
    "Catalogue",
    "ClusterCount",
    "Comparison",
    "CoreTerm",
    "Counts",
    "Elsewhere",
    "Finding",
    "FindingChange",
    "Give",
    "Join",
    "Mandate",
    "Meeting",
    "Member",
    "Move",
    "NormSpec",
    "Norms",
    "Organisation",
    "Perspective",
    "Rating",
    "Reading",
    "Report",
    "Role",
    "ScoreChange",
    "Severity",
    "Sittings",
    "Snapshot",
    "Stances",
    "Subject",
    "Take",
    "analyse",
    "balance_on",
    "compare",
    "move",
    "sum_up",
]
