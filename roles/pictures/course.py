"""The course of a network as pictures: findings as columns, scores as lines, attention as columns of a hundred.

Every day has a place of its own across, and its words below lead to the report of that day.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from html import escape
from itertools import pairwise
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from roles.texts.base import figure, short_day

WIDTH, LEFT, RIGHT = 900, 44, 16
HEIGHT, FOOT = 190, 40  # of the plot, and of the days below it
TOP = 22
MARKS = {  # a shape for each line, so that colour is not needed to tell them apart
    "organisation": '<rect x="{x0:.1f}" y="{y0:.1f}" width="10" height="10"/>',
    "individual": '<circle cx="{x:.1f}" cy="{y:.1f}" r="5.5"/>',
    "network": '<path d="M{x:.1f} {y0:.1f}l6 10h-12z"/>',
}

# By tone, one for every day; None where there is none.
Figures = Mapping[str, Sequence[Fraction | int | None]]


class Part(NamedTuple):
    """A part of every column, or a line: its colour's name, and what it stands for."""

    tone: str
    name: str


class Chart(NamedTuple):
    """What a chart shows: a figure for every part and day; None where there is none."""

    title: str
    description: str
    parts: Sequence[Part]
    days: Sequence[date]
    figures: Figures
    report_url: str


def draw_columns(chart: Chart, most: int | None = None) -> SafeString:
    """Return the parts of each day on top of each other; the scale ends at `most`, else at the highest."""
    totals = [
        sum(chart.figures[part.tone][place] or 0 for part in chart.parts) for place in range(len(chart.days))
    ]
    top = most or max([*map(int, totals), 4])
    wide = min(40.0, _slot(chart) * 0.62)
    parts = [_open(chart), _draw_scale(top)]
    for place in range(len(chart.days)):
        under = Fraction(0)
        x = _middle(chart, place) - wide / 2
        for part in chart.parts:
            value = Fraction(chart.figures[part.tone][place] or 0)
            if value:
                parts.append(_draw_part(part, value, (x, wide), (_y(under + value, top), _y(under, top))))
            under += value
    return mark_safe("".join([*parts, _draw_days(chart), "</svg>"]))


def _draw_part(part: Part, value: Fraction, across: tuple[float, float], down: tuple[float, float]) -> str:
    (x, wide), (y, end) = across, down
    word = ""
    if end - y >= 13:
        word = f'<text x="{x + wide / 2:.1f}" y="{(y + end) / 2 + 4.5:.1f}" class="in">{round(value)}</text>'
    said = escape(f"{part.name}: {figure(value)}")
    return (
        f'<g class="part {part.tone}"><title>{said}</title>'
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{end - y:.1f}"/>{word}</g>'
    )


def draw_lines(chart: Chart, top: int = 100) -> SafeString:
    """Return a line for each part, interrupted where there is no figure."""
    parts = [_open(chart), _draw_scale(top)]
    for part in chart.parts:
        points = [
            None if value is None else (_middle(chart, place), _y(Fraction(value), top))
            for place, value in enumerate(chart.figures[part.tone])
        ]
        parts.append(f'<g class="line {part.tone}">')
        for a, b in pairwise(points):
            if a and b:
                parts.append(f'<line x1="{a[0]:.1f}" y1="{a[1]:.1f}" x2="{b[0]:.1f}" y2="{b[1]:.1f}"/>')
        for place, point in enumerate(points):
            if point:
                said = escape(f"{part.name}: {figure(chart.figures[part.tone][place])}")
                parts.append(f"<g><title>{said}</title>{_mark(part.tone, *point)}</g>")
        parts.append("</g>")
    return mark_safe("".join([*parts, _draw_days(chart), "</svg>"]))


def _mark(tone: str, x: float, y: float) -> str:
    return MARKS[tone].format(x=x, y=y, x0=x - 5, y0=y - 5)


def legend_mark(tone: str, *, line: bool) -> SafeString:
    """Return the shape of a line's days or the colour of a column's part, for the legend."""
    shape = _mark(tone, 8, 8) if line else '<rect x="2" y="2" width="12" height="12" rx="2"/>'
    return mark_safe(
        f'<svg class="course-mark" width="16" height="16" aria-hidden="true" focusable="false">'
        f'<g class="part {tone}">{shape}</g></svg>'
    )


def _open(chart: Chart) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {TOP + HEIGHT + FOOT}" class="course" role="group" '
        f'aria-label="{escape(chart.title)}. {escape(chart.description)}">'
    )


def _slot(chart: Chart) -> float:
    return (WIDTH - LEFT - RIGHT) / len(chart.days)


def _middle(chart: Chart, place: int) -> float:
    return LEFT + _slot(chart) * (place + 0.5)


def _y(value: Fraction, top: int) -> float:
    return TOP + HEIGHT * (1 - float(value) / top)


def _draw_scale(top: int) -> str:
    step = next((each for each in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500) if top <= 4 * each), top)
    lines = []
    for value in range(0, top + 1, step):
        y = _y(Fraction(value), top)
        lines.append(
            f'<line class="tick" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
            f'<text class="scale" x="{LEFT - 8}" y="{y + 4.5:.1f}">{value}</text>'
        )
    return "".join(lines)


def _draw_days(chart: Chart) -> str:
    """Write the days below, each a link to its report."""
    y = TOP + HEIGHT + 18
    words = []
    for place, day in enumerate(chart.days):
        number, month, year = short_day(day).split(" ")
        x = _middle(chart, place)
        words.append(
            f'<a href="{chart.report_url}?date={day:%Y-%m-%d}"><text x="{x:.1f}" y="{y}" class="day">'
            f'<tspan>{number} {escape(month)}</tspan><tspan x="{x:.1f}" dy="15">{year}</tspan></text></a>'
        )
    return "".join(words)
