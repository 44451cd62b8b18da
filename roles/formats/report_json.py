"""The report as JSON, version 1: what programs outside read."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from roles.analysis import Finding, Report
from roles.analysis.rounding import one_decimal
from roles.catalogue_names import CatalogueNames
from roles.texts.base import FindingText
from roles.texts.findings import finding_text

VERSION = 1

Texts = Callable[[Finding], FindingText]


def report_as_json(report: Report, *, texts: Texts) -> dict[str, Any]:
    """Return a report as plain values, with each finding's text as `texts` gives it.

    Counts stay whole numbers; shares, scores and means have one decimal, half to even.
    """
    counts = report.counts
    return {
        "version": VERSION,
        "date": report.date.isoformat(),
        "network": {"slug": report.network.id, "name": report.network.name},
        "counts": {
            "people": counts.people,
            "organisations": counts.organisations,
            "holdings": counts.holdings,
            "roles_filled": counts.roles_filled,
            "roles": counts.roles,
        },
        "findings": [_finding(finding, texts(finding)) for finding in report.findings],
        "clusters": {
            slug: {"roles": count.roles, "filled": count.filled, "holdings": count.holdings}
            for slug, count in report.clusters.items()
        },
        "perspectives": {name: _figure(score) for name, score in report.perspectives.items()},
        "indicators": {
            perspective: {name: _figure(value) for name, value in indicators.items()}
            for perspective, indicators in report.indicators.items()
        },
        "balance": report.balance and {name: _figure(share) for name, share in report.balance.items()},
    }


def texts_in(names: CatalogueNames) -> Texts:
    """Return how findings are put into words with these names of roles and clusters, in the active language."""

    def text(finding: Finding) -> FindingText:
        return finding_text(finding, names.role_names, cluster_names=names.cluster_names)

    return text


def _finding(finding: Finding, text: FindingText) -> dict[str, Any]:
    subject, until = finding.subject, finding.left_empty_until
    return {
        "code": finding.code,
        "severity": finding.severity,
        "perspective": finding.perspective,
        "subject": {"type": subject.type, "id": subject.id, "name": subject.name},
        "roles": list(finding.roles),
        "value": _figure(finding.value),
        "limit": _figure(finding.limit),
        "text": {"title": text.title, "explanation": text.explanation, "action": text.action},
        **({} if until is None else {"left_empty_until": until.isoformat()}),
    }


def _figure(value: Fraction | int | None) -> float | int | None:
    return one_decimal(value) if isinstance(value, Fraction) else value
