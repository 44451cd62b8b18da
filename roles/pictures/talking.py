"""Who met whom as a picture in SVG: a spot for each, larger for who came more often, a line between who met."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from collab.text import initials
from roles.pages.sorting import changed_query
from roles.pages.talking.parties import Compared, Party
from roles.pictures.talking_labels import Label, Spot
from roles.pictures.talking_plan import FEW, ROW, WIDTH, Plan, plan_picture

ROOM_FOR_INITIALS = 11.0  # of a spot, from its middle
SHIFTS = {"below": "0.9em", "above": "-0.25em"}  # from where a name is, to where its letters stand


@dataclass(frozen=True, slots=True)
class Picture:
    """The drawing, what it leaves out, and the tints in it with whose they are."""

    svg: SafeString
    links_left_out: int
    spots_left_out: int
    legend: Sequence[tuple[str, str]]


def picture(compared: Compared, keys: Sequence[str], around: str, zoom: int, given: QueryDict) -> Picture:
    """Draw some of the compared; `around` stands out. Each spot leads to the picture around it."""
    plan = plan_picture(compared, keys, around)
    numbers = {key: number for number, key in enumerate(plan.spots)}
    title, aside = _("Who met whom"), _("Met nobody in this period")
    named = 'role="group" aria-labelledby="talk-title talk-description"'
    parts = [
        f'<svg viewBox="0 0 {WIDTH:g} {plan.height:g}" class="talk-graph zoom-{zoom}" {named}>',
        f'<title id="talk-title">{escape(title)}</title>',
        f'<desc id="talk-description">{escape(_description(plan))}</desc>',
        '<g aria-hidden="true">',
        *_draw_links(plan, numbers),
        "</g>",
    ]
    if plan.aside_from is not None:
        parts.append(
            f'<text x="6" y="{plan.aside_from + ROW * 0.6:.1f}" class="aside">{escape(aside)}</text>'
        )
    for key, spot in plan.spots.items():
        url = changed_query(given, around=None if key == around else key, page=None)
        look = f"spot{' own' if compared.parties[key].own else ''}{' centre' if key == around else ''}"
        name = escape(_describe(compared, key))
        parts.append(
            f'<a href="{escape(url)}#picture" class="{look}" aria-label="{name}" data-spot="{numbers[key]}">'
            f"<title>{name}</title>{_draw_spot(compared.parties[key], spot, plan.labels[key])}</a>"
        )
    parts.append("</svg>")
    legend = [(tint, compared.organisations[key]) for key, tint in compared.tints.items() if key is not None]
    return Picture(mark_safe("".join(parts)), plan.links_left_out, plan.spots_left_out, legend)


def _draw_links(plan: Plan, numbers: dict[str, int]) -> Iterable[str]:
    """Draw the lines, those of the most meetings on top."""
    most = max((times for _one, _other, times in plan.links), default=1)
    thickest = 7 if len(numbers) <= FEW else 3
    for one, other, times in sorted(plan.links, key=lambda link: link[2]):
        a, b = plan.spots[one], plan.spots[other]
        width = 1 + (thickest - 1) * times / most if most > 1 else 1.5
        yield (
            f'<line x1="{a.x:.1f}" y1="{a.y:.1f}" x2="{b.x:.1f}" y2="{b.y:.1f}" stroke-width="{width:.1f}" '
            f'data-of="{numbers[one]} {numbers[other]}"/>'
        )


def _draw_spot(party: Party, spot: Spot, label: Label) -> str:
    inside = ""
    if spot.radius >= ROOM_FOR_INITIALS:
        inside = f'<text x="{spot.x:.1f}" y="{spot.y:.1f}" dy="0.35em" class="initials">'
        inside += f"{escape(initials(party.name))}</text>"
    shift = SHIFTS.get(label.anchor, "0.35em")
    return (
        f'<circle cx="{spot.x:.1f}" cy="{spot.y:.1f}" r="{spot.radius:g}" class="{party.tint}"/>{inside}'
        f'<text x="{label.x:.1f}" y="{label.y:.1f}" dy="{shift}" class="name {label.anchor} from-{label.zoom}">'
        f"{escape(spot.name)}</text>"
    )


def _describe(compared: Compared, key: str) -> str:
    """Say of one spot what it stands for."""
    talking, party = compared.talking, compared.parties[key]
    came = ngettext("%(count)d meeting", "%(count)d meetings", talking.came(key)) % {
        "count": talking.came(key)
    }
    met = _("met %(met)d of %(others)d") % {"met": talking.met(key), "others": len(talking.keys) - 1}
    return ", ".join(part for part in (party.name, party.organisation, came, met) if part)


def _description(plan: Plan) -> str:
    return _(
        "Each of the %(count)d spots is a link to the picture around it; a line joins two that met. "
        "The tables below say the same in figures."
    ) % {"count": len(plan.spots)}
