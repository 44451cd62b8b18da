"""How clear the purpose is to the members, as bars."""

from collections.abc import Mapping
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from networks.clarity_words import CLARITY_WORDS

ROW, BAR = 30, 16  # heights, in pixels
LABEL, WIDTH = 36, 54  # where the bars begin and how long the longest is, in percent


def draw_clarity(counts: Mapping[int, int]) -> SafeString:
    """Return a bar for each of the five answers, the clearest on top, each with its word and how many gave it."""
    most = max(counts.values(), default=0) or 1
    scores = sorted(counts, reverse=True)
    rows = "".join(_draw_row(score, counts[score], most, place) for place, score in enumerate(scores))
    title = escape(_("How clear the purpose is to the members"))
    told = "; ".join(f"{CLARITY_WORDS[score]}: {counts[score]}" for score in scores)
    return mark_safe(
        f'<svg class="clarity-picture" width="100%" height="{ROW * len(scores)}" role="img" '
        f'aria-labelledby="clarity-title clarity-told">'
        f'<title id="clarity-title">{title}</title>'
        f'<desc id="clarity-told">{escape(told)}</desc>{rows}</svg>'
    )


def _draw_row(score: int, count: int, most: int, place: int) -> str:
    top = place * ROW
    middle = top + ROW / 2 + 5
    width = WIDTH * count / most
    return (
        f'<text class="word" x="0" y="{middle:.0f}">{escape(str(CLARITY_WORDS[score]))}</text>'
        f'<rect class="track" x="{LABEL}%" y="{top + (ROW - BAR) // 2}" width="{WIDTH}%" height="{BAR}" rx="4"/>'
        + (
            f'<rect class="fill" x="{LABEL}%" y="{top + (ROW - BAR) // 2}" width="{width:.1f}%" '
            f'height="{BAR}" rx="4"/>'
            if count
            else ""
        )
        + f'<text class="figure" x="100%" y="{middle:.0f}" text-anchor="end">{count}</text>'
    )
