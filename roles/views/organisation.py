"""One organisation: the director's overview, its networks, how it looks at collaborating."""

from collections import Counter
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from collab.search import FEW, search_query
from collab.text import fold
from networks.access import VisibleOrganisation, get_visible_organisation
from roles.catalogue_names import CatalogueNames
from roles.pages.organisation import SeatsOverview, read_overviews, view_policy
from roles.pages.organisation_networks import engagement_rows, most_pressing
from roles.pages.organisation_seats import core_bits, read_tables
from roles.pages.organisation_signals import read_signals, signal_cards
from roles.pages.organisation_table import (
    DEFAULT_SORT,
    DESCENDING_FIRST,
    filter_seats,
    known_sort,
    sort_seats,
)
from roles.pages.sorting import changed_query, sort_headings
from roles.pictures.engagements import draw_engagements
from roles.pictures.findings import draw_findings
from roles.pictures.matrix import draw_options
from roles.pictures.seat_grid import picture_seats
from roles.pictures.seat_rows import draw_headings, draw_seat_rows
from roles.spreadsheets.export import CONTENT_TYPES, FORMATS
from roles.spreadsheets.organisation_seats import export_seats
from roles.texts.organisation_seats import MANDATE_CHOICES

PER_PAGE = 100
SEATS_PER_PAGE = 25  # with more, the table comes to the page when somebody gets to it
SIGNALS = 5  # that are open at once
MOST_SIGNALS = 10  # that are worded at all: who has more begins with these


