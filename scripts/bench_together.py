"""Measures what purposes, meetings, notes and role cards add to a report, where there are none and where many.

Each figure is beside the same without these questions, by turns in one run.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from random import Random
from statistics import median

from networks.models import (
    Attendance,
    Consultation,
    ListeningNote,
    Network,
    PurposeClarity,
    PurposeVersion,
)
from roles.analysis import analyse
from roles.loading.over_time import load_snapshots_over
from roles.loading.snapshots import load_snapshot, load_snapshots
from roles.loading.sql import Questions
from roles.models import MappingCount, MappingRound, Role
from scripts.bench_clock import clock
from scripts.bench_data import TODAY, fill

MEMBERS, MEETINGS, ROUNDS = 300, 2_000, 9
MANY = 2_000


def measure_together() -> Iterator[str]:
    """Yield the lines of a table; the networks of the other measurements are there."""
    yield "| what | without, ms | with, ms | times |"
    yield "| --- " * 4 + "|"
    keys = list(Network.objects.order_by("pk").values_list("pk", flat=True)[: MANY + 1])
    many = Network.objects.filter(pk__in=range(keys[0] + 1, keys[-1] + 1))
    yield _line(
        f"{many.count():,} networks that use none of it",
        lambda: [analyse(each) for each in load_snapshots(many, TODAY)],
    )
    fill(networks=1, members=MEMBERS, roles_each=3)
    network = Network.objects.select_related("norms").order_by("-pk")[0]
    yield _line(f"one of {MEMBERS} that uses none of it", lambda: analyse(load_snapshot(network, TODAY)))
    _fill_together(network)
    snapshot = load_snapshot(network, TODAY)
    yield _line(
        f"the same with {MEETINGS:,} meetings, notes, cards", lambda: analyse(load_snapshot(network, TODAY))
    )
    days = [TODAY - timedelta(days=30 * each) for each in range(12)]
    yield _line(
        "its course, twelve days", lambda: [analyse(each) for each in load_snapshots_over(network, days)]
    )
    now = clock()
    begin = now()
    for _ in range(100):
        analyse(snapshot)
    yield f"\nAnalysing it once more, without loading: {10 * (now() - begin):.1f} ms"


def _line(what: str, work: Callable[[], object]) -> str:
    now = clock()
    times: dict[bool, list[float]] = {False: [], True: []}
    for _ in range(ROUNDS):
        for asked, taken in times.items():
            with _asking(asked):
                begin = now()
                work()
                taken.append(now() - begin)
    without, with_it = median(times[False]), median(times[True])
    return f"| {what} | {without * 1000:.1f} | {with_it * 1000:.1f} | {with_it / without:.2f} |"


@contextmanager
def _asking(asked: bool) -> Iterator[None]:
    """Ask these questions, or leave them out."""
    kept = Questions.together
    if not asked:
        Questions.together = lambda self, *, last_only: ()  # type: ignore[method-assign]
    try:
        yield
    finally:
        Questions.together = kept  # type: ignore[method-assign]


def _fill_together(network: Network) -> None:
    """Let a network meet nearly six times a day for a year, at tables of eight to twenty-five."""
    draw = Random(20261122)
    people = list(network.memberships.values_list("person", flat=True))
    meetings = Consultation.objects.bulk_create(
        Consultation(network=network, held_on=TODAY - timedelta(days=draw.randrange(360)), topic="Much.")
        for _ in range(MEETINGS)
    )
    Attendance.objects.bulk_create(
        Attendance(consultation=each, person_id=person, chaired=place == 0)
        for each in meetings
        for place, person in enumerate(draw.sample(people, draw.randint(8, 25)))
    )
    version = PurposeVersion.objects.create(network=network, number=1, written_on=TODAY)
    PurposeClarity.objects.bulk_create(
        PurposeClarity(version=version, person_id=person, score=draw.randint(1, 5), said_on=TODAY)
        for person in people
    )
    ListeningNote.objects.bulk_create(
        ListeningNote(
            network=network,
            author_id=one,
            about_id=other,
            drives="Much.",
            answer="recognised",
            answered_on=TODAY,
        )
        for one in people
        for other in draw.sample([each for each in people if each != one], 3)
    )
    closed = MappingRound.objects.create(
        network=network, opened_on=TODAY, closes_on=TODAY, closed_on=TODAY, answered_by=len(people)
    )
    MappingCount.objects.bulk_create(
        MappingCount(round=closed, role=role, person_id=person, seen_by=draw.randint(1, len(people)))
        for role in Role.objects.all()
        for person in people
    )
