"""How long the pages take, against a bare signed-in view in the same process."""

import statistics
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from networks.models import Membership, Network, Person, Stewardship, User
from roles.models import RoleAssignment
from scripts.bench_clock import clock
from scripts.bench_data import TODAY, add_mandates, fill, fill_organisation
from scripts.bench_history import DAYS, fill_history

ROUNDS = 40

# Page, and how many times as long as the bare view it may take.
AIMS = {
    "dashboard": 4,
    "matrix at 200 members": 6,
    "one matrix cell saved": 2,
    "portfolio": None,
    "one's own page, 33 networks": None,
    "decision table, 40 topics and 200 members": 6,
    "candidates at 25 members": None,
    "candidates at 200 members": None,
    "director's overview, 300 networks": 6,
    "its table": 6,
    "timeline of 200 members over ten years": None,
    "its changes of hands": None,
    "its course": None,
    "the report of any day in it": None,
}


def measure_pages() -> list[str]:
    """Return the lines of a table: each page's requests per second, ratio, queries and kilobytes."""
    settings.ROOT_URLCONF = "scripts.bench_urls"
    settings.STATIC_ROOT = (
        settings.BASE_DIR / "static"
    )  # nothing was collected, and nothing of it is asked for
    pages = _pages()
    bare = pages.pop("bare view")
    lines = ["| page | requests a second | times the bare view | aim | queries | kB |", "| --- " * 6 + "|"]
    for name, ask in pages.items():
        own, base = _seconds(ask, bare)
        lines.append(_line(name, ask, own, own / base))
    lines.append(_line("bare view", bare, _seconds(bare, bare)[0], 1))
    return lines


def _pages() -> dict[str, Callable[[], HttpResponse]]:
    """Make networks of 25 and of 200 members and thirty more, with one coordinator, and return how to ask."""
    before = Network.objects.count()
    fill(networks=31, members=25)
    fill(networks=1, members=200)
    made = list(Network.objects.order_by("pk")[before:])
    user = User.objects.create_user("coordinator@example.org")
    coordinator = Person.objects.create(name="Coordinator", user=user)
    for network in made:
        Membership.objects.create(
            network=network, person=coordinator, joined_on=network.started_on, is_coordinator=True
        )
    client = Client()
    client.force_login(user)
    small, large = made[0], made[-1]
    add_mandates(large, topics=40)
    director, slug = _director()
    return {
        "bare view": lambda: client.get(reverse("bare")),
        "dashboard": lambda: client.get(reverse("dashboard", args=[small.slug])),
        "matrix at 200 members": lambda: client.get(reverse("matrix", args=[large.slug])),
        "one matrix cell saved": _cell_saver(client, large),
        "portfolio": lambda: client.get(reverse("portfolio")),
        "one's own page, 33 networks": lambda: client.get(reverse("me")),
        "decision table, 40 topics and 200 members": lambda: client.get(
            reverse("mandate_table", args=[large.slug])
        ),
        "candidates at 25 members": lambda: client.get(
            reverse("role_candidates", args=[small.slug, "critic"])
        ),
        "candidates at 200 members": lambda: client.get(
            reverse("role_candidates", args=[large.slug, "critic"])
        ),
        "director's overview, 300 networks": lambda: director.get(
            reverse("organisation_detail", args=[slug])
        ),
        "its table": lambda: director.get(reverse("organisation_seats", args=[slug])),
        **_timeline(user),
    }


def _timeline(user: User) -> dict[str, Callable[[], HttpResponse]]:
    """Make ten years of one network and return how to ask for them, and for the report of a day half-way."""
    network = fill_history()
    Membership.objects.create(
        network=network, person=user.person, joined_on=network.started_on, is_coordinator=True
    )
    client = Client()
    client.force_login(user)
    years = {"years": "all"}
    day = {"date": (TODAY - timedelta(days=5 * DAYS)).isoformat()}
    return {
        "timeline of 200 members over ten years": _asker(client, "timeline", network, years),
        "its changes of hands": _asker(client, "timeline_hands", network, years),
        "its course": _asker(client, "timeline_course", network, years),
        "the report of any day in it": _asker(client, "report", network, day),
    }


def _asker(client: Client, name: str, network: Network, query: dict[str, str]) -> Callable[[], HttpResponse]:
    address = reverse(name, args=[network.slug])
    return lambda: client.get(address, query)


def _director() -> tuple[Client, str]:
    """Make an organisation in three hundred networks and its steward; return who asks, and its address."""
    organisation = fill_organisation(networks=300)
    steward = User.objects.create_user("director@example.org")
    Stewardship.objects.create(
        organisation=organisation, person=Person.objects.create(name="Director", user=steward)
    )
    client = Client()
    client.force_login(steward)
    return client, organisation.slug


def _cell_saver(client: Client, network: Network) -> Callable[[], HttpResponse]:
    """Return how to save a cell: the motives of a role change with every save."""
    held = RoleAssignment.objects.filter(membership__network=network).select_related("role").last()
    address = reverse("matrix_cell", args=[network.slug, held.membership_id, held.role.slug])
    motives = [["O"], ["I", "N"]]

    def save() -> HttpResponse:
        motives.reverse()
        data = {"holds": "yes", "since": held.started_on.isoformat(), "motives": motives[0]}
        return client.post(address, data, headers={"HX-Request": "true"})

    return save


def _seconds(ask: Callable[[], HttpResponse], bare: Callable[[], HttpResponse]) -> tuple[float, float]:
    """Return the median seconds of both, asked by turns so that a busy machine slows both down."""
    now = clock()
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for number, each in enumerate((ask, bare)):
            begin = now()
            response = each()
            taken[number].append(now() - begin)
            if response.status_code != 200:
                raise SystemExit(f"A page answered {response.status_code}: {response.content[:500]!r}")
    return statistics.median(taken[0]), statistics.median(taken[1])


def _line(name: str, ask: Callable[[], HttpResponse], seconds: float, ratio: float) -> str:
    with CaptureQueriesContext(connection) as queries:
        size = len(ask().content)
    aim = AIMS.get(name) or "–"
    return f"| {name} | {1 / seconds:.0f} | {ratio:.1f} | {aim} | {len(queries)} | {size / 1024:.0f} |"
