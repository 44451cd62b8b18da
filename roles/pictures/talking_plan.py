"""Who stands where in the picture of who met whom, under which name, and which lines are drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from networks.talking.layout import lay_out
from roles.pages.talking.parties import Compared
from roles.pictures.talking_labels import Label, Spot, place_labels

WIDTH, HEIGHT = 1000.0, 560.0
ROW = 34.0  # of those who met nobody, below the others
ASIDE_WIDE = 200.0
ASIDE_MOST = 40
MOST_SPOTS = 400
MOST_LINKS = 900
LONGEST = 30  # letters of a name
FEW = 60  # spots that can be large
ZOOMS = (1, 2, 4)

Links = Sequence[tuple[str, str, int]]


@dataclass(frozen=True, slots=True)
class Plan:
    """The spots with their names in the order in which they are drawn, the lines, and what is left out."""

    spots: Mapping[str, Spot]
    labels: Mapping[str, Label]
    links: Links
    height: float
    aside_from: float | None  # where those who met nobody begin, if there are any
    links_left_out: int
    spots_left_out: int


def plan_picture(compared: Compared, keys: Sequence[str], around: str) -> Plan:
    """Return the plan of a picture of some of the compared; those who came most often have the first choice."""
    talking = compared.talking
    chosen = sorted(keys, key=lambda key: (key != around, -talking.came(key), talking.place[key]))
    met = [key for key in chosen if talking.met(key)][:MOST_SPOTS]
    apart = [key for key in compared.parties if key in set(chosen) and not talking.met(key)][:ASIDE_MOST]
    radius = _radii(compared, [*met, *apart])
    height = HEIGHT if met else 0.0
    places = {**lay_out(talking, set(met), radius, WIDTH, height), **_aside(apart, height)}
    spots = {
        key: Spot(*places[key], radius[key], _short(compared.name(key)))
        for key in compared.parties
        if key in places
    }
    labels = place_labels({key: spots[key] for key in met}, ZOOMS, WIDTH, height)
    labels |= {key: Label(spots[key].x + radius[key] + 4, spots[key].y, "start", 1) for key in apart}
    among = set(met)
    all_links = [link for link in talking.links if link[0] in among and link[1] in among]
    links = _closest(all_links)
    return Plan(
        spots,
        labels,
        links,
        height + (ROW * (1 + ceil(len(apart) / (WIDTH // ASIDE_WIDE))) if apart else 0),
        height if apart else None,
        len(all_links) - len(links),
        len(keys) - len(spots),
    )


def _radii(compared: Compared, keys: Sequence[str]) -> dict[str, float]:
    least, more = (11.0, 15.0) if len(keys) <= FEW else (5.0, 9.0)
    most = max((compared.talking.came(key) for key in keys), default=0) or 1
    return {key: round(least + more * sqrt(compared.talking.came(key) / most), 1) for key in keys}


def _aside(apart: Sequence[str], top: float) -> dict[str, tuple[float, float]]:
    """Return places in rows for those who met nobody."""
    in_a_row = int(WIDTH // ASIDE_WIDE)
    return {
        key: (20.0 + ASIDE_WIDE * (number % in_a_row), top + ROW * (1.4 + number // in_a_row))
        for number, key in enumerate(apart)
    }


def _closest(links: Links) -> Links:
    """Return the links to draw: all, or those of the most meetings, and the strongest of each."""
    if len(links) <= MOST_LINKS:
        return links
    held: set[str] = set()
    kept = []
    for number, link in enumerate(sorted(links, key=lambda link: -link[2])):
        if number < MOST_LINKS or link[0] not in held or link[1] not in held:
            kept.append(link)
            held |= {link[0], link[1]}
    return kept


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"
