"""How somebody and their colleagues see a competence, on a line from 1 to 5."""

from fractions import Fraction

from django.utils.safestring import SafeString, mark_safe

FIRST, LAST = 1, 5
MARGIN = 4  # percent, so that a mark at an end stays whole


def draw_scale(own: int | None, mean: Fraction | None) -> SafeString:
    """Return a line with five ticks, a ring where somebody sees themselves and a square where colleagues do;
    nothing without either.

    The figures stand beside it in the same row, so a screen reader passes it over.
    """
    if own is None and mean is None:
        return mark_safe("")
    ticks = "".join(
        f'<line class="tick" x1="{x}" x2="{x}" y1="9" y2="17"/>' for x in map(_place, range(FIRST, LAST + 1))
    )
    colleagues = (
        f'<svg class="mark" x="{_place(mean)}" y="13"><rect x="-6" y="-6" width="12" height="12" rx="2"/></svg>'
        if mean is not None
        else ""
    )
    self_seen = f'<circle class="own" cx="{_place(own)}" cy="13" r="8"/>' if own is not None else ""
    return mark_safe(
        '<svg class="rating-scale" aria-hidden="true" focusable="false">'
        f'<line class="axis" x1="{_place(FIRST)}" x2="{_place(LAST)}" y1="13" y2="13"/>'
        f"{ticks}{colleagues}{self_seen}</svg>"
    )


def _place(score: Fraction | int) -> str:
    share = Fraction(score - FIRST, LAST - FIRST)
    return f"{float(MARGIN + share * (100 - 2 * MARGIN)):.1f}%"
