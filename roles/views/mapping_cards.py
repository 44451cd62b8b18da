"""Laying my role cards in a running round: one at a time, or as a matrix for a coordinator alone."""

from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from collab.methods import form_page
from collab.search import FEW
from collab.text import whole_number
from networks.access import get_visible_network
from networks.models import Network
from networks.together import together_context
from roles.models import MappingPart, MappingRound
from roles.pages.mapping_cards import Card, Cards, read_cards, read_groups
from roles.pages.mapping_matrix import PEOPLE_PER_PAGE, read_matrix
from roles.services.mapping_cards import lay_cards, people_on_the_table
from roles.services.mapping_links import lay_signed_in
from roles.services.mapping_rounds import close_due_mapping_rounds

NOBODY = "nobody"


class Chosen(NamedTuple):
    """What somebody chose on a card, as they sent it."""

    people: frozenset[int]
    nobody: bool

    @property
    def laid(self) -> set[int | None]:
        """The people with whom the card lies, None for nobody."""
        return {*self.people, *([None] if self.nobody else ())}


def read_chosen(data: QueryDict) -> Chosen:
    """Return what was sent; what is no key of anybody is left out, and refused with the others."""
    return Chosen(
        frozenset(key for each in data.getlist("people") if (key := whole_number(each)) is not None),
        NOBODY in data,
    )


@never_cache
@form_page
def mapping_cards(request: HttpRequest, slug: str, mapping_round: int) -> HttpResponse:
    """Show and lay my own cards, or my own matrix, as long as the round runs."""
    network = get_visible_network(request.user, slug)
    close_due_mapping_rounds(day=timezone.localdate())
    parts = MappingPart.objects.visible_to(request.user).select_related("round")
    part = get_object_or_404(parts, round__network=network, round__pk=mapping_round)
    if part.round.closed_on is not None:
        messages.info(request, _("This round is closed, so no card can be laid any more."))
        return redirect("mapping_list", network.slug)
    if part.round.way == MappingRound.Way.COORDINATOR:
        return _matrix(request, network, part)
    cards = read_cards(part)
    card = cards.card(request.GET.get("role", ""))
    if card is None:
        context = together_context(network, request.user) | {"cards": cards, "round": part.round}
        return render(request, "roles/mapping_cards.html", context)
    chosen, error = Chosen(card.keys, card.nobody), ""
    if request.method == "POST":
        chosen = read_chosen(request.POST)
        try:
            lay_signed_in(part=part, cards={card.role.pk: chosen.laid}, day=timezone.localdate())
        except ValidationError as refused:
            error = " ".join(refused.messages)
        else:
            return redirect(next_address(request, cards, card))
    context = card_context(part, cards, card, chosen, error)
    return render(request, "roles/mapping_cards.html", together_context(network, request.user) | context)


def card_context(
    part: MappingPart, cards: Cards, card: Card, chosen: Chosen, error: str
) -> dict[str, object]:
    """Return what `roles/_mapping_card.html` shows: one card, and with whom it can be laid. One query."""
    groups = read_groups(part, chosen.people, timezone.localdate())
    return {
        "round": part.round,
        "cards": cards,
        "card": card,
        "number": cards.number(card),
        "next_card": cards.after(card),
        "previous_card": cards.before(card),
        "groups": groups,
        "searchable": sum(len(group.choices) for group in groups) > FEW,
        "nobody": chosen.nobody,
        "error": error,
    }


def next_address(request: HttpRequest, cards: Cards, card: Card) -> str:
    """Return where one goes on after laying a card: to the next one, or to the overview of all."""
    following = cards.after(card)
    if "stop" in request.POST or following is None:
        return f"{request.path}#cards"
    return f"{request.path}?role={following.role.slug}"


def _matrix(request: HttpRequest, network: Network, part: MappingPart) -> HttpResponse:
    """Let a coordinator mark members and roles, a page of members at a time."""
    today = timezone.localdate()
    table = people_on_the_table(mapping_round=part.round, day=today)
    page = Paginator(table, PEOPLE_PER_PAGE).get_page(request.GET.get("page"))
    matrix, error = read_matrix(part, list(page.object_list)), ""
    if request.method == "POST":
        matrix = matrix.as_sent(request.POST.getlist("mark"))
        try:
            lay_cards(part=part, cards=matrix.cards, day=today, among=matrix.among)
        except ValidationError as refused:
            error = " ".join(refused.messages)
        else:
            return _after_matrix(request, network, part, page.number, last=not page.has_next())
    context = together_context(network, request.user) | {
        "round": part.round,
        "matrix": matrix,
        "page": page,
        "error": error,
    }
    return render(request, "roles/mapping_matrix.html", context)


def _after_matrix(
    request: HttpRequest, network: Network, part: MappingPart, number: int, *, last: bool
) -> HttpResponse:
    if "close" in request.POST:
        return redirect("mapping_close", network.slug, part.round_id)
    messages.success(request, _("Saved. Nobody else sees it yet."))
    here = reverse("mapping_cards", args=[network.slug, part.round_id])
    return redirect(here if last else f"{here}?page={number + 1}")
