"""The networks in which an organisation is engaged, joined and escaped here, as roles/pictures/rows.py says why."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roles.pages.organisation_networks import EngagementRow


def draw_engagements(rows: Iterable[EngagementRow]) -> SafeString:
    """Return the networks as a list, nothing without any: the stake, how many people, and what one can do."""
    drawn = [_draw_engagement(row) for row in rows]
    return mark_safe(f'<ul class="rows">{"".join(drawn)}</ul>' if drawn else "")


def _draw_engagement(row: EngagementRow) -> str:
    name = escape(row.engaged.name)
    people = _("Nobody takes part for it at the moment.")
    if row.people:
        people = ngettext("%(count)d person", "%(count)d people", row.people) % {"count": row.people}
    stake = escape(row.engaged.stake).replace("\n", "<br>")
    if not stake:
        unsaid = _("What is at stake for this organisation has not been said yet.")
        stake = f'<span class="soft">{escape(unsaid)}</span>'
    buttons = "".join(
        f'<a class="button{" quiet" if button.quiet else ""}" href="{button.url}">{escape(button.label)}'
        f'<span class="visually-hidden">: {name}</span></a>'
        for button in row.buttons
    )
    return (
        f'<li><div class="row-line"><h3 class="h6 mb-0"><a href="{row.url}">{name}</a></h3>'
        f'<span class="soft">{escape(people)}</span></div><p class="stake">{stake}</p>'
        + (f'<div class="page-actions">{buttons}</div>' if buttons else "")
        + "</li>"
    )
