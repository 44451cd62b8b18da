"""How long the weekly mail to two thousand people takes, and how much memory."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test.utils import CaptureQueriesContext

from networks.models import Membership, Network, Person, User
from roles.services.reminders import send_reminders
from scripts.bench_clock import clock
from scripts.bench_data import TODAY, fill

PEOPLE = 2_000
MEMBERS_EACH = 25


def measure_digest(peak: Callable[[], float]) -> list[str]:
    """Return the lines of a table; `peak` tells the most memory held so far, in MB."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    settings.PUBLIC_ADDRESS = "https://samenspel.example.org"
    add_accounts(2)
    with CaptureQueriesContext(connection) as context:
        send_reminders(day=TODAY)
    queries = len(context)
    add_accounts(PEOPLE)
    now, before = clock(), peak()
    begun = now()
    mailed = send_reminders(day=TODAY).mailed
    seconds, grown = now() - begun, peak() - before
    begun = now()
    send_reminders(day=TODAY)
    again = now() - begun
    return [
        "| people mailed | seconds | ms each | MB more | s when run again | queries for two |",
        "| --- " * 6 + "|",
        f"| {mailed} | {seconds:.0f} | {1000 * seconds / mailed:.0f} | {grown:.0f} | {again:.2f} | {queries} |",
    ]


def add_accounts(count: int) -> None:
    """Give so many people of new networks of 25 an account; the first of each network becomes its coordinator."""
    known = Network.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    fill(networks=count * 12 // 10 // MEMBERS_EACH + 1, members=MEMBERS_EACH)  # some sit in two of them
    seats = Membership.objects.filter(network__gt=known).order_by("network", "pk")
    people = list(dict.fromkeys(seats.values_list("person", flat=True)))[:count]
    password = make_password(None)
    users = User.objects.bulk_create(User(email=f"p{key}@example.org", password=password) for key in people)
    Person.objects.bulk_update(
        [Person(pk=key, user=user) for key, user in zip(people, users, strict=True)], ["user"], batch_size=500
    )
    firsts = {network: seat for seat, network in reversed(seats.values_list("pk", "network"))}
    Membership.objects.filter(pk__in=firsts.values()).update(is_coordinator=True)
