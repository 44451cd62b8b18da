"""The role matrix: who holds which role."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from collab.addresses import address
from collab.search import FEW
from networks.models import Network
from networks.pages import network_frame
from roles.pages.matrix import Matrix, filter_lines, read_matrix
from roles.pages.matrix_lines import Line
from roles.pictures.matrix import (
    Pen,
    draw_footer,
    draw_groups,
    draw_headings,
    draw_list,
    draw_options,
    draw_rows,
)
from roles.texts.findings import finding_text, summary_sentence
from roles.views.matrix_cell import SAVED, cell_base

SIGNALS = 5  # named on this page; all of them stand on the dashboard


@require_safe
def matrix(request: HttpRequest, slug: str) -> HttpResponse:
    """The matrix of one network, as a table or as a list of members; for the dashboard the table by itself."""
    grid = read_matrix(request.user, slug, timezone.localdate())
    chosen = {name: request.GET.get(name, "").strip() for name in ("q", "organisation", "role")}
    lines = filter_lines(grid, name=chosen["q"], organisation=chosen["organisation"], role=chosen["role"])
    saved = request.session.pop(SAVED) if SAVED in request.session else None
    as_list = request.GET.get("view") == "list"
    page = _frame(request, grid)
    pen = Pen(
        page["can_coordinate"],
        grid.own.membership if grid.own else None,
        (saved["membership"], saved["role"]) if saved else None,
        cell_base(request, grid.network),
    )
    link = member_url(grid.network)
    return render(
        request,
        _template(request, as_list=as_list),
        page
        | _sentences(grid)
        | _filters(grid, chosen)
        | {
            "grid": grid,
            "rows": draw_list(grid, lines, pen) if as_list else draw_rows(grid, lines, pen, link),
            "groups": draw_groups(grid),
            "headings": draw_headings(grid, address("catalogue")),
            "footer": draw_footer(grid),
            "shown": len(lines),
            "member_url": link,
            "saved": saved,
            "matrix_url": request.path,
            "other_view": _other_view(request, as_list=as_list),
            "editable": pen.coordinator or bool(grid.own and grid.own.held),
        },
    )


def _filters(grid: Matrix, chosen: dict[str, str]) -> dict[str, Any]:
    roles = [("none", _("Members without a role")), *((each.slug, each.name) for each in grid.roles)]
    return {
        "chosen": chosen,
        "filtered": any(chosen.values()),
        "filters": any(chosen.values()) or len(grid.lines) > FEW,
        "parties": draw_options(_parties(grid.lines), chosen["organisation"]),
        "role_options": draw_options(roles, chosen["role"]),
    }


def _template(request: HttpRequest, *, as_list: bool) -> str:
    if request.htmx:
        return "roles/_matrix_card.html"
    return "roles/matrix_list.html" if as_list else "roles/matrix.html"


def _frame(request: HttpRequest, grid: Matrix) -> dict[str, Any]:
    """Return what the frame of the page expects; all of it is known already."""
    return network_frame(
        grid.network,
        request.user,
        "matrix",
        takes_part=grid.own is not None,
        coordinates=grid.own is not None and grid.own.coordinates,
        people=len(grid.lines),
        organisations=len({line.organisation for line in grid.lines if line.organisation}),
    )


def member_url(network: Network) -> str:
    """Return what comes before a member's number in the address of their page."""
    return reverse("member_detail", args=[network.slug, 0]).removesuffix("0/")


def _sentences(grid: Matrix) -> dict[str, object]:
    """Return the sentence on top, and the titles of what stands out."""
    roles, clusters = grid.names.role_names, grid.names.cluster_names
    urgent = [finding for finding in grid.findings if finding.left_empty_until is None]
    return {
        "lead": summary_sentence(
            grid.report,
            roles,
            findings=grid.findings,
            cluster_names=clusters,
            active=grid.network.is_active_on(grid.report.date),
        ),
        "signals": [
            (finding.severity, finding_text(finding, roles, cluster_names=clusters).title)
            for finding in urgent[:SIGNALS]
        ],
        "more_signals": max(0, len(urgent) - SIGNALS),
    }


def _parties(lines: Sequence[Line]) -> list[tuple[str, str]]:
    """Return the organisations behind the members, by name, and their own name, to choose from."""
    found = {(line.organisation_name, line.organisation_slug) for line in lines if line.organisation_slug}
    return [*((slug, name) for name, slug in sorted(found)), ("own", _("in their own name"))]


def _other_view(request: HttpRequest, *, as_list: bool) -> str:
    query = request.GET.copy()
    if as_list:
        query.pop("view", None)
    else:
        query["view"] = "list"
    return f"{request.path}?{query.urlencode()}"
