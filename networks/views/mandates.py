"""The decision table of a network: who may decide what."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from collab.addresses import address
from collab.search import search_query
from collab.text import fold
from networks.access import get_visible_network, own_membership, seats_to_answer_for
from networks.decision_words import lead_sentence, single_sentence
from networks.decisions import DecisionTable, Seat, read_decision_table
from networks.models import Mandate, Network, User
from networks.pages import network_context
from networks.pictures.decision_table import draw_headings, draw_list, draw_rows, level_words

PER_PAGE = 24  # members across: more cannot be read at once
FEW = 10  # so many can be overlooked without a filter
FIRST = 5  # members without a mandate who are named at once


@require_safe
def mandate_table(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who may decide what at the table today."""
    network = get_visible_network(request.user, slug)
    table = read_decision_table(network, timezone.localdate())
    frame = network_context(network, request.user, "mandate_table")
    chosen = {"q": search_query(request), "organisation": request.GET.get("organisation", "").strip()}
    seats = [each for each in table.mandated if chosen["organisation"] in {"", each.organisation_slug}]
    page = Paginator(seats, PER_PAGE).get_page(request.GET.get("page"))
    lines = [line for line in table.lines if fold(chosen["q"]) in fold(line.name)]
    columns = list(page.object_list)
    return render(
        request,
        "networks/mandate_table.html",
        frame
        | _missing(table, request.user, network, can_coordinate=bool(frame["can_coordinate"]))
        | {
            "table": table,
            "lead": lead_sentence(table),
            "single": single_sentence(table),
            "legend": level_words(),
            "headings": draw_headings(columns, member_url(network)),
            "rows": draw_rows(lines, columns),
            "items": draw_list(lines, columns),
            "shown": len(lines),
            "page": page,
            "chosen": chosen,
            "filtered": any(chosen.values()),
            "filters": any(chosen.values()) or len(table.lines) > FEW or len(table.mandated) > FEW,
            "parties": _parties(table.mandated),
        },
    )


def member_url(network: Network) -> str:
    """Return what comes before a member's number in the address of their page."""
    return address("member_detail", network.slug, 0).removesuffix("0/")


def _parties(seats: list[Seat]) -> list[tuple[str, str]]:
    """Return the organisations behind these members, to choose from."""
    return list(dict.fromkeys((seat.organisation_slug, seat.organisation_name) for seat in seats))


def _missing(table: DecisionTable, user: User, network: Network, *, can_coordinate: bool) -> dict[str, Any]:
    """Return the members without a mandate, each with what waits and whether the reader can do something."""
    waiting = dict(
        Mandate.objects.asked().filter(membership__network=network).values_list("membership", "pk")
    )
    answered = set(seats_to_answer_for(user, network).values_list("pk", flat=True))
    own = own_membership(user, network)
    missing = [
        {
            "seat": seat,
            "waits": waiting.get(seat.membership),
            "answers": seat.membership in answered,
            "asks": can_coordinate or (own is not None and own.pk == seat.membership),
        }
        for seat in table.without_mandate
    ]
    requests = [row for row in missing if row["waits"]]
    others = [row for row in missing if not row["waits"]]
    return {"missing": [*requests, *others][:FIRST], "more_missing": [*requests, *others][FIRST:]}
