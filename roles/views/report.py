"""The report of a network on a day: to read and to print."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from networks.models import Network
from networks.purpose_page import purpose_labels
from roles.pages.dashboard import cluster_rows, finding_cards, score_cards
from roles.pages.report_norms import norm_rows
from roles.pages.reports import ReadReport, asked_day, read_report
from roles.pages.visibility import count_by_severity
from roles.pictures.findings import draw_findings
from roles.pictures.holdings import draw_holdings
from roles.pictures.network_wheel import picture_wheel
from roles.pictures.rows import draw_cluster_rows
from roles.texts.findings import severity_count


@require_safe
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the whole report of a network on a day, fit for paper."""
    asked = asked_day(request.GET.get("date", ""))
    read = read_report(request.user, slug, asked.day)
    counts = count_by_severity(read.report.findings)
    context = read.frame(request.user, "report") | {
        "asked": asked,
        "past": asked.day < timezone.localdate(),
        "active": read.snapshot.active,
        "summary": read.summary,
        "counts": [(severity, severity_count(severity, count)) for severity, count in counts.items()],
        "purpose": _purpose(read.network),
        "norms": norm_rows(read.snapshot.norms),
        "report": read.report,
    }
    if read.report.counts.people:
        context |= _contents(read, past=context["past"])
    return render(request, "roles/report.html", context)


def _contents(read: ReadReport, *, past: bool) -> dict[str, object]:
    cards = finding_cards(read.report.findings, read.names, read.network.slug, read.reader)
    if past:  # a next step would start from how it is now
        cards = [card._replace(url="") for card in cards]
    return {
        "findings": cards,
        "clearable": read.clearable,
        "drawn_findings": draw_findings(cards, with_action=not past),
        "wheel": picture_wheel(read.snapshot, read.report, read.names),
        "scores": score_cards(read.report, decimals=True),
        "cluster_table": draw_cluster_rows(cluster_rows(read.report, read.names)),
        "holdings": draw_holdings(read.snapshot, read.names),
    }


def _purpose(network: Network) -> list[tuple[str, str]]:
    """Return the four fields of the purpose, with their names; what is not written yet is empty."""
    return [(label, getattr(network, field)) for field, label in purpose_labels().items()]
