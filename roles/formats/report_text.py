"""The report as plain text, for the terminal."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roles.analysis import Report
from roles.formats.report_json import Texts
from roles.pages.visibility import count_by_severity
from roles.texts.base import figure
from roles.texts.findings import INDICATOR_TEXTS, PERSPECTIVE_TEXTS, SEVERITY_LABELS, severity_count


def report_lines(report: Report, *, texts: Texts) -> Iterator[str]:
    """Yield the report line by line: what there is, the scores, and every finding with its next step."""
    yield f"{report.network.name} · {date_format(report.date, 'j F Y')}"
    yield _counts(report)
    for perspective, score in report.perspectives.items():
        yield ""
        yield f"{PERSPECTIVE_TEXTS[perspective].name}: {figure(score)}"
        for name, value in report.indicators[perspective].items():
            yield f"  {INDICATOR_TEXTS[perspective][name].name}: {figure(value)}"
    if report.balance is not None:
        yield ""
        yield _("Balance of attention: %(shares)s") % {"shares": _shares(report.balance.items())}
    yield ""
    if not report.findings:
        yield _("No findings.")
    for finding in report.findings:
        text = texts(finding)
        yield f"[{SEVERITY_LABELS[finding.severity]}] {text.title}"
        yield f"  {text.explanation}"
        yield f"  → {text.action}"


def portfolio_line(report: Report) -> str:
    """Return one network in a line: its name, counts, scores and how many findings of each severity."""
    severities = count_by_severity(report.findings)
    findings = ", ".join(severity_count(severity, count) for severity, count in severities.items())
    parts = (
        report.network.name,
        _counts(report),
        _shares(report.perspectives.items()),
        findings or _("No findings."),
    )
    return " · ".join(parts)


def _counts(report: Report) -> str:
    counts = report.counts
    people = ngettext("%(count)d person", "%(count)d people", counts.people) % {"count": counts.people}
    filled = _("%(filled)d of %(roles)d roles filled") % {
        "filled": counts.roles_filled,
        "roles": counts.roles,
    }
    organisations = ngettext("%(count)d organisation", "%(count)d organisations", counts.organisations)
    return f"{people}, {organisations % {'count': counts.organisations}}, {filled}"


def _shares(values: Iterable[tuple[str, Fraction | None]]) -> str:
    return ", ".join(f"{PERSPECTIVE_TEXTS[name].name} {figure(value)}" for name, value in values)
