"""The members without a mandate, each with what can be done about it: two hundred in a network that begins."""

from collections.abc import Iterable
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from collab.addresses import address
from collab.templatetags.look import icon
from networks.decisions import Seat


class Missing(NamedTuple):
    """A member without a valid mandate, the request that waits, if any, and what the reader can do."""

    seat: Seat
    request: int | None
    answers: bool  # the reader grants it
    asks: bool  # the reader asks for it


def draw_missing(rows: Iterable[Missing], slug: str, member_url: str) -> SafeString:
    """Return members without a mandate as list items; `member_url` precedes a member's number."""
    words = {
        "answer": escape(_("Answer the request")),
        "asked": escape(_("asked for")),
        "grant": escape(_("Grant a mandate")),
        "ask": escape(_("Ask for a mandate")),
    }
    return mark_safe("".join(_draw(row, slug, member_url, words) for row in rows))


def draw_names(seats: Iterable[Seat], member_url: str) -> SafeString:
    """Return members as list items that lead to their page."""
    return mark_safe(
        "".join(
            f'<li><a href="{member_url}{seat.membership}/">{escape(seat.name)}</a></li>' for seat in seats
        )
    )


def _draw(row: Missing, slug: str, member_url: str, words: dict[str, str]) -> str:
    seat = row.seat
    name = escape(seat.name)
    who = (
        f'<span><a href="{member_url}{seat.membership}/#mandates">{name}</a>'
        f'<small class="soft d-block">{escape(seat.organisation_name)}</small></span>'
    )
    return f'<li><div class="row-line">{who}{_draw_step(row, slug, name, words)}</div></li>'


def _draw_step(row: Missing, slug: str, name: str, words: dict[str, str]) -> str:
    about = f'<span class="visually-hidden">: {name}</span>'
    if row.request is not None:
        url = address("mandate_detail", slug, row.request)
        if row.answers:
            return f'<a class="button primary" href="{url}">{words["answer"]}{about}</a>'
        return f'<a class="tag notice" href="{url}">{icon("clock-history")}{words["asked"]}{about}</a>'
    if not row.answers and not row.asks:
        return ""
    page, label = ("mandate_create", "grant") if row.answers else ("mandate_ask", "ask")
    url = f"{address(page, slug)}?member={row.seat.membership}"
    return f'<a class="button" href="{url}">{words[label]}{about}</a>'
