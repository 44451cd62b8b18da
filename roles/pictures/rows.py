"""Rows of the tables beside the pictures.

Joined and escaped here instead of in a template: a dashboard has dozens of them, and this takes a tenth of
the time.
"""

from collections.abc import Iterable, Sequence
from html import escape  # Django's own looks for lazy texts first, and takes three times as long
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


class HolderName(NamedTuple):
    """Somebody who holds a role, and for whom they sit there; nothing for somebody in their own name."""

    name: str
    organisation: str


class RoleRow(NamedTuple):
    """A role, where it stands, who holds it, and at which severity it is flagged, if at all."""

    place: str
    role: str
    url: str
    holders: Sequence[HolderName]
    flag: str


class AttentionRow(NamedTuple):
    """Whose attention, and its three shares."""

    name: str
    shares: Sequence[str]


class IndicatorLine(NamedTuple):
    """One indicator of a score; `why_not` says why it is not measured."""

    name: str | Promise
    explanation: str | Promise
    figure: str
    bar: SafeString
    why_not: str


def draw_role_rows(rows: Iterable[RoleRow]) -> SafeString:
    """Return the rows of the table behind the role wheel: role, place, who."""
    nobody, flagged = escape(pgettext("role without a holder", "vacant")), escape(_("flagged"))
    vacant = f'<span class="soft">{nobody}</span>'
    drawn = []
    for row in rows:
        who = ", ".join(map(_draw_holder, row.holders)) or vacant
        flag = f' <span class="tag {row.flag}">{flagged}</span>' if row.flag else ""
        drawn.append(
            f'<tr><th scope="row"><a href="{escape(row.url)}">{escape(row.role)}</a></th>'
            f"<td>{escape(row.place)}</td><td>{who}{flag}</td></tr>"
        )
    return mark_safe("".join(drawn))


def _draw_holder(holder: HolderName) -> str:
    if not holder.organisation:
        return escape(holder.name)
    return f'{escape(holder.name)} <span class="soft">({escape(holder.organisation)})</span>'


def draw_attention_rows(rows: Iterable[AttentionRow]) -> SafeString:
    """Return the rows of the table behind the triangle: who, and the three shares."""
    return mark_safe(
        "".join(
            f'<tr><th scope="row">{escape(row.name)}</th>'
            + "".join(f'<td class="number">{escape(share)}</td>' for share in row.shares)
            + "</tr>"
            for row in rows
        )
    )


class ClusterRow(NamedTuple):
    """How a cluster's own roles are filled, and what part of all holdings lies there."""

    slug: str
    name: str
    filled: int
    roles: int
    holdings: int
    fill_bar: SafeString
    share: str
    share_bar: SafeString


def draw_cluster_rows(rows: Iterable[ClusterRow]) -> SafeString:
    """Return the rows of the table of clusters: name, how many roles are filled, part of all holdings."""
    # Translators: how many of a cluster's roles are filled.
    filled = _("%(filled)d of %(roles)d")
    return mark_safe(
        "".join(
            f'<tr><th scope="row">{escape(row.name)}</th>'
            f"<td>{row.fill_bar}{escape(filled % {'filled': row.filled, 'roles': row.roles})}</td>"
            f"<td>{row.share_bar}{escape(row.share)}</td></tr>"
            for row in rows
        )
    )


def draw_indicators(lines: Iterable[IndicatorLine]) -> SafeString:
    """Return the indicators of a score as a list of names with a bar and a figure, or why there is none."""
    return mark_safe("".join(map(_draw_indicator, lines)))


def _draw_indicator(line: IndicatorLine) -> str:
    if line.why_not:
        value = f'<span class="unmeasured">{escape(line.figure)} {escape(line.why_not)}</span>'
    else:
        value = f"{line.bar}<span>{escape(line.figure)}</span>"
    return f'<div><dt title="{escape(str(line.explanation))}">{escape(str(line.name))}</dt><dd>{value}</dd></div>'
