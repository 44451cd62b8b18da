"""A page about who talks with whom, as its template expects it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.safestring import SafeString

from collab.search import FEW
from networks.talking.sittings import Sittings
from roles.pages.sorting import changed_query
from roles.pages.talking.asked import ZOOMS, Asked
from roles.pages.talking.parties import Compared, compare
from roles.pages.talking.rows import party_rows, row_headings
from roles.pictures.bars import draw_bar
from roles.pictures.talking import picture
from roles.pictures.talking_table import draw_headings, draw_meetings, draw_rows
from roles.texts import talking as texts

MATRIX_MOST = 40  # parties in a matrix; beyond, nobody finds a cell any more
PAIRS = 8
CUTS = 6
CHAIRS = 8
GROUPS = 8
NEAR = 30  # by name, of whom one met or never met
PER_PAGE = 50
KEPT = ("by", "months", "from", "until", "around", "zoom", "sort")  # in the address of a search


class Pair(NamedTuple):
    """Two who never met, though both came to meetings."""

    one: str
    other: str
    times: tuple[int, int]


class Chair(NamedTuple):
    """Who chaired, how often, and the part of all meetings with a chair."""

    name: str
    times: int
    bar: SafeString


def talking_page(
    request: HttpRequest, sittings: Sittings, asked: Asked, own: int | None = None
) -> dict[str, Any]:
    """Return the lead, the picture, the words, the matrix and the table; `own`: of whose networks they are."""
    compared = compare(sittings, asked.by, own)
    around = asked.around if asked.around in compared.parties else ""
    shown = _shown(compared, around)
    rows = party_rows(compared, asked)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "asked": asked,
        "compared": compared,
        "kind": texts.kind_of(compared),
        "lead": _lead(compared, around, own),
        "density": texts.three_decimals(compared.talking.density),
        "around": compared.parties.get(around),
        "picture": picture(compared, shown, around, asked.zoom, request.GET),
        "zooms": [(zoom, changed_query(request.GET, zoom=str(zoom))) for zoom in ZOOMS],
        "near": _near(compared, around) if around else {},
        "words": {} if around else _words(compared),
        "matrix": draw_meetings(compared, shown) if 1 < len(shown) <= MATRIX_MOST else "",
        "page": page,
        "rows": draw_rows(page.object_list, request.GET, people=asked.by == "people"),
        "headings": draw_headings(row_headings(compared, asked, request.GET)),
        "kept": [(name, request.GET[name]) for name in KEPT if request.GET.get(name)],
        "searchable": bool(asked.query) or len(compared.parties) > FEW,
    }


def _shown(compared: Compared, around: str) -> list[str]:
    """Return who stands in the picture: everybody, or one party and whom it met."""
    if not around:
        return list(compared.parties)
    near = set(compared.talking.graph[around]) | {around}
    return [key for key in compared.parties if key in near]


def _lead(compared: Compared, around: str, own: int | None) -> str:
    if around:
        return texts.around_lead(compared, around)
    if own is not None and compared.by == "organisations":
        return texts.own_lead(compared, f"o{own}")
    return texts.lead(compared)


def _near(compared: Compared, around: str) -> dict[str, str]:
    """Return whom one party met, most often first, and whom never."""
    talking = compared.talking
    others = [key for key in compared.parties if key != around]
    met = sorted(talking.graph[around], key=lambda key: (-talking.times(around, key), talking.place[key]))
    return {
        "met": ", ".join(f"{compared.name(key)} ({talking.times(around, key)}×)" for key in met[:NEAR]),
        "never": texts.some_names(
            [compared.name(key) for key in others if not talking.times(around, key)], most=NEAR
        ),
    }


def _words(compared: Compared) -> dict[str, Any]:
    """Return what there is to say: who never met, who is the only link, which groups there are, who chaired."""
    talking = compared.talking
    strangers, cuts = talking.strangers, talking.cuts
    noted = compared.chairs.total()
    chairs = sorted(compared.chairs.items(), key=lambda item: (-item[1], talking.place[item[0]]))
    return {
        "strangers": len(strangers),
        "pairs": [
            Pair(compared.name(one), compared.name(other), (talking.came(one), talking.came(other)))
            for one, other in strangers[:PAIRS]
        ],
        "more_pairs": max(0, len(strangers) - PAIRS),
        "absent": texts.some_names([compared.name(key) for key in talking.absent], most=12),
        "cuts": [texts.cut_text(compared, cut) for cut in cuts[:CUTS]],
        "more_cuts": max(0, len(cuts) - CUTS),
        "groups": len(talking.groups),
        "group_names": _groups(compared) if len(talking.groups) > 1 else [],
        "more_groups": max(0, len(talking.groups) - GROUPS),
        "chair_lead": texts.chair_lead(compared),
        "chairs": [
            Chair(compared.name(key), times, draw_bar(100 * times / noted, "network"))
            for key, times in chairs[:CHAIRS]
        ],
        "more_chairs": max(0, len(chairs) - CHAIRS),
    }


def _groups(compared: Compared) -> Sequence[str]:
    """Return for each group who is in it, the largest group first."""
    return [
        texts.some_names([compared.name(key) for key in compared.parties if key in group])
        for group in compared.talking.groups[:GROUPS]
    ]
