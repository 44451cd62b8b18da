"""What a personal link to a mapping round opens: the cards of one member, without signing in, and nothing else."""

from secrets import token_urlsafe

from allauth.core.ratelimit import respond_429
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache

from collab.limits import unknown_links
from collab.methods import form_page
from collab.middleware import chosen_language
from roles.models import MappingPart
from roles.pages.mapping_cards import read_cards
from roles.services.mapping_links import Standing, find_part, lay_by_link, stand_of
from roles.services.mapping_rounds import close_due_mapping_rounds
from roles.views.mapping_cards import Chosen, card_context, next_address, read_chosen

COOKIE = "mapping_link"
DAYS = 400  # longer than any round runs; browsers keep no cookie longer
GONE, REFUSED = 410, 403
STATUSES = {Standing.CLOSED: GONE, Standing.WITHDRAWN: GONE}


@login_not_required
@never_cache
@form_page
def mapping_link(request: HttpRequest, token: str) -> HttpResponse:
    """Let a member without an account lay cards, in the one browser in which they began to."""
    if unknown_links.is_exceeded(request):
        return respond_429(request)
    today = timezone.localdate()
    close_due_mapping_rounds(day=today)
    part = find_part(token)
    if part is None:
        unknown_links.count(request)
        response = render(request, "roles/mapping_link_gone.html", {"standing": "unknown"}, status=404)
    else:
        language = chosen_language(request) or part.person.language
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = _open(request, part)
            response.headers["Content-Language"] = language
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _open(request: HttpRequest, part: MappingPart) -> HttpResponse:
    """Show the cards, with a mark in this browser by which the link knows it again; or say why not."""
    device = request.COOKIES.get(COOKIE) or token_urlsafe(32)
    user = request.user if request.user.is_authenticated else None
    standing = stand_of(part=part, device=device, user=user, day=timezone.localdate())
    response = _lay(request, part, device) if standing is Standing.OPEN else None
    if response is None:
        refused = standing if standing is not Standing.OPEN else Standing.USED
        status = STATUSES.get(refused, REFUSED)
        return render(request, "roles/mapping_link_gone.html", {"standing": refused.value}, status=status)
    response.set_cookie(
        COOKIE,
        device,
        max_age=DAYS * 24 * 3600,
        path=request.path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _lay(request: HttpRequest, part: MappingPart, device: str) -> HttpResponse | None:
    """Show or lay the cards; None when another browser was first, a moment ago."""
    cards = read_cards(part, by_link=True)
    card = cards.card(request.GET.get("role", ""))
    context = {"cards": cards, "round": part.round, "person": part.person}
    if card is None:
        return render(request, "roles/mapping_link.html", context)
    chosen, error = Chosen(card.keys, card.nobody), ""
    if request.method == "POST":
        chosen = read_chosen(request.POST)
        try:
            kept = lay_by_link(
                part=part, device=device, role=card.role.pk, laid=chosen.laid, day=timezone.localdate()
            )
        except ValidationError as refused:
            error = " ".join(refused.messages)
        else:
            return redirect(next_address(request, cards, card)) if kept else None
    context |= card_context(part, cards, card, chosen, error)
    return render(request, "roles/mapping_link.html", context)