@require_safe
def organisation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One organisation: who confers where for it, on what mandate, and how it looks at collaborating."""
    visible = get_visible_organisation(request.user, slug)
    today, names = timezone.localdate(), CatalogueNames.load()
    overview = _overview(request, visible, names)
    seats_of = Counter(seat.engaged.key for seat in overview.seats)
    pressing = most_pressing(overview.engaged, FEW, may_edit=visible.may_edit)
    context = {
        "grid": picture_seats(overview.seats, sum(core_bits(names))),
        "engagements": draw_engagements(engagement_rows(pressing, seats_of, may_edit=visible.may_edit)),
        "more_engagements": len(overview.engaged) - len(pressing),
        "policy": view_policy(visible.policy, today),
        "table_inside": len(overview.seats) <= SEATS_PER_PAGE,
    }
    if visible.may_edit:
        context |= _signals(overview, today, about_people=visible.answers_for_it)
    if context["table_inside"]:
        context |= _seat_table(request, overview)
    return render(request, "roles/organisation_detail.html", _frame(visible, overview) | context)


@require_safe
def organisation_seats(request: HttpRequest, slug: str) -> HttpResponse:
    """The table of seats, sorted and filtered by the address; by itself for a page that asks for it later."""
    visible = get_visible_organisation(request.user, slug)
    overview = _overview(request, visible, CatalogueNames.load())
    asked_by_htmx = request.htmx and not request.htmx.history_restore_request
    template = "roles/_seat_table.html" if asked_by_htmx else "roles/organisation_seats.html"
    response = render(request, template, _frame(visible, overview) | _seat_table(request, overview))
    patch_vary_headers(response, ["HX-Request"])  # the way back is to the whole page
    return response


def _overview(request: HttpRequest, visible: VisibleOrganisation, names: CatalogueNames) -> SeatsOverview:
    (overview,) = read_overviews(
        request.user,
        [visible.organisation],
        timezone.localdate(),
        names,
        sees_all=visible.may_edit,
    )
    return overview


def _frame(visible: VisibleOrganisation, overview: SeatsOverview) -> dict[str, Any]:
    """Return what every page of an organisation shows around its content."""
    return {
        "organisation": visible.organisation,
        "may_edit": visible.may_edit,
        "answers_for_it": visible.answers_for_it,
        "stewards": ", ".join(visible.stewards),
        "lead": overview.sentence,
        "total": len(overview.seats),
    }


def _signals(overview: SeatsOverview, day: date, *, about_people: bool) -> dict[str, Any]:
    """Return what stands out, for those who answer for the organisation, and for administrators."""
    signals = read_signals(overview, day, about_people=about_people)
    cards = signal_cards(signals[:MOST_SIGNALS], overview)
    return {
        "signals": draw_findings(cards[:SIGNALS]) if cards else "",
        "more_signals": draw_findings(cards[SIGNALS:]),
        "more": len(cards[SIGNALS:]),
        "unworded": len(signals) - len(cards),
    }


def _seat_table(request: HttpRequest, overview: SeatsOverview) -> dict[str, Any]:
    """Return the table of seats as the address asks for it."""
    chosen = {"q": search_query(request), "mandate": request.GET.get("mandate", "")}
    sort = known_sort(request.GET.get("sort", ""))
    found = filter_seats(overview.seats, text=chosen["q"], mandate=chosen["mandate"])
    page = Paginator(found if sort == DEFAULT_SORT else sort_seats(found, sort), SEATS_PER_PAGE).get_page(
        request.GET.get("page")
    )
    seats = page.object_list
    tables = read_tables(
        {seat.engaged.network for seat in seats}, overview.organisation.pk, timezone.localdate()
    )
    address = reverse("organisation_seats", args=[overview.organisation.slug])
    labels = {
        "person": _("Who"),
        "network": _("Network"),
        "mandate": _("Mandate"),
        "hours": _("Hours a month"),
        "roles": _("Roles"),
        "since": pgettext("column", "Since"),
        "company": _("With whom"),
    }
    headings = sort_headings(request.GET, sort, labels, descending_first=DESCENDING_FIRST, address=address)
    return {
        "page": page,
        "rows": draw_seat_rows(seats, tables, core_bits(overview.names)),
        "headings": draw_headings(
            each._replace(url="") if each.key == "company" else each for each in headings
        ),
        "chosen": chosen,
        "sort": sort,
        "mandates": draw_options(MANDATE_CHOICES.items(), chosen["mandate"]),
        "filtered": any(chosen.values()),
        "filters": any(chosen.values()) or len(overview.seats) > FEW,
        "address": address,
        "page_query": f"{address}{changed_query(request.GET, page=None)}",
        "export_query": changed_query(request.GET, page=None, format="xlsx"),
        "csv_query": changed_query(request.GET, page=None, format="csv"),
    }


@require_safe
def organisation_networks(request: HttpRequest, slug: str) -> HttpResponse:
    """The networks in which an organisation is engaged, with its stake in each."""
    visible = get_visible_organisation(request.user, slug)
    query = search_query(request)
    overview = _overview(request, visible, CatalogueNames.load())
    wanted = fold(query)
    found = [each for each in overview.engaged if wanted in fold(each.name)]
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    seats_of = Counter(seat.engaged.key for seat in overview.seats)
    return render(
        request,
        "roles/organisation_networks.html",
        _frame(visible, overview)
        | {
            "page": page,
            "engagements": draw_engagements(
                engagement_rows(page.object_list, seats_of, may_edit=visible.may_edit)
            ),
            "query": query,
            "searchable": bool(query) or len(overview.engaged) > FEW,
        },
    )


@require_safe
def organisation_export(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the table of seats as a spreadsheet, filtered and sorted as on the page; `?format=csv` or `xlsx`.

    For those who answer for the organisation, and administrators.
    """
    visible = get_visible_organisation(request.user, slug)
    if not visible.may_edit:
        raise PermissionDenied
    file_format = request.GET.get("format", "xlsx")
    if file_format not in FORMATS:
        raise Http404
    today, names = timezone.localdate(), CatalogueNames.load()
    overview = _overview(request, visible, names)
    found = filter_seats(overview.seats, text=search_query(request), mandate=request.GET.get("mandate", ""))
    seats = sort_seats(found, known_sort(request.GET.get("sort", "")))
    tables = read_tables({seat.engaged.network for seat in seats}, visible.organisation.pk, today)
    content = export_seats(seats, tables, names, file_format=file_format)
    response = HttpResponse(content, content_type=CONTENT_TYPES[file_format])
    name = pgettext("name of a file", "who-sits-where")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{name}-{today}.{file_format}"'
    return response
