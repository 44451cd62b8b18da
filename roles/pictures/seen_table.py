"""What a mapping round came to as a table: people down, roles across, the more who see it the fuller the cell.

Three hundred members have thousands of cells, so they are joined and escaped here; cells of nobody say nothing.
"""

from collections.abc import Mapping
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from collab.templatetags.look import icon
from roles.models import Role, RoleStance
from roles.pages.mapping_results import Results
from roles.pages.matrix import group_roles

STEPS = 4  # of shading
LISTED = 12  # people in the list of a role; all of them stand in the table
STANCE_ICONS: Mapping[str, str] = {RoleStance.Stance.PREFERS: "star", RoleStance.Stance.AVOIDS: "x-lg"}


class SeenTable(NamedTuple):
    """The parts of the table."""

    groups: SafeString
    headings: SafeString
    rows: SafeString
    footer: SafeString
    items: SafeString  # for each role, as a list on narrow screens


class Words(NamedTuple):
    """The words in the cells, translated and escaped once for all of them."""

    agreed: str
    seen: str
    of_all: str
    is_seen: str
    is_not_seen: str
    nobody: str
    unseen: str
    stances: Mapping[str, str]


def draw_seen_table(results: Results, *, role_url: str, member_url: str, carry_url: str) -> SeenTable:
    """Return the table of a round; `role_url` and `member_url` precede a role's or member's own part of an address.

    Cells lead to where a result is carried over, unless `carry_url` is empty.
    """
    groups = group_roles(results.roles)
    places = {role.pk: place for place, role in enumerate(results.roles)}
    columns = [(places[role.pk], role) for group in groups for role in group.roles]
    cells = Cells(results, carry_url)
    rows = []
    for person, name in results.people.items():
        said = escape(name)
        if person in results.seats:
            said = f'<a href="{member_url}{results.seats[person]}/">{said}</a>'
        drawn = "".join(cells.draw(place, role, person, name) for place, role in columns)
        rows.append(f'<tr><th scope="row">{said}</th>{drawn}</tr>')
    return SeenTable(
        groups=mark_safe(
            "".join(
                f'<th scope="colgroup" colspan="{len(each.roles)}" class="{each.tone}">{escape(each.name)}</th>'
                for each in groups
            )
        ),
        headings=mark_safe(
            "".join(
                f'<th scope="col"><a href="{role_url}{role.slug}/">{escape(role.name)}</a></th>'
                for _place, role in columns
            )
        ),
        rows=mark_safe("\n".join(rows)),
        footer=mark_safe(
            "".join(f"<td>{results.outcome.nobody.get(place) or '–'}</td>" for place, _role in columns)
        ),
        items=mark_safe("\n".join(cells.draw_role(place, role) for place, role in columns)),
    )


class Cells:
    """Draws the cells of one round."""

    def __init__(self, results: Results, carry_url: str) -> None:
        self.results, self.carry_url = results, carry_url
        self.words = Words(
            agreed=escape(pgettext("role", "agreed")),
            seen=escape(_("seen by %(seen)s of %(all)s")),
            of_all=escape(_("%(seen)s of %(all)s")),
            is_seen=escape(pgettext("in a role", "seen")),
            is_not_seen=escape(pgettext("in a role", "not seen")),
            nobody=escape(pgettext("seen in a role", "nobody")),
            unseen=escape(_("Nobody is seen here.")),
            stances={
                RoleStance.Stance.PREFERS: escape(pgettext("member", "prefers it")),
                RoleStance.Stance.AVOIDS: escape(pgettext("member", "avoids it")),
            },
        )

    def draw(self, place: int, role: Role, person: int, name: str) -> str:
        """Return the cell of one person and role."""
        outcome, pair = self.results.outcome, (place, person)
        seen_by, held = outcome.seen.get(pair, 0), pair in outcome.held
        stance = self.results.stances.get(pair, "")
        if not (seen_by or held or stance):
            return "<td><i></i></td>"
        said = ", ".join(
            (
                self._say(seen_by, self.words.seen),
                *((self.words.agreed,) if held else ()),
                *((self.words.stances[stance],) if stance else ()),
            )
        )
        look = f"seen-{shade(seen_by, outcome.answered_by)}{' agreed' if held else ''}"
        mark = icon(STANCE_ICONS[stance]) if stance else ""
        shown = f'<b aria-hidden="true">{self._figure(seen_by) if seen_by or held else ""}</b>{mark}'
        if self.carry_url and (seen_by or held):
            link = f"{self.carry_url}?role={role.slug}&amp;person={person}"
            label = f"{escape(name)}, {escape(role.name)}: {said}"
            return f'<td><a class="{look}" href="{link}" title="{said}" aria-label="{label}">{shown}</a></td>'
        hidden = f'<span class="visually-hidden">{said}</span>'
        return f'<td><i class="{look}" title="{said}">{shown}{hidden}</i></td>'

    def draw_role(self, place: int, role: Role) -> str:
        """Return a role with whoever is seen in it or holds it, as an item of a list."""
        outcome, seen = self.results.outcome, self.results.by_role[place]
        people = [
            self._draw_item(place, role, each.person, each.name, each.seen_by) for each in seen[:LISTED]
        ]
        if (more := len(seen) - LISTED) > 0:
            said = ngettext("and %(more)s more person", "and %(more)s more people", more)
            people.append(f'<li class="soft">{escape(said % {"more": more})}</li>')
        if nobody := outcome.nobody.get(place):
            said = self._say(nobody, self.words.of_all)
            people.append(f"<li><span>{self.words.nobody}</span><span>{said}</span></li>")
        none = "" if people else f'<p class="soft mb-0">{self.words.unseen}</p>'
        return f"<li><h3>{escape(role.name)}</h3><ul>{''.join(people)}</ul>{none}</li>"

    def _draw_item(self, place: int, role: Role, person: int, name: str, seen_by: int) -> str:
        pair, said = (place, person), escape(name)
        if self.carry_url:
            said = f'<a href="{self.carry_url}?role={role.slug}&amp;person={person}">{said}</a>'
        if pair in self.results.outcome.held:
            said += f' <span class="tag">{self.words.agreed}</span>'
        if stance := self.results.stances.get(pair):
            said += f' <span class="tag">{icon(STANCE_ICONS[stance])}{self.words.stances[stance]}</span>'
        return f"<li><span>{said}</span><span>{self._say(seen_by, self.words.of_all)}</span></li>"

    def _figure(self, seen_by: int) -> str:
        """Return what stands in a cell; of one person it says only whether they see it."""
        if self.results.single:
            return "✓" if seen_by else "–"
        return str(seen_by)

    def _say(self, seen_by: int, sentence: str) -> str:
        """Return how many see it, in words."""
        if self.results.single:
            return self.words.is_seen if seen_by else self.words.is_not_seen
        return sentence % {"seen": seen_by, "all": self.results.outcome.answered_by}


def shade(seen_by: int, answered_by: int) -> int:
    """Return how full a cell is: nought for nobody, then a step for each quarter of those who laid cards."""
    return -(-STEPS * seen_by // answered_by) if answered_by else 0
