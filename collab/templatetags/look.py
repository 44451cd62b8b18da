"""Pieces of every page: icons and the main navigation."""

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from django import template
from django.forms import Form
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from collab.addresses import address

register = template.Library()

MESSAGE_ICONS = {
    "success": "check-circle-fill",
    "warning": "exclamation-circle-fill",
    "error": "exclamation-triangle-fill",
}
SEVERITY_ICONS = {"critical": "exclamation-triangle-fill", "warning": "exclamation-circle-fill"}

CURRENT = mark_safe(' aria-current="page"')

# Pages that stand under another entry of the navigation than the networks.
SECTIONS = {
    "me": "me",
    "profile": "me",
    "welcome_step": "me",
    "catalogue": "catalogue",
    "portfolio": "portfolio",
    "organisation_detail": "organisation_list",
    "organisation_seats": "organisation_list",
    "organisation_networks": "organisation_list",
    "organisation_policy": "organisation_list",
    "organisation_talking": "organisation_list",
}


class Link(NamedTuple):
    """An entry of a navigation: the name of its address, its label and where it leads."""

    name: str
    label: str
    url: str


@register.simple_tag
def draw_links(links: Iterable[Link], here: str) -> SafeString:
    """Return links as a list, the one that leads to this page marked."""
    return format_html(
        "<ul>{}</ul>",
        format_html_join(
            "",
            '<li><a href="{}"{}>{}</a></li>',
            ((link.url, CURRENT if link.name == here else "", link.label) for link in links),
        ),
    )


@register.simple_tag
def draw_sections(links: Iterable[Link], path: str) -> SafeString:
    """Return links as a list, the one marked that a page's path stands under."""
    sections = list(links)
    return draw_links(sections, next((link.name for link in sections if path.startswith(link.url)), ""))


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str) -> SafeString:
    """Draw an icon of static/vendor/bootstrap-icons.svg; it says nothing to a screen reader."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("vendor/bootstrap-icons.svg"),
        name,
    )


register.simple_tag(address, name="address")


@register.filter
def message_icon(level: str) -> str:
    """Return the icon that goes with a message's level."""
    return MESSAGE_ICONS.get(level, "info-circle-fill")


@register.filter
def as_json(value: Any) -> str:
    """Return a value for a script to read from an attribute; the template escapes it."""
    return json.dumps(value)


@register.filter
def without_placeholders(form: Form) -> Form:
    """Return a form whose fields do not repeat their labels inside themselves, as those of allauth do."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
    return form


@register.filter
def severity_icon(severity: str) -> str:
    """Return the icon that goes with a finding's severity."""
    return SEVERITY_ICONS.get(severity, "info-circle-fill")


@register.simple_tag(takes_context=True)
def nav_list(context: template.Context) -> SafeString:
    """Return the main navigation for this visitor as a list, the page's own entry marked."""
    request: HttpRequest | None = context.get("request")
    user = getattr(request, "user", None)  # a request that failed early has none
    entries = [("catalogue", _("The fifteen roles"))]
    if user is not None and user.is_authenticated:
        entries = [
            ("me", _("My overview")),
            ("network_list", _("Networks")),
            ("organisation_list", _("Organisations")),
            ("portfolio", pgettext("navigation", "Portfolio")),
            *entries,
        ]
    match = getattr(request, "resolver_match", None)
    page = match.url_name if match else ""
    here = SECTIONS.get(page, "network_list" if "network" in context or page == "network_create" else page)
    return draw_links([Link(name, label, address(name)) for name, label in entries], here)
