"""The decision table of a network: who may decide what."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from collab.addresses import address
from collab.search import FEW, search_query
from collab.text import fold
from networks.decision_words import lead_sentence, single_sentence
from networks.decisions import DecisionTable, Seat, open_decision_table
from networks.models import Mandate, Network, Stewardship, User
from networks.pages import network_frame
from networks.pictures.decision_table import draw_headings, draw_heads, draw_list, draw_rows, level_words
from networks.pictures.missing_mandates import Missing, draw_missing, draw_names

PER_PAGE = 24  # members across: more cannot be read at once
FIRST = 5  # members without a mandate who are named at once


@require_safe
def mandate_table(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who may decide what at the table today."""
    network, table, own = open_decision_table(request.user, slug, timezone.localdate())
    chosen = {"q": search_query(request), "organisation": request.GET.get("organisation", "").strip()}
    seats = [each for each in table.mandated if chosen["organisation"] in {"", each.organisation_slug}]
    page = Paginator(seats, PER_PAGE).get_page(request.GET.get("page"))
    heads = draw_heads(line for line in table.lines if fold(chosen["q"]) in fold(line.name))
    columns = list(page.object_list)
    frame = _frame(request.user, network, table, own)
    return render(
        request,
        "networks/mandate_table.html",
        frame
        | _missing(table, request.user, own, network, can_coordinate=bool(frame["can_coordinate"]))
        | {
            "table": table,
            "lead": lead_sentence(table),
            "single": single_sentence(table),
            "legend": level_words().values(),
            "headings": draw_headings(columns, member_url(network)),
            "rows": draw_rows(heads, columns),
            "items": draw_list(heads, columns),
            "shown": len(heads),
            "page": page,
            "chosen": chosen,
            "filtered": any(chosen.values()),
            "filters": any(chosen.values()) or len(table.lines) > FEW or len(table.mandated) > FEW,
            "parties": _parties(table.mandated),
        },
    )


def _frame(user: User, network: Network, table: DecisionTable, own: Seat | None) -> dict[str, Any]:
    """Return what the frame of the page expects; all of it is known already."""
    return network_frame(
        network,
        user,
        "mandate_table",
        takes_part=own is not None,
        coordinates=own is not None and own.coordinates,
        people=len(table.seats),
        organisations=len({seat.organisation for seat in table.seats if seat.organisation}),
    )


def member_url(network: Network) -> str:
    """Return what comes before a member's number in the address of their page."""
    return address("member_detail", network.slug, 0).removesuffix("0/")


def _parties(seats: list[Seat]) -> list[tuple[str, str]]:
    """Return the organisations behind these members, to choose from."""
    return list(dict.fromkeys((seat.organisation_slug, seat.organisation_name) for seat in seats))


def _missing(
    table: DecisionTable, user: User, own: Seat | None, network: Network, *, can_coordinate: bool
) -> dict[str, Any]:
    """Return the members without a mandate, each with what the reader can do about it; requests come first.

    Besides: whether the reader may see who changed which mandates.
    """
    seats = table.without_mandate
    asked = Mandate.objects.asked().filter(membership__in=[seat.membership for seat in seats])
    waiting = dict(asked.values_list("membership", "pk"))
    stewarded = set(Stewardship.objects.filter(person__user=user).values_list("organisation", flat=True))
    rows = [
        Missing(
            seat,
            waiting.get(seat.membership),
            answers=user.is_superuser or seat.organisation in stewarded,
            asks=can_coordinate or seat is own,
        )
        for seat in sorted(seats, key=lambda seat: seat.membership not in waiting)
    ]
    link = member_url(network)
    return {
        "missing": draw_missing(rows[:FIRST], network.slug, link),
        "more_missing": draw_missing(rows[FIRST:], network.slug, link),
        "missing_count": max(0, len(rows) - FIRST),
        "own_name": draw_names(table.own_name, link),
        "reads_changes": can_coordinate
        or own is not None
        or any(seat.organisation in stewarded for seat in table.seats),
    }
