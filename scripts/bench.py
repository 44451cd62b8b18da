"""Measures the analysis and the pages; prints ratios within one run, so that they say the same on any machine.

    python scripts/bench.py                                    # SQLite, in a file that is removed afterwards
    python scripts/postgres.py python scripts/bench.py         # PostgreSQL, on a server that is removed too

The unit P is one plain Python pass over the network's assignments, as tuples in memory, with three dict counts.
Needs an empty database: what DATABASE_URL names is filled with made-up networks.
"""

import gc
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

ROUNDS = 5
SIZES = ((1, 1_000, 5), (2_000, 25, 4), (8_000, 25, 4))


def main() -> None:
    """Fill a database step by step, and measure at each size."""
    parts = {
        "--memory": print_memory,
        "--pages": print_pages,
        "--digest": print_digest,
        "--suggestions": print_suggestions,
        "--together": print_together,
    }
    if sys.argv[1:]:
        parts[sys.argv[1]]()
        return
    with tempfile.TemporaryDirectory(prefix="samenspel-bench-") as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        measure()


def measure() -> None:
    """Print the tables."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from scripts.bench_data import fill

    call_command("migrate", verbosity=0)
    refuse_unless_empty()
    print(f"Measured on {connection.vendor}, Python {sys.version.split()[0]}\n")
    print("| networks | assignments | P, ms | reports, ms | times P | of which loading |")
    print("| --- " * 6 + "|")
    for networks, members, roles in SIZES:
        fill(networks=networks, members=members, roles_each=roles)
        if connection.vendor == "postgresql":  # does so by itself after a while; SQLite does not
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        print(measure_reports(only_one=networks == 1), flush=True)
    # In processes of their own: a heap that has held a million rows answers more slowly.
    for part in ("--memory", "--pages", "--digest", "--suggestions", "--together"):
        subprocess.run([sys.executable, __file__, part], check=True)


def refuse_unless_empty() -> None:
    """Stop before somebody's own networks get made-up company."""
    from networks.models import Network

    if Network.objects.exists():
        sys.exit("The database that DATABASE_URL names holds networks. Give an empty one, or leave it unset.")


def measure_reports(*, only_one: bool) -> str:
    """Return a line of the table: the reports of all networks, or of just the one, from the database."""
    from networks.models import Network
    from roles.analysis import analyse
    from roles.loading.snapshots import load_snapshot, load_snapshots
    from roles.models import RoleAssignment
    from scripts.bench_data import TODAY

    first = Network.objects.order_by("pk").first()
    chosen = Network.objects.filter(pk=first.pk) if only_one else Network.objects.exclude(pk=first.pk)
    keys = ("membership__network_id", "membership__person_id", "membership__engagement_id", "role_id")
    rows = list(RoleAssignment.objects.filter(membership__network__in=chosen).values_list(*keys))

    def load() -> None:
        for _snapshot in [load_snapshot(first, TODAY)] if only_one else load_snapshots(chosen, TODAY):
            pass

    def report() -> None:
        for snapshot in [load_snapshot(first, TODAY)] if only_one else load_snapshots(chosen, TODAY):
            analyse(snapshot)

    # By turns, and the best of each: what else the machine does should not decide.
    rounds = [(timed(lambda: count(rows)), timed(load), timed(report)) for _ in range(ROUNDS)]
    plain, loading, reporting = (min(times) for times in zip(*rounds, strict=True))
    figures = (
        f"{plain * 1000:.1f} | {reporting * 1000:.1f} | {reporting / plain:.1f} | {loading / reporting:.0%}"
    )
    return f"| {chosen.count():,} | {len(rows):,} | {figures} |"


def count(rows: list[tuple[int, int, int | None, int]]) -> None:
    """P: one pass, three counts."""
    people: dict[int, int] = {}
    organisations: dict[int | None, int] = {}
    roles: dict[int, int] = {}
    for _network, person, organisation, role in rows:
        people[person] = people.get(person, 0) + 1
        organisations[organisation] = organisations.get(organisation, 0) + 1
        roles[role] = roles.get(role, 0) + 1


def timed(work: Callable[[], None]) -> float:
    """Return the seconds that some work takes, without a garbage collection that earlier work left behind."""
    from scripts.bench_clock import clock

    now = clock()
    gc.collect()
    begin = now()
    work()
    return now() - begin


def print_pages() -> None:
    """Print how long the pages take, among all these networks."""
    import django

    django.setup()
    from scripts.bench_pages import measure_pages

    print("\n".join(measure_pages()))


def print_digest() -> None:
    """Print how long the weekly mail takes, among all these networks."""
    import django

    django.setup()
    from scripts.bench_digest import measure_digest

    print("\n" + "\n".join(measure_digest(peak_so_far)))


def print_suggestions() -> None:
    """Print how long suggestions are looked for; on one database, as it plays no part."""
    import django

    django.setup()
    from django.db import connection

    from scripts.bench_suggestions import measure_suggestions

    if connection.vendor == "sqlite":
        for line in measure_suggestions():
            print(line, flush=True)


def print_together() -> None:
    """Print what purposes, meetings, notes and role cards add to a report."""
    import django

    django.setup()
    from scripts.bench_together import measure_together

    for line in measure_together():
        print(line, flush=True)


def print_memory() -> None:
    """Print how many MB a process grows while it makes all reports, one after another.

    SQLite's view of its file, which the system shares between processes, is left out.
    """
    import django

    django.setup()
    from django.db import connection

    from networks.models import Network
    from roles.analysis import analyse
    from roles.loading.snapshots import load_snapshot, load_snapshots
    from scripts.bench_data import TODAY

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA mmap_size = 0")
    analyse(load_snapshot(Network.objects.order_by("pk")[1], TODAY))
    before = peak_so_far()
    for snapshot in load_snapshots(Network.objects.all(), TODAY):
        analyse(snapshot)
    print(f"\nPeak memory above Django's own, all of them: {peak_so_far() - before:.0f} MB\n")


def peak_so_far() -> float:
    """Return the most memory that this process has held, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # the other figure counts in the process that started this one
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


if __name__ == "__main__":
    main()
