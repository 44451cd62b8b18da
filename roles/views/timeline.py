"""Roles over time: who held which role when, how often roles changed hands, and who held them before."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from collab.search import FEW, search_query
from networks.access import get_visible_network
from networks.pages import network_context
from roles.pages.timeline.former import former_tenures
from roles.pages.timeline.links import addresses, timeline_pages
from roles.pages.timeline.overview import RolesOverTime, choose, draw
from roles.pages.timeline.period import Period, asked_period
from roles.pages.timeline.tables import counted_tables
from roles.pages.timeline.tenures import Tenure
from roles.pictures.tenure_rows import draw_tenure_rows
from roles.texts.timeline import came_and_went, hands_sentence

PER_PAGE = 100


@require_safe
def timeline(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who held which role when: a picture of a period, and its table."""
    all_time, context = _open(request, slug)
    period: Period = context["period"]
    role = request.GET.get("role", "").strip()
    role = role if role in all_time.names.roles else ""
    query = search_query(request)
    there = [each for each in all_time.tenures if each.touches(period.first, period.last)]
    chosen = choose(there, role=role, query=query)
    rows = sorted(chosen, key=lambda each: (all_time.places[each.role], each.started, each.name_key))
    return render(
        request,
        "roles/timeline.html",
        context
        | _table(request, all_time, rows)
        | {
            "drawn": draw(all_time, period, chosen, role=role),
            "roles": all_time.roles,
            "role": role,
            "query": query,
            "filtered": bool(role or query),
        },
    )


@require_safe
def timeline_hands(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how often roles changed hands in a period: by role, organisation and person."""
    all_time, context = _open(request, slug)
    tables = counted_tables(all_time, context["turnover"])
    return render(request, "roles/timeline_hands.html", context | {"tables": tables})


@require_safe
def timeline_former(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who held each role before, or which roles each person did."""
    all_time, context = _open(request, slug)
    asked = request.GET
    by = "person" if asked.get("by") == "person" else "role"
    role = asked.get("role", "") if asked.get("role", "") in all_time.names.roles else ""
    query = search_query(request)
    everything = former_tenures(all_time, by=by)
    found = choose(everything, role=role, query=query)
    return render(
        request,
        "roles/timeline_former.html",
        context
        | _table(request, all_time, found, terms=False)
        | {
            "by": by,
            "roles": all_time.roles,
            "role": role,
            "query": query,
            "laid_down_by": len({each.person for each in everything}),
            "everything": len(everything),
            "searchable": len(everything) > FEW or bool(query or role),
        },
    )


def _open(request: HttpRequest, slug: str) -> tuple[RolesOverTime, dict[str, Any]]:
    """Return a network's time, and what all these pages show of it."""
    network = get_visible_network(request.user, slug)
    today = timezone.localdate()
    all_time = RolesOverTime.read(network, today)
    period = asked_period(request.GET, network, today)
    turnover = all_time.turnover(period)
    return all_time, network_context(network, request.user, "timeline") | {
        "pages": timeline_pages(network),
        "today": today,
        "period": period,
        "turnover": turnover,
        "anybody": bool(all_time.tenures),
        "lead": hands_sentence(turnover.total, period.first, min(period.last, today)),
        "came_and_went": came_and_went(turnover.total),
    }


def _table(
    request: HttpRequest, all_time: RolesOverTime, tenures: list[Tenure], *, terms: bool = True
) -> dict[str, object]:
    """Return a page of the table of who held what, with the ends of terms or without."""
    page = Paginator(tenures, PER_PAGE).get_page(request.GET.get("page"))
    rows = draw_tenure_rows(
        page.object_list,
        all_time.names.role_names,
        all_time.ends if terms else None,
        all_time.today,
        addresses(all_time.network),
        all_time.swapped,
    )
    return {"page": page, "rows": rows, "terms": terms}
