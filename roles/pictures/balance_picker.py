"""The triangle in which a member points at where their attention goes.

Without scripts it only shows what was said last; static/js/profile-balance.js lays a handle over it.
"""

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

from networks.models import BalanceReading
from roles.pictures.triangle import BACKGROUND, LABELS, Shares, place


def draw_balance_picker(shares: Shares | None, labels: Sequence[str]) -> SafeString:
    """Return the triangle as SVG, with a dot for what was said last; a screen reader has fields and handle."""
    parts = [
        '<svg viewBox="-32 0 364 278" class="triangle" aria-hidden="true" focusable="false">',
        BACKGROUND,
        *(
            f'<text x="{x}" y="{y}" class="corner {name}">{escape(label)}</text>'
            for (name, x, y), label in zip(LABELS, labels, strict=True)
        ),
    ]
    if shares is not None:
        x, y = place(shares)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" class="picked"/>')
    parts.append("</svg>")
    return mark_safe("".join(parts))


def shares_of(reading: BalanceReading | None) -> Shares | None:
    """Return the three shares of a reading."""
    if reading is None:
        return None
    return (reading.organisation_share, reading.individual_share, reading.network_share)
