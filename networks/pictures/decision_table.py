"""The decision table in HTML: topics down, members across, and the same per topic as a list for narrow screens.

A thousand cells stand on one page, of few kinds: each kind is drawn once.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from collab.templatetags.look import icon
from networks.decisions import LEVELS, Seat, TopicLine

NOTHING = len(LEVELS)  # the place of the cell that says nothing
NAMED = 3  # so many who may decide are named, the others counted
ICONS = ("check-circle-fill", "chat-left-text", "arrow-left")


class LevelWords(NamedTuple):
    """A level for readers: a letter in the cell, a word in the legend, and the beginning of a list of people."""

    level: str
    letter: str
    word: str
    icon: SafeString


def level_words() -> list[LevelWords]:
    """Return the levels in the active language, in the order of LEVELS."""
    letters = (
        pgettext("letter for: may decide", "D"),
        pgettext("letter for: consults first", "C"),
        pgettext("letter for: refers back", "R"),
    )
    words = (
        pgettext("member", "decides"),
        pgettext("member", "consults first"),
        pgettext("member", "refers back"),
    )
    return [
        LevelWords(level.value, letter, word, icon(name))
        for level, letter, word, name in zip(LEVELS, letters, words, ICONS, strict=True)
    ]


def draw_headings(seats: Sequence[Seat], member_url: str) -> SafeString:
    """Return the headings of the columns: the member and their organisation; `member_url` precedes their number."""
    return mark_safe(
        "".join(
            f'<th scope="col"{_edge(seat, before)}><a href="{member_url}{seat.membership}/">{escape(seat.name)}'
            f"<small>{escape(seat.organisation_name)}</small></a></th>"
            for before, seat in zip([None, *seats], seats, strict=False)
        )
    )


def draw_rows(lines: Iterable[TopicLine], seats: Sequence[Seat]) -> SafeString:
    """Return a row for each topic: its name, what the whole table may do, and a cell for each of these members."""
    words = level_words()
    kinds = [_draw_cell(each) for each in words]
    nothing = escape(_("nothing said"))
    kinds.append(f'<i><span class="visually-hidden">{nothing}</span></i>')
    columns = [
        (seat.levels, [f"<td{_edge(seat, before)}>{kind}</td>" for kind in kinds])
        for before, seat in zip([None, *seats], seats, strict=False)
    ]
    rows = []
    for line in lines:
        topic = line.topic
        cells = "".join([drawn[levels.get(topic, NOTHING)] for levels, drawn in columns])
        head = f'<th scope="row">{escape(line.name)}</th><td class="deciders">{draw_deciders(line)}</td>'
        rows.append(f"<tr>{head}{cells}</tr>")
    return mark_safe("\n".join(rows))


def draw_list(lines: Iterable[TopicLine], seats: Sequence[Seat]) -> SafeString:
    """Return an item for each topic: what the whole table may do, then these members by what they may do."""
    words = level_words()
    items = []
    for line in lines:
        groups: list[list[str]] = [[] for _level in words]
        for seat in seats:
            level = seat.levels.get(line.topic)
            if level is not None:
                groups[level].append(escape(seat.name))
        said = "".join(
            f"<dt>{each.icon} {escape(each.word)}</dt><dd>{', '.join(names)}</dd>"
            for each, names in zip(words, groups, strict=True)
            if names
        )
        facts = f'<dl class="levels">{said}</dl>' if said else ""
        items.append(f"<li><h3>{escape(line.name)}</h3>{draw_deciders(line)}{facts}</li>")
    return mark_safe("\n".join(items))


def draw_deciders(line: TopicLine) -> SafeString:
    """Return who may decide on a topic: nobody, only one organisation, or how many of them; the first by name."""
    organisations = line.organisations
    if not line.deciders:
        nobody = escape(_("nobody decides"))
        return mark_safe(f'<span class="tag warning">{icon("exclamation-circle-fill")}{nobody}</span>')
    if len(organisations) == 1:
        (name,) = organisations.values()
        said = escape(_("only %(organisation)s") % {"organisation": name})
        tag = f'<span class="tag notice">{icon("info-circle-fill")}{said}</span>'
    else:
        count = len(organisations)
        said = ngettext("%(count)d organisation", "%(count)d organisations", count) % {"count": count}
        tag = f'<span class="tag good">{icon("check-circle-fill")}{escape(said)}</span>'
    return mark_safe(f"{tag} <small>{escape(named([seat.name for seat in line.deciders]))}</small>")


def named(names: Sequence[str]) -> str:
    """Return the first few names, and how many there are besides."""
    if len(names) <= NAMED + 1:
        return ", ".join(names)
    rest = len(names) - NAMED
    return _("%(names)s and %(count)d others") % {"names": ", ".join(names[:NAMED]), "count": rest}


def _draw_cell(words: LevelWords) -> str:
    return (
        f'<i class="{words.level}">{words.icon}<b aria-hidden="true">{escape(words.letter)}</b>'
        f'<span class="visually-hidden">{escape(words.word)}</span></i>'
    )


def _edge(seat: Seat, before: Seat | None) -> str:
    """Mark the first column of an organisation, unless it is the first of all."""
    return ' class="edge"' if before is not None and before.organisation != seat.organisation else ""
