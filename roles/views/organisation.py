"""One organisation: the director's overview, its networks, how it looks at collaborating."""

from collections import Counter
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from collab.search import search_query
from collab.text import fold
from networks.access import VisibleOrganisation, get_stewarded_organisation, get_visible_organisation
from roles.catalogue_names import CatalogueNames
from roles.pages.organisation import SeatsOverview, read_overviews, view_policy
from roles.pages.organisation_networks import engagement_rows, most_pressing
from roles.pages.organisation_seats import core_bits, read_tables
from roles.pages.organisation_signals import SEATS, read_signals, signal_cards
from roles.pages.seat_table import DESCENDING_FIRST, filter_seats, known_sort, sort_seats
from roles.pages.table_links import changed_query, sort_headings
from roles.pictures.seat_grid import picture_seats
from roles.pictures.seat_rows import draw_seat_rows
from roles.spreadsheets.export import CONTENT_TYPES, FORMATS
from roles.spreadsheets.organisation_seats import export_seats
from roles.texts.organisation_seats import MANDATE_CHOICES

PER_PAGE = 100
SEATS_PER_PAGE = 50
FEW = 10  # so many can be overlooked without a search field
SIGNALS = 6  # that are open at once
MOST_SIGNALS = 30  # that are worded at all: who has more begins with these


@require_safe
def organisation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One organisation: who confers where for it, on what mandate, and how it looks at collaborating.

    The table of seats is sorted and filtered by the address.
    """
    visible = get_visible_organisation(request.user, slug)
    organisation, today = visible.organisation, timezone.localdate()
    names = CatalogueNames.load()
    (overview,) = read_overviews(request.user, [organisation], today, names)
    signals = []
    if visible.may_edit:
        signals = read_signals(overview, today, about_people=visible.answers_for_it)
    cards = signal_cards(signals[:MOST_SIGNALS], overview)
    seats_of = Counter(seat.engaged.key for seat in overview.seats)
    pressing = most_pressing(overview.engaged, FEW, may_edit=visible.may_edit)
    return render(
        request,
        "roles/organisation_detail.html",
        _frame(visible)
        | _seat_table(request, overview)
        | {
            "lead": overview.sentence,
            "grid": picture_seats(overview.seats, sum(core_bits(names))),
            "cards": cards[:SIGNALS],
            "more_cards": cards[SIGNALS:],
            "unworded": len(signals) - len(cards),
            "engagements": engagement_rows(pressing, seats_of, may_edit=visible.may_edit),
            "all_engagements": len(overview.engaged),
            "policy": view_policy(visible.policy, today),
            "stewards": organisation.stewardships.select_related("person").order_by("person__name_key"),
        },
    )


def _frame(visible: VisibleOrganisation) -> dict[str, Any]:
    """Return what every page of an organisation shows around its content."""
    return {
        "organisation": visible.organisation,
        "may_edit": visible.may_edit,
        "answers_for_it": visible.answers_for_it,
    }


def _seat_table(request: HttpRequest, overview: SeatsOverview) -> dict[str, Any]:
    """Return the table of seats as the address asks for it."""
    chosen = {"q": search_query(request), "mandate": request.GET.get("mandate", "")}
    sort = known_sort(request.GET.get("sort", ""))
    found = filter_seats(overview.seats, text=chosen["q"], mandate=chosen["mandate"])
    page = Paginator(sort_seats(found, sort), SEATS_PER_PAGE).get_page(request.GET.get("page"))
    seats = page.object_list
    tables = read_tables(
        {seat.engaged.network for seat in seats}, overview.organisation.pk, timezone.localdate()
    )
    labels = {
        "person": _("Who"),
        "network": _("Network"),
        "since": pgettext("column", "Since"),
        "company": _("With whom"),
        "mandate": _("Mandate"),
        "hours": _("Hours a month"),
        "roles": _("Roles"),
    }
    headings = sort_headings(request.GET, sort, labels, descending_first=DESCENDING_FIRST, fragment=SEATS)
    return {
        "page": page,
        "rows": draw_seat_rows(seats, tables, core_bits(overview.names)),
        "headings": [each._replace(url="") if each.key == "company" else each for each in headings],
        "chosen": chosen,
        "sort": sort,
        "mandates": MANDATE_CHOICES.items(),
        "filtered": any(chosen.values()),
        "filters": any(chosen.values()) or len(overview.seats) > FEW,
        "page_query": changed_query(request.GET, page=None),
        "export_query": changed_query(request.GET, page=None, format=None),
    }


@require_safe
def organisation_networks(request: HttpRequest, slug: str) -> HttpResponse:
    """The networks in which an organisation is engaged, with its stake in each."""
    visible = get_visible_organisation(request.user, slug)
    today, query = timezone.localdate(), search_query(request)
    (overview,) = read_overviews(request.user, [visible.organisation], today, CatalogueNames.load())
    wanted = fold(query)
    found = [each for each in overview.engaged if wanted in fold(each.name)]
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    seats_of = Counter(seat.engaged.key for seat in overview.seats)
    return render(
        request,
        "roles/organisation_networks.html",
        _frame(visible)
        | {
            "page": page,
            "engagements": engagement_rows(page.object_list, seats_of, may_edit=visible.may_edit),
            "query": query,
            "searchable": bool(query) or len(overview.engaged) > FEW,
        },
    )


@require_safe
def organisation_export(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the table of seats as a spreadsheet, filtered and sorted as on the page; `?format=csv` or `xlsx`.

    For those who answer for the organisation, and administrators.
    """
    organisation = get_stewarded_organisation(request.user, slug)
    file_format = request.GET.get("format", "xlsx")
    if file_format not in FORMATS:
        raise Http404
    today, names = timezone.localdate(), CatalogueNames.load()
    (overview,) = read_overviews(request.user, [organisation], today, names)
    found = filter_seats(overview.seats, text=search_query(request), mandate=request.GET.get("mandate", ""))
    seats = sort_seats(found, known_sort(request.GET.get("sort", "")))
    tables = read_tables({seat.engaged.network for seat in seats}, organisation.pk, today)
    content = export_seats(seats, tables, names, file_format=file_format)
    response = HttpResponse(content, content_type=CONTENT_TYPES[file_format])
    name = pgettext("name of a file", "who-sits-where")
    response["Content-Disposition"] = (
        f'attachment; filename="{organisation.slug}-{name}-{today}.{file_format}"'
    )
    return response
