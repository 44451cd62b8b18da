"""Findings as a reader meets them: what is the matter, why that matters, and one thing to do.

Joined and escaped here instead of in a template: half of a dashboard's time went into looping over them.
"""

from collections.abc import Iterable
from html import escape  # Django's own looks for lazy texts first, and takes three times as long
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from collab.templatetags.look import icon, severity_icon


class FindingCard(NamedTuple):
    """A finding in words, with the page on which one can take the next step."""

    code: str
    severity: str
    label: str | Promise
    title: str
    explanation: str
    action: str
    button: str
    url: str  # empty where the reader is there already
    private: bool


def draw_findings(cards: Iterable[FindingCard], *, with_action: bool = False) -> SafeString:
    """Return the findings as a list; `with_action` says the next step in full as well as on its button."""
    private = (
        f'<span class="private-note">{icon("lock")}'
        f"{escape(_('Only this person and the coordinators see this.'))}</span>"
    )
    drawn = [_draw_finding(card, private if card.private else "", with_action=with_action) for card in cards]
    return mark_safe(f'<ul class="findings">{"".join(drawn)}</ul>')


def _draw_finding(card: FindingCard, private: str, *, with_action: bool) -> str:
    title = escape(card.title)
    action = f' <span class="next-step">{escape(card.action)}</span>' if with_action else ""
    button = (
        f'<a class="button" href="{escape(card.url)}">{escape(card.button)}'
        f'<span class="visually-hidden">: {title}</span></a>'
        if card.url
        else ""
    )
    return (
        f'<li class="finding {card.severity}" data-code="{card.code}">{icon(severity_icon(card.severity))}'
        f'<div><span class="severity">{escape(str(card.label))}</span><h3>{title}</h3>'
        f"<p>{escape(card.explanation)}{action}</p>{private}</div>{button}</li>"
    )
