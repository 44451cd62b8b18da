"""The dashboard of a network: how it is doing, on one page."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from networks.access import get_visible_network
from networks.models import Membership, Person
from roles.pages.dashboard import cluster_rows, finding_cards, score_cards
from roles.pages.reports import ReadReport, read_report
from roles.pages.visibility import count_by_severity
from roles.pictures.findings import draw_findings
from roles.pictures.network_triangle import picture_triangle
from roles.pictures.network_wheel import picture_wheel
from roles.pictures.rows import draw_cluster_rows
from roles.texts.findings import severity_count

SHOWN = 5  # findings that are open at once; the others are a click away


@require_safe
def dashboard(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who holds which role, what stands out, the three scores, and where the attention goes."""
    read = read_report(request.user, slug, timezone.localdate())
    context = read.frame(request.user, "dashboard") | {
        "active": read.snapshot.active,
        "summary": read.summary,
    }
    if read.report.counts.people:
        context |= _contents(read)
    elif read.network.ended_on:
        context["last_day"] = read.network.ended_on - timedelta(days=1)
    return render(request, "roles/dashboard.html", context)


def _contents(read: ReadReport) -> dict[str, object]:
    report, names = read.report, read.names
    cards = finding_cards(report.findings, names, read.network.slug, read.reader)
    counts = count_by_severity(report.findings)
    clusters = cluster_rows(report, names)
    return {
        "counts": [(severity, severity_count(severity, count)) for severity, count in counts.items()],
        "findings": cards[:SHOWN],
        "more_findings": cards[SHOWN:],
        "clearable": read.clearable,
        "first_findings": draw_findings(cards[:SHOWN]),
        "other_findings": draw_findings(cards[SHOWN:]),
        "wheel": picture_wheel(read.snapshot, report, names),
        "triangle": picture_triangle(read.snapshot, report, read.reader),
        "scores": score_cards(report),
        "clusters": clusters,
        "cluster_table": draw_cluster_rows(clusters),
    }


@require_safe
def network_person(request: HttpRequest, slug: str, person: int) -> HttpResponse:
    """Lead to a member's page by who they are, whichever seat they have now."""
    network = get_visible_network(request.user, slug)
    running = Membership.objects.visible_to(request.user).active_on(timezone.localdate())
    return redirect(get_object_or_404(running, network=network, person__in=Person.objects.filter(pk=person)))
