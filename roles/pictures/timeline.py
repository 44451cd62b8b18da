"""Roles over time as a picture: roles down, time across, a bar for each holder, a joint where a role changed hands.

Each role is an SVG of its own, beside its name. Across it is measured in percent, down in pixels, so that letters
keep their size on every screen. What a bar says stands in the table beside the picture too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from collab.text import initials
from roles.pages.timeline.hands import Joint
from roles.pages.timeline.tenures import Tenure
from roles.pictures.geometry import text_width
from roles.texts.base import short_day

LANE, BAR, TOP = 28, 22, 5  # heights in pixels
AXIS = 30
WIDE = 760  # about as many pixels as the lanes have: enough to choose between a name and initials
LETTERS = 13
NARROWEST = 0.5  # percent
EDGE = 14  # pixels of a bar without a known start that are hatched
HATCH = f"M-8 {BAR}L{EDGE} 0M-1 {BAR}L{EDGE} 7M6 {BAR}L{EDGE} 14M-8 15L7 0M-8 8L0 0"


@dataclass(frozen=True, slots=True)
class Scale:
    """The period across, and today in it."""

    first: date
    last: date
    today: date

    def percent(self, day: date) -> float:
        """Return where a day lies, 0 to 100; days outside lie at the edge."""
        share = 100 * (day - self.first).days / (self.last - self.first).days
        return min(100.0, max(0.0, share))


class RoleLine(NamedTuple):
    """A role with those who held it in the period."""

    slug: str
    name: str
    tone: str
    tenures: Sequence[Tenure]


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn along the bars."""

    scale: Scale
    joints: Mapping[str, Sequence[Joint]]  # by role
    ends: Mapping[Tenure, date]  # of terms
    tints: Mapping[int | None, str]  # by engagement
    ticks: Sequence[date]
    most_lanes: int
    swap_url: str  # what comes before the number of a swap


class DrawnRole(NamedTuple):
    """A role's lanes, and how many holders did not fit on them."""

    slug: str
    name: str
    tone: str
    svg: SafeString
    left_out: int


def draw_role(line: RoleLine, picture: Picture) -> DrawnRole:
    """Return the bars, joints and ends of terms of one role."""
    shown = place_on_lanes(line.tenures, picture.most_lanes)
    height = LANE * (max(shown.values(), default=0) + 1) + 4
    scale = picture.scale
    joints = [each for each in picture.joints.get(line.slug, ()) if scale.first <= each.day <= scale.last]
    role = "group" if any(each.swap for each in joints) else "img"  # nobody gets to a link in an image
    said = escape(_summary(line))
    parts = [
        f'<svg class="lanes" width="100%" height="{height}" role="{role}" aria-label="{said}">',
        _draw_grid(picture, height),
        *(_draw_bar(each, lane, picture) for each, lane in shown.items()),
        *(_draw_joint(each, shown, picture) for each in joints),
        *(_draw_end(each, picture.ends[each], shown[each], scale) for each in shown if each in picture.ends),
        "</svg>",
    ]
    return DrawnRole(
        line.slug, line.name, line.tone, mark_safe("".join(parts)), len(line.tenures) - len(shown)
    )


def place_on_lanes(tenures: Iterable[Tenure], most: int) -> dict[Tenure, int]:
    """Give each holder a lane where nobody else is, best the one of the holder whom they follow on the day.

    For whom there is no place on so many lanes, there is none in the picture.
    """
    free: list[date] = []  # until when each lane is taken
    places = {}
    for each in sorted(tenures, key=_by_start):
        lane = next((place for place, end in enumerate(free) if end == each.started), None)
        if lane is None:
            lane = next((place for place, end in enumerate(free) if end <= each.started), len(free))
        if lane == most:
            continue
        if lane == len(free):
            free.append(date.min)
        free[lane] = each.ended or date.max
        places[each] = lane
    return places


def _by_start(tenure: Tenure) -> tuple[date, str, int]:
    return tenure.started, tenure.name_key, tenure.membership


def draw_axis(picture: Picture, report_url: str) -> SafeString:
    """Return the days above the picture; those that are not ahead lead to the report of that day."""
    scale = picture.scale
    parts = [f'<svg class="lanes axis" width="100%" height="{AXIS}">']
    for day in picture.ticks:
        x = scale.percent(day)
        # The first and last words would stick out.
        anchor = "start" if x < 4 else "end" if x > 96 else "middle"
        word = (
            f'<text x="{x:.2f}%" y="19" text-anchor="{anchor}">{escape(tick_word(day, picture.ticks))}</text>'
        )
        if day <= scale.today:
            said = escape(_("Report of %(day)s") % {"day": short_day(day)})
            word = f'<a href="{report_url}?date={day:%Y-%m-%d}" aria-label="{said}">{word}</a>'
        parts.append(word)
    parts.append("</svg>")
    return mark_safe("".join(parts))


def draw_way_to_today(scale: Scale) -> SafeString:
    """Return nothing to see that reaches from the first day to today: a phone opens the picture where it ends."""
    return mark_safe(f'<svg width="{scale.percent(scale.today):.2f}%" height="1"></svg><i></i>')


def tick_word(day: date, ticks: Sequence[date]) -> str:
    """Return the year alone when every tick begins one, else the month too."""
    if all(each.month == 1 for each in ticks):
        return str(day.year)
    return short_day(day).split(" ", 1)[1]


def _draw_grid(picture: Picture, height: int) -> str:
    lines = [f'<line class="tick" x1="{x:.2f}%" x2="{x:.2f}%" y2="{height}"/>' for x in _ticks(picture)]
    scale = picture.scale
    if scale.first <= scale.today <= scale.last:
        x = scale.percent(scale.today)
        lines.append(f'<line class="today" x1="{x:.2f}%" x2="{x:.2f}%" y2="{height}"/>')
    return "".join(lines)


