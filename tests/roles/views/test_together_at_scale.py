"""The pages about collaborating ask as many queries of 300 members and 2,000 meetings as of 6 and 3."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from networks.models import (
    Attendance,
    CheckIn,
    Consultation,
    ListeningNote,
    Membership,
    Person,
    PurposeAgreement,
    PurposeClarity,
    RulesAcceptance,
)
from roles.models import MappingCount, MappingPart, Role
from tests import factories as make

pytestmark = pytest.mark.django_db

PAGES = (
    "purpose", "consultation_list", "consultation_create", "talking_graph", "listening", "common_ground",
    "check_in_list", "thanks_create", "mapping_list", "mapping_round", "mapping_talk", "mapping_cards",
    "mapping_links",
)  # fmt: skip


def network_of(people, meetings):
    """A network of so many members and meetings, with something of everything else; and its coordinator."""
    coordinator = make.CoordinatorFactory()
    network, today = coordinator.network, timezone.localdate()
    engagements = [make.EngagementFactory(network=network) for _ in range(min(people, 12))]
    others = Person.objects.bulk_create(
        Person(name=f"Lid {number:03d}", name_key=f"lid {number:03d}") for number in range(people - 1)
    )
    Membership.objects.bulk_create(
        Membership(
            network=network,
            person=person,
            engagement=engagements[number % len(engagements)],
            joined_on=make.LONG_AGO,
        )
        for number, person in enumerate(others)
    )
    everybody = [coordinator.person, *others]
    held = Consultation.objects.bulk_create(
        Consultation(network=network, held_on=today - timedelta(days=number % 300), topic=f"Overleg {number}")
        for number in range(meetings)
    )
    Attendance.objects.bulk_create(
        Attendance(consultation=meeting, person=everybody[(number * 7 + seat) % people], chaired=seat == 0)
        for number, meeting in enumerate(held)
        for seat in range(3)
    )
    version = make.PurposeVersionFactory(network=network)
    rules = make.WorkingRulesFactory(network=network)
    shared = {"answer": "recognised", "shared_by_author": True, "shared_by_subject": True, "drives": "Doen"}
    ListeningNote.objects.bulk_create(
        ListeningNote(network=network, author=author, about=about, **shared)
        for author, about in pairwise(everybody)
    )
    closed = make.MappingRoundFactory(network=network, closed_on=today, answered_by=len(everybody))
    running = make.MappingRoundFactory(network=network)
    MappingPart.objects.bulk_create(MappingPart(round=running, person=person) for person in everybody)
    for role in Role.objects.all():
        MappingCount.objects.bulk_create(
            MappingCount(round=closed, role=role, person=person, seen_by=2) for person in everybody
        )
    for model, values in (
        (PurposeAgreement, {"version": version}),
        (PurposeClarity, {"version": version, "score": 4}),
        (RulesAcceptance, {"rules": rules}),
        (CheckIn, {"network": network, "answer": "Kennis"}),
    ):
        model.objects.bulk_create(model(person=person, **values) for person in everybody)
    return network, coordinator.person.user, running, closed


def addresses(network, running, closed):
    """The address of every page, by what it is called here."""
    rounds = {"mapping_cards": running, "mapping_links": running}
    organisation = network.engagements.earliest("pk").organisation
    found = {}
    for name in PAGES:
        of_round = name.startswith("mapping_") and name != "mapping_list"
        found[name] = reverse(name, args=[network.slug, *([rounds.get(name, closed)] if of_round else [])])
    found["talking of people"] = found["talking_graph"] + "?by=people"
    found["talking of an organisation"] = reverse("organisation_talking", args=[organisation.slug])
    return found


def queries(client, people, meetings):
    network, user, running, closed = network_of(people, meetings)
    client.force_login(user)
    taken = {}
    for name, address in addresses(network, running.pk, closed.pk).items():
        with CaptureQueriesContext(connection) as asked:
            response = client.get(address)
        assert response.status_code == 200
        taken[name] = len(asked)
    return taken


def test_pages_about_collaborating_ask_as_much_of_a_large_network_as_of_a_small_one(client):
    assert queries(client, 6, 3) == queries(client, 300, 2_000)
