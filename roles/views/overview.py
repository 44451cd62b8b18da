"""My overview: what somebody sees first after signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from roles.catalogue_names import CatalogueNames
from roles.pages.overview import Overview, read_overview
from roles.pages.portfolio import PortfolioLine, sort_lines
from roles.texts.base import number_word
from roles.texts.findings import finding_text, severity_count

SHOWN = 8  # networks and tasks that are open at once


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """My networks, my roles, and what waits for me."""
    person = request.user.person_or_none
    if person is None:
        return render(request, "roles/me_nobody.html")
    names = CatalogueNames.load()
    overview = read_overview(request.user, person, timezone.localdate(), names)
    lines = sort_lines(overview.lines, "findings", descending=True)
    return render(
        request,
        "roles/me.html",
        {
            "person": person,
            "lead": _lead(overview),
            "tasks": overview.tasks[:SHOWN],
            "more_tasks": overview.tasks[SHOWN:],
            "networks": [_network(line, names) for line in lines[:SHOWN]],
            "observed": overview.observed,
            "only_looks_on": overview.only_looks_on,
            "taken_part_in": {seat.network.slug for seat in overview.seats},
            "profile": overview.profile,
            "generic_competences": names.generic_competences,
            "all_roles": len(names.roles),
            "more_networks": max(0, len(lines) - SHOWN),
            "seats": [seat for seat in overview.seats if seat.roles],
            "organisations": overview.organisations,
            "own_name": _("in your own name"),
            "takes_part": bool(overview.seats),
        },
    )


def _lead(overview: Overview) -> str:
    """Return the sentence on top."""
    if overview.tasks:
        return ngettext(
            "%(count)d thing waits for you.", "%(count)d things wait for you.", len(overview.tasks)
        ) % {"count": len(overview.tasks)}
    if overview.only_looks_on:
        count = len(overview.observed)
        return ngettext(
            "You look on in %(count)s network; nothing waits for you.",
            "You look on in %(count)s networks; nothing waits for you.",
            count,
        ) % {"count": number_word(count)}
    if overview.lines:
        return _("Nothing waits for you.")
    return _("You are not part of a running network yet.")


def _network(line: PortfolioLine, names: CatalogueNames) -> dict[str, object]:
    """Return a network in words: its counts by severity and what stands out first."""
    title = ""
    if line.worst:
        title = finding_text(line.worst, names.role_names, cluster_names=names.cluster_names).title
    return {
        "line": line,
        "title": title,
        "counts": [
            (severity, severity_count(severity, count)) for severity, count in line.severities.items()
        ],
    }
