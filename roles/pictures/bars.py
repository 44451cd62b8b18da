"""A share as a bar."""

from fractions import Fraction

from django.utils.safestring import SafeString, mark_safe


def draw_bar(percent: Fraction | float | None, tone: str) -> SafeString:
    """Return a bar filled to a percentage, in the colour of a perspective or cluster; it adds nothing to the figure
    beside it, so a screen reader passes it over."""
    width = 0.0 if percent is None else min(100.0, max(0.0, float(percent)))
    fill = f'<rect class="fill" width="{width:.1f}%" height="100%" rx="4"/>' if width else ""
    return mark_safe(
        f'<svg class="bar {tone}" aria-hidden="true" focusable="false">'
        f'<rect class="track" width="100%" height="100%" rx="4"/>{fill}</svg>'
    )
