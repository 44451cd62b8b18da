"""Pieces of every page: icons and the main navigation."""

from functools import lru_cache
from typing import NamedTuple

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import NoReverseMatch
from django.utils.html import format_html
from django.utils.safestring import SafeString
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

# Pages that stand under another entry of the navigation than the networks.
SECTIONS = {"me": "me", "catalogue": "catalogue", "portfolio": "portfolio"}


class NavLink(NamedTuple):
    """An entry of the main navigation."""

    url: str
    label: str
    current: bool


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
def severity_icon(severity: str) -> str:
    """Return the icon that goes with a finding's severity."""
    return SEVERITY_ICONS.get(severity, "info-circle-fill")


@register.simple_tag(takes_context=True)
def nav_links(context: template.Context) -> list[NavLink]:
    """Return the entries of the main navigation for this visitor, the page's own marked."""
    request: HttpRequest | None = context.get("request")
    signed_in = request is not None and request.user.is_authenticated
    entries = [("catalogue", _("The fifteen roles"))]
    if signed_in:
        entries = [
            ("me", _("My overview")),
            ("network_list", _("Networks")),
            ("portfolio", pgettext("navigation", "Portfolio")),
            *entries,
        ]
    match = request.resolver_match if request is not None else None
    page = match.url_name if match else ""
    here = SECTIONS.get(page, "network_list" if "network" in context or page == "network_create" else page)
    links = []
    for name, label in entries:
        try:
            links.append(NavLink(address(name), label, name == here))
        except NoReverseMatch:  # the page is not there yet
            continue
    return links
