"""What a network brings together as bars, and what somebody said they bring, kind by kind, over time."""

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from networks.models import CheckIn, ValueKind
from roles.texts.base import short_day
from roles.value_counts import FEWEST, ValueCounts

LABELS, SLOT, ROW, TOP, PAD = 132, 74, 30, 46, 8


def draw_value_bars(counts: ValueCounts) -> SafeString:
    """Return for each kind two bars: how many bring it, and how many would like to."""
    rows = []
    for each in counts.kinds:
        name = escape(capital(each.kind))
        bars = _bar(each.brings, counts.answered, "brings", pgettext("after a number", "bring it")) + _bar(
            each.wishes, counts.answered, "wishes", pgettext("after a number", "would like to")
        )
        rows.append(f'<li class="{each.standing}"><strong>{name}</strong>{bars}</li>')
    return mark_safe(f'<ul class="value-bars">{"".join(rows)}</ul>')


def _bar(count: int | None, answered: int, tone: str, verb: str) -> str:
    """Return one bar with its figure; what may not be told is an open stub of the length of two."""
    share = 100 * (count if count is not None else FEWEST - 1) / answered
    kind = "fill" if count is not None else "untold"
    return (
        f'<span class="value-bar {tone}"><svg class="bar" aria-hidden="true" focusable="false">'
        '<rect class="track" width="100%" height="100%" rx="4"/>'
        f'<rect class="{kind}" width="{share:.1f}%" height="100%" rx="4"/></svg>'
        f"<span>{escape(told(count))} <small>{escape(verb)}</small></span></span>"
    )


def told(count: int | None) -> str:
    """Return a count in words that single nobody out."""
    return str(count) if count is not None else _("fewer than %(count)s") % {"count": FEWEST}


def capital(kind: ValueKind) -> str:
    """Return the name of a kind as it stands at the beginning of a line."""
    name = str(kind.label)
    return name[:1].upper() + name[1:]


def draw_my_line(check_ins: Sequence[CheckIn]) -> SafeString:
    """Return my check-ins across, oldest first, and the kinds down: a dot for what I bring, a ring for a wish."""
    width, height = LABELS + SLOT * len(check_ins) + PAD, TOP + ROW * len(ValueKind) + PAD
    times = ngettext("%(count)s check-in", "%(count)s check-ins", len(check_ins)) % {"count": len(check_ins)}
    title = _("What I brought and what I would like to bring: %(times)s") % {"times": times}
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    parts = [f'<svg class="my-line" {size} role="img" aria-label="{escape(title)}">']
    for row, kind in enumerate(ValueKind):
        y = TOP + ROW * row + ROW / 2
        parts.append(
            f'<line class="tick" x1="{LABELS}" x2="{width - PAD}" y1="{y}" y2="{y}"/>'
            f'<text class="kind" x="{LABELS - 12}" y="{y + 5}">{escape(capital(kind))}</text>'
        )
    for place, check_in in enumerate(check_ins):
        parts.append(_draw_check_in(check_in, LABELS + SLOT * place + SLOT / 2))
    return mark_safe("".join([*parts, "</svg>"]))


def _draw_check_in(check_in: CheckIn, x: float) -> str:
    number, month, year = short_day(check_in.answered_on).split(" ")
    words = f'<tspan>{number} {escape(month)}</tspan><tspan x="{x}" dy="15">{year}</tspan>'
    parts = [f'<text class="day" x="{x}" y="16">{words}</text>']
    brings, wishes = set(check_in.brings), set(check_in.wishes)
    for row, kind in enumerate(ValueKind):
        y = TOP + ROW * row + ROW / 2
        if kind in brings:
            parts.append(f'<circle class="brings" cx="{x}" cy="{y}" r="6.5"/>')
        if kind in wishes:
            parts.append(f'<circle class="wishes" cx="{x}" cy="{y}" r="10"/>')
    return "".join(parts)
