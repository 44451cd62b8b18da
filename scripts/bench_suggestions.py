"""Measures how long the fewest moves are looked for, in networks made up in memory, the same every time."""

import time
from collections.abc import Iterator
from datetime import date
from random import Random
from statistics import median

from roles.analysis import Mandate, Member, Organisation, Snapshot, Stances
from roles.analysis.report import analyse
from roles.analysis.suggestions import findings_to_clear
from roles.catalogue_names import CatalogueNames
from roles.suggestions import suggest

TODAY = date(2026, 11, 22)
LONG_AGO = date(2020, 1, 1)
SIZES = (50, 200, 1_000)
DRAWS = 5
PATIENCE = 120.0  # seconds: so that nothing is broken off

# How many roles each holds, how many in a hundred hold five to nine, and whether half sits for one organisation.
CROWDS = {
    "a few carry too much": ((0, 0, 1, 1, 2), 2, False),
    "many carry too much": ((0, 1, 1, 2, 3), 5, False),
    "one organisation rules, mandates": ((0, 1, 2), 5, True),
    "no way out": ((3, 4, 5), 10, False),
}


def measure_suggestions() -> Iterator[str]:
    """Yield the lines of a table: processor time, median and worst of several networks."""
    catalogue = CatalogueNames.load().for_analysis()[0]
    yield "| network | members | signals | moves | seconds | at worst |"
    yield "| --- " * 6 + "|"
    for crowd, drawn in CROWDS.items():
        for size in SIZES:
            times, moves, signals = [], [], []
            for seed in range(DRAWS):
                snapshot = draw(Random(seed), Snapshot(TODAY, "net", "Net", True, catalogue), size, *drawn)
                signals.append(len(findings_to_clear(analyse(snapshot))))
                begin = time.process_time()
                outcome = suggest(snapshot, seconds=PATIENCE)
                times.append(time.process_time() - begin)
                moves.append(len(outcome.moves) if outcome.moves is not None else 0)
            figures = f"{median(signals)} | {median(moves) or '–'} | {median(times):.2f} | {max(times):.2f}"
            yield f"| {crowd} | {size:,} | {figures} |"


def draw(
    draw_from: Random, empty: Snapshot, size: int, held: tuple[int, ...], busy: int, one_rules: bool
) -> Snapshot:
    """Return a network with so many members, an organisation for every eight, and stances of six in ten."""
    roles = range(len(empty.catalogue.roles))
    organisations = {key: Organisation(f"o{key}", f"O{key}", 0, False) for key in range(max(3, size // 8))}
    members, stances, mandates = [], {}, {}
    for person in range(size):
        seat = draw_from.randrange(len(organisations)) if draw_from.random() > 0.1 else None
        seat = 0 if one_rules and draw_from.random() < 0.5 else seat
        number = draw_from.randint(5, 9) if draw_from.randrange(100) < busy else draw_from.choice(held)
        members.append(Member(person, f"P{person}", seat, LONG_AGO, mask(draw_from.sample(roles, number)), 0))
        if draw_from.random() < 0.6:
            said = draw_from.sample(roles, 6)
            stances[person] = Stances(mask(said), mask(said[:2]), mask(said[2:4]))
        if one_rules and seat is not None and draw_from.random() < 0.7:
            mandates[person] = [Mandate(LONG_AGO, LONG_AGO, date(2030, 1, 1), None, 1)]
    return Snapshot(
        empty.day, empty.slug, empty.name, True, empty.catalogue, members, organisations,
        stances=stances, mandates=mandates,
    )  # fmt: skip


def mask(roles: list[int]) -> int:
    """Return roles as the analysis writes them."""
    return sum(1 << role for role in roles)
