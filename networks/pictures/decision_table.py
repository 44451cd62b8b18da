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
from networks.decisions import Level, Seat, TopicLine

NAMED = 3  # so many who may decide are named, the others counted
ICONS = {Level.DECIDES: "check-circle-fill", Level.CONSULTS: "chat-left-text", Level.REFERS: "arrow-left"}


class LevelWords(NamedTuple):
    """A level for readers: a letter in the cell, a word in the legend, and the beginning of a list of people."""

    level: str
    letter: str
    word: str
    icon: SafeString


def level_words() -> dict[Level, LevelWords]:
    """Return the levels in the active language."""
    letters = {
        Level.DECIDES: pgettext("letter for: may decide", "D"),
        Level.CONSULTS: pgettext("letter for: consults first", "C"),
        Level.REFERS: pgettext("letter for: refers back", "R"),
    }
    words = {
        Level.DECIDES: pgettext("member", "decides"),
        Level.CONSULTS: pgettext("member", "consults first"),
        Level.REFERS: pgettext("member", "refers back"),
    }
    return {
        level: LevelWords(level.value, letters[level], words[level], icon(name))
        for level, name in ICONS.items()
    }


def draw_headings(seats: Sequence[Seat], member_url: str) -> SafeString:
    """Return the headings of the columns: the member and their organisation; `member_url` precedes their number."""
    return mark_safe(
        "".join(
            f'<th scope="col"{_edge(seat, before)}><a href="{member_url}{seat.membership}/">{escape(seat.name)}'
            f"<small>{escape(seat.organisation_name)}</small></a></th>"
            for before, seat in zip([None, *seats], seats, strict=False)
        )
    )


class Head(NamedTuple):
    """A topic as both the table and the list begin with it."""

    topic: int
    name: str
    deciders: SafeString


def draw_heads(lines: Iterable[TopicLine]) -> list[Head]:
    """Return topics by name, escaped, with who may decide: nobody, only one organisation, or how many of them."""
    nobody = escape(_("nobody decides"))
    tags = (
        f'<span class="tag warning">{icon("exclamation-circle-fill")}{nobody}</span>',
        f'<span class="tag notice">{icon("info-circle-fill")}%s</span> <small>%s</small>',
        f'<span class="tag good">{icon("check-circle-fill")}%s</span> <small>%s</small>',
    )
    only = _("only %(organisation)s")
    heads = []
    for line in lines:
        names = list(line.organisations.values())
        drawn = tags[min(len(names), 2)]
        if len(names) == 1:
            drawn %= (escape(only % {"organisation": names[0]}), escape(named(line.deciders)))
        elif names:
            count = ngettext("%(count)d organisation", "%(count)d organisations", len(names))
            drawn %= (escape(count % {"count": len(names)}), escape(named(line.deciders)))
        heads.append(Head(line.topic, escape(line.name), mark_safe(drawn)))
    return heads


def draw_rows(heads: Iterable[Head], seats: Sequence[Seat]) -> SafeString:
    """Return a row for each topic: its name, who may decide, and a cell for each of these members."""
    nothing = escape(_("nothing said"))
    kinds: dict[Level | None, str] = {level: _draw_cell(words) for level, words in level_words().items()}
    kinds[None] = f'<i><span class="visually-hidden">{nothing}</span></i>'
    columns = [
        (seat.levels, {level: f"<td{_edge(seat, before)}>{kind}</td>" for level, kind in kinds.items()})
        for before, seat in zip([None, *seats], seats, strict=False)
    ]
    rows = []
    for topic, name, deciders in heads:
        cells = "".join([drawn[levels.get(topic)] for levels, drawn in columns])
        rows.append(f'<tr><th scope="row">{name}</th><td class="deciders">{deciders}</td>{cells}</tr>')
    return mark_safe("\n".join(rows))


def draw_list(heads: Iterable[Head], seats: Sequence[Seat]) -> SafeString:
    """Return an item for each topic: who may decide, then these members by what they may do."""
    words = level_words()
    terms = {level: f"<dt>{each.icon} {escape(each.word)}</dt>" for level, each in words.items()}
    names: dict[tuple[int, Level], list[str]] = {}
    for seat in seats:
        name = escape(seat.name)
        for key in seat.levels.items():
            names.setdefault(key, []).append(name)
    items = []
    for topic, title, deciders in heads:
        said = "".join(
            [
                f"{term}<dd>{', '.join(names[topic, level])}</dd>"
                for level, term in terms.items()
                if (topic, level) in names
            ]
        )
        facts = f'<dl class="levels">{said}</dl>' if said else ""
        items.append(f"<li><h3>{title}</h3>{deciders}{facts}</li>")
    return mark_safe("\n".join(items))


def named(seats: Sequence[Seat]) -> str:
    """Return the names of the first few, and how many there are besides."""
    if len(seats) <= NAMED + 1:
        return ", ".join(seat.name for seat in seats)
    first = ", ".join(seat.name for seat in seats[:NAMED])
    return _("%(names)s and %(count)d others") % {"names": first, "count": len(seats) - NAMED}


def _draw_cell(words: LevelWords) -> str:
    return (
        f'<i class="{words.level}">{words.icon}<b aria-hidden="true">{escape(words.letter)}</b>'
        f'<span class="visually-hidden">{escape(words.word)}</span></i>'
    )


def _edge(seat: Seat, before: Seat | None) -> str:
    """Mark the first column of an organisation, unless it is the first of all."""
    return ' class="edge"' if before is not None and before.organisation != seat.organisation else ""
