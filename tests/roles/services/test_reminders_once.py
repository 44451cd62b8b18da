"""The weekly mail to thousands: nobody gets two, whatever stops it or runs beside it, in bounded memory."""

import gc
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit, urlunsplit
from weakref import WeakSet

import pytest
from django.db import connection
from django.utils import timezone

from networks.models import Engagement, Mandate, Membership, Network, Organisation, Person
from roles.models import Digest, SentReminder
from roles.reminders import letters
from roles.services.reminders import send_reminders

ROOT = Path(__file__).parents[3]
TODAY = timezone.localdate()


def many_people(count):
    """So many people with an address, each with a mandate that ends in a month."""
    organisation = Organisation.objects.create(name="De Brug", slug="de-brug")
    network = Network.objects.create(name="North", slug="north", started_on=TODAY - timedelta(days=400))
    engagement = Engagement.objects.create(network=network, organisation=organisation)
    people = Person.objects.bulk_create(
        Person(name=f"P {number}", name_key=f"p {number}", email=f"p{number}@example.org", language="en")
        for number in range(count)
    )
    seats = Membership.objects.bulk_create(
        Membership(network=network, person=each, engagement=engagement, joined_on=network.started_on)
        for each in people
    )
    Mandate.objects.bulk_create(
        Mandate(
            membership=seat,
            starts_on=seat.joined_on,
            ends_on=TODAY + timedelta(days=30),
            granted_on=seat.joined_on,
        )
        for seat in seats
    )
    return people


@pytest.mark.django_db
def test_two_thousand_people_are_mailed_once_each_in_bounded_memory(mailoutbox, monkeypatch):
    many_people(2_000)
    read, sizes, alive = letters.read_lines, [], []
    seen = WeakSet()
    addresses = Counter()

    def watch(readers, day):
        addresses.update(mail.to[0] for mail in mailoutbox)
        mailoutbox.clear()  # it is the mail server's memory, not ours
        gc.collect()
        seen.update(readers.values())
        sizes.append(len(readers))
        alive.append(len(seen))
        return read(readers, day)

    monkeypatch.setattr(letters, "read_lines", watch)

    outcome = send_reminders(day=TODAY)

    addresses.update(mail.to[0] for mail in mailoutbox)
    assert outcome.mailed == len(addresses) == addresses.total() == 2_000
    assert Digest.objects.exclude(sent_at=None).count() == SentReminder.objects.count() == 2_000
    assert sizes == [100] * 20
    assert max(alive) <= 200  # those before are forgotten: of two thousand, two batches are in memory at most


def count_mails(folder):
    """How many mails each address got."""
    texts = [path.read_text(encoding="utf-8") for path in folder.iterdir()]
    return Counter(address for text in texts for address in re.findall(r"^To: (\S+)$", text, re.MULTILINE))


def begin_sending(folder):
    """Send in a process of its own, into files; on the same database as the tests."""
    name = connection.settings_dict["NAME"]
    url = f"sqlite:///{name}"
    if connection.vendor == "postgresql":
        url = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
    environment = os.environ | {"DATABASE_URL": url, "EMAIL_URL": f"filemail:///{folder}", "DEBUG": "1"}
    return subprocess.Popen(
        [sys.executable, "manage.py", "send_reminders"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for_mails(folder, count, process):
    while sum(count_mails(folder).values()) < count:
        if process.poll() is not None:
            pytest.fail(f"It ended before: {process.communicate()}")
        time.sleep(0.005)


@pytest.mark.django_db(transaction=True)
def test_run_that_is_killed_half_way_and_begun_again_sends_nobody_two(tmp_path):
    people = many_people(150)
    first = begin_sending(tmp_path)
    wait_for_mails(tmp_path, 20, first)

    first.send_signal(signal.SIGKILL)
    first.communicate()
    half_way = sum(count_mails(tmp_path).values())
    second = begin_sending(tmp_path)
    said, complained = second.communicate(timeout=60)

    mails = count_mails(tmp_path)
    unsure = Digest.objects.filter(sent_at=None)
    missed = {each.email for each in people} - set(mails)
    assert 20 <= half_way < 150
    assert set(mails.values()) == {1}
    assert missed <= {each.person.email for each in unsure}  # at most the one that was on its way
    assert unsure.count() <= 1
    assert f"Gemaild: {150 - half_way - len(missed)} " in said
    assert ("Misschien niet gemaild" in complained) == unsure.exists()


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_send_nobody_two(mailoutbox):
    people = many_people(60)
    outcomes = []

    def run():
        outcomes.append(send_reminders(day=TODAY))
        connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(mail.to[0] for mail in mailoutbox) == sorted(each.email for each in people)
    assert sum(outcome.mailed for outcome in outcomes) == 60
    assert Digest.objects.exclude(sent_at=None).count() == 60
