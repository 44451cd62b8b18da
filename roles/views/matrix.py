"""The role matrix: who holds which role."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from networks.access import get_visible_network
from networks.models import Network
from networks.pages import network_context
from roles.finding_texts import finding_text, summary_sentence
from roles.matrix import Line, Matrix, filter_lines, matrix_findings, read_matrix
from roles.pictures.matrix import Pen, draw_footer, draw_list, draw_rows
from roles.views.matrix_cell import SAVED

MANY = 10  # from here on there is something to search and filter


@require_safe
def matrix(request: HttpRequest, slug: str) -> HttpResponse:
    """The matrix of one network, as a table or as a list of members."""
    network = get_visible_network(request.user, slug)
    page = network_context(network, request.user, "matrix")
    grid = read_matrix(network, timezone.localdate())
    chosen = _chosen(request)
    lines = _filtered(grid, chosen)
    saved = request.session.pop(SAVED, None) if SAVED in request.session else None
    pen = _pen(request, grid, coordinator=page["can_coordinate"], saved=saved)
    as_list = request.GET.get("view") == "list"
    drawn = draw_list(grid, lines, pen) if as_list else draw_rows(grid, lines, pen)
    return render(
        request,
        "roles/matrix_list.html" if as_list else "roles/matrix.html",
        page
        | _sentences(network, grid)
        | {
            "grid": grid,
            "rows": drawn,
            "columns": len(grid.roles) + 2,
            "footer": draw_footer(grid),
            "member_url": member_url(network),
            "saved": saved,
            "chosen": chosen,
            "filtered": any(chosen.values()),
            "filters": any(chosen.values()) or len(grid.lines) > MANY,
            "parties": _parties(grid.lines),
            "other_view": _other_view(request, as_list=as_list),
            "own_name": _("in their own name"),
            "editable": pen.coordinator or pen.own is not None,
        },
    )


def member_url(network: Network) -> str:
    """Return what comes before a member's number in the address of their page."""
    return reverse("member_detail", args=[network.slug, 0]).removesuffix("0/")


def _chosen(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "").strip() for name in ("q", "organisation", "role")}


def _filtered(grid: Matrix, chosen: Mapping[str, str]) -> list[Line]:
    return filter_lines(
        grid.lines,
        name=chosen["q"],
        organisation=chosen["organisation"],
        role=chosen["role"],
        slugs={role.slug: role.pk for role in grid.roles},
    )


def _pen(request: HttpRequest, grid: Matrix, *, coordinator: bool, saved: Mapping[str, str] | None) -> Pen:
    """Return how the cells are drawn for this reader; their own roles are links too."""
    person = request.user.person_or_none
    own = [line.membership for line in grid.lines if person is not None and line.person == person.pk]
    cell = (saved["membership"], saved["role"]) if saved else None
    return Pen(coordinator=coordinator, own=own[0] if own else None, cell=cell)


def _sentences(network: Network, grid: Matrix) -> dict[str, object]:
    """Return the sentence on top, and the titles of what stands out."""
    names = {role.slug: role.name for role in grid.roles}
    clusters = {role.cluster.slug: role.cluster.name for role in grid.roles if role.cluster}
    findings = matrix_findings(grid.report)
    return {
        "lead": summary_sentence(
            grid.report,
            names,
            findings=findings,
            cluster_names=clusters,
            active=network.is_active_on(grid.report.date),
        ),
        "signals": [
            (finding.severity, finding_text(finding, names, cluster_names=clusters).title)
            for finding in findings
        ],
    }


def _parties(lines: Sequence[Line]) -> list[tuple[str, str]]:
    """Return the organisations behind the members, by name, to choose from."""
    found = {(line.organisation_name, line.organisation_slug) for line in lines if line.organisation_slug}
    return [(slug, name) for name, slug in sorted(found)]


def _other_view(request: HttpRequest, *, as_list: bool) -> str:
    query = request.GET.copy()
    if as_list:
        query.pop("view", None)
    else:
        query["view"] = "list"
    return f"?{query.urlencode()}"