def _ticks(picture: Picture) -> list[float]:
    return [picture.scale.percent(day) for day in picture.ticks]


def _draw_bar(tenure: Tenure, lane: int, picture: Picture) -> str:
    scale = picture.scale
    left = min(scale.percent(tenure.started), 100 - NARROWEST)
    until = tenure.ended or max(scale.today, tenure.started)
    width = max(NARROWEST, scale.percent(until) - left)
    y = TOP + LANE * lane
    tint = picture.tints.get(tenure.engagement, picture.tints[None])
    inside, x = [], 8
    if not tenure.known and tenure.started >= scale.first:
        inside.append(f'<path class="unknown" d="{HATCH}"/>')
        x = EDGE + 4
    word = _word(tenure.name, width * WIDE / 100 - x - 4)
    if word:
        inside.append(f'<text x="{x}" y="16">{escape(word)}</text>')
    return (
        f'<g class="tenure"><title>{escape(tenure_sentence(tenure))}</title>'
        f'<rect x="{left:.2f}%" y="{y}" width="{width:.2f}%" height="{BAR}" rx="5" class="{tint}"/>'
        f'<svg x="{left:.2f}%" y="{y}" width="{width:.2f}%" height="{BAR}">{"".join(inside)}</svg></g>'
    )


def _word(name: str, room: float) -> str:
    """Return the name, as much of it as there is room for: the first name, or initials, or nothing."""
    for word in (name, name.partition(" ")[0], initials(name)):
        if text_width(word, LETTERS) <= room:
            return word
    return ""


def _draw_joint(joint: Joint, lanes: Mapping[Tenure, int], picture: Picture) -> str:
    """Draw a dot where one goes on from the other, with a line between them when they stand apart.

    What a swap did leads to that swap.
    """
    places = sorted(
        lanes[each] for each in (joint.giver, joint.receiver) if each is not None and each in lanes
    )
    if not places:
        return ""
    x = picture.scale.percent(joint.day)
    middle = [TOP + LANE * place + BAR // 2 for place in places]
    kind = "joint swap" if joint.swap else "joint"
    line = ""
    if len(set(middle)) > 1:
        line = f'<line x1="{x:.2f}%" x2="{x:.2f}%" y1="{middle[0]}" y2="{middle[1]}"/>'
    dots = "".join(f'<circle cx="{x:.2f}%" cy="{y}" r="5.5"/>' for y in dict.fromkeys(middle))
    said = escape(joint_sentence(joint))
    drawn = f'<g class="{kind}"><title>{said}</title>{line}{dots}</g>'
    if joint.swap is None:
        return drawn
    reach = f'<circle cx="{x:.2f}%" cy="{middle[0]}" r="12" class="reach"/>'
    return f'<a href="{picture.swap_url}{joint.swap}/" aria-label="{said}">{reach}{drawn}</a>'


def _draw_end(tenure: Tenure, end: date, lane: int, scale: Scale) -> str:
    """Draw a diamond where a term ends, with a dotted way to it when that is still ahead."""
    if not scale.first <= end <= scale.last:
        return ""
    x, y = scale.percent(end), TOP + LANE * lane + BAR // 2
    over = end < scale.today
    way = ""
    if not over:
        now = scale.percent(max(scale.today, tenure.started))
        way = f'<line class="way" x1="{now:.2f}%" x2="{x:.2f}%" y1="{y}" y2="{y}"/>'
    return (
        f'<g class="term{" over" if over else ""}"><title>{escape(end_sentence(tenure, end, over=over))}</title>'
        f'{way}<svg x="{x:.2f}%" y="{y}" class="diamond"><path d="M0-7 7 0 0 7-7 0Z"/></svg></g>'
    )


def tenure_sentence(tenure: Tenure) -> str:
    """Return who held a role from when to when, in one line."""
    sentence = _("%(name)s, %(start)s – %(end)s") if tenure.ended else _("%(name)s, since %(start)s")
    if not tenure.known:
        sentence = (
            _("%(name)s, %(start)s or earlier – %(end)s")
            if tenure.ended
            else _("%(name)s, since %(start)s or earlier")
        )
    who = f"{tenure.name} ({tenure.organisation})" if tenure.organisation else tenure.name
    end = short_day(tenure.ended) if tenure.ended else ""
    return sentence % {"name": who, "start": short_day(tenure.started), "end": end}


def joint_sentence(joint: Joint) -> str:
    """Return who went on from whom."""
    if joint.giver and joint.receiver:
        sentence = _("%(day)s: from %(giver)s to %(receiver)s")
    elif joint.receiver:
        sentence = _("%(day)s: taken up by %(receiver)s")
    else:
        sentence = _("%(day)s: laid down by %(giver)s")
    said = sentence % {
        "day": short_day(joint.day),
        "giver": joint.giver.name if joint.giver else "",
        "receiver": joint.receiver.name if joint.receiver else "",
    }
    return _("%(what)s, by a swap") % {"what": said} if joint.swap else said


def end_sentence(tenure: Tenure, end: date, *, over: bool) -> str:
    """Return when the term of somebody's role ends, or ended."""
    sentence = (
        _("The term of %(name)s ended on %(day)s") if over else _("The term of %(name)s ends on %(day)s")
    )
    return sentence % {"name": tenure.name, "day": short_day(end)}


def _summary(line: RoleLine) -> str:
    people = len({each.person for each in line.tenures})
    if not people:
        return _("%(role)s: nobody in this period") % {"role": line.name}
    sentence = ngettext(
        "%(role)s: %(count)d person in this period", "%(role)s: %(count)d people in this period", people
    )
    return sentence % {"role": line.name, "count": people}
