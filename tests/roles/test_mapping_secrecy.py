"""Nobody learns from any page what others lay in a running round: everything looks the same, whatever it is."""

import re
from datetime import timedelta

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from networks.models import Membership, Person, User
from roles.models import MappingCount, MappingMark, MappingPart
from roles.services.mapping_cards import lay_cards
from roles.services.mapping_links import lay_by_link, make_link
from roles.services.mapping_rounds import close_round, open_round
from tests.factories import (
    AdministratorFactory,
    CoordinatorFactory,
    MembershipFactory,
    MemberWithAccountFactory,
    NetworkFactory,
    ObserverFactory,
    RoleAssignmentFactory,
    StewardshipFactory,
    role,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
SEALED = (MappingPart, MappingMark)
# Two opposite ways in which the two others lay their cards: who lays, with how many, with whom.
ONE_WAY = {"bram": {"driver": ["carla"], "critic": [None]}, "dirk": {"leader": ["dirk"]}}
OTHER_WAY = {"bram": {"fundraiser": [None]}, "dirk": {"driver": ["anna", "bram", "dirk"], "leader": ["anna"]}}


class World:
    """A round with two who lay cards, and everybody who could read something about it."""

    def __init__(self):
        self.network = NetworkFactory(slug="samen")
        coordinator = CoordinatorFactory(network=self.network)
        seats = {
            "anna": coordinator,
            "bram": MemberWithAccountFactory(network=self.network),
            "carla": MemberWithAccountFactory(network=self.network),
            "dirk": MembershipFactory(network=self.network),
        }
        RoleAssignmentFactory(membership=seats["bram"], role=role("driver"))
        self.people = {name: seat.person for name, seat in seats.items()}
        self.readers = {
            "asker": self.people["anna"].user,
            "coordinator": CoordinatorFactory(network=self.network).person.user,
            "member": self.people["carla"].user,
            "observer": ObserverFactory(network=self.network).person.user,
            "steward": StewardshipFactory(organisation=seats["bram"].organisation).person.user,
            "administrator": AdministratorFactory(),
        }
        self.round = open_round(
            network=self.network,
            way="everyone",
            asked_by=self.people["anna"],
            closes_on=TODAY + timedelta(days=14),
            today=TODAY,
        )
        make_link(part=self.part("dirk"), day=TODAY)

    def part(self, name):
        return MappingPart.objects.get(round=self.round, person=self.people[name])

    def lay(self, way):
        """Let the two others have laid these cards, and no others."""
        MappingMark.objects.all().delete()
        for layer, cards in way.items():
            keys = {
                role(slug).pk: [name and self.people[name].pk for name in names]
                for slug, names in cards.items()
            }
            lay_cards(part=self.part(layer), cards=keys, day=TODAY)

    def addresses(self, reader):
        """Everything about the network that a reader could open."""
        found = [
            reverse(name) for name in ("me", "portfolio", "my_data", "network_list", "organisation_list")
        ]
        found.append(reverse("my_data_export", args=["json"]))
        found += [
            reverse(name, args=["samen"])
            for name in (
                *("dashboard", "report_json", "matrix", "member_list", "change_list", "my_part"),
                *("mapping_list", "mapping_create"),
            )
        ]
        own = reverse("mapping_cards", args=["samen", self.round.pk])
        found += [own, f"{own}?role=driver", f"{own}?role=leader"]
        found += [reverse(f"mapping_{each}", args=["samen", self.round.pk]) for each in ("links", "close")]
        seats = Membership.objects.filter(network=self.network, person=self.people["bram"])
        found += [reverse("member_detail", args=["samen", seat.pk]) for seat in seats.order_by("pk")]
        if reader == "administrator":
            found += [
                reverse(f"admin:networks_person_{deed}", args=[self.people[name].pk])
                for name in ("bram", "dirk")
                for deed in ("change", "delete")
            ]
            found += [
                reverse(f"admin:networks_network_{deed}", args=[self.network.pk])
                for deed in ("change", "delete")
            ]
            found.append(reverse("admin:index"))
        return found

    def seen(self, reader):
        """Everything that a reader sees, by address, without what differs from one request to the next."""
        client = Client()
        client.force_login(self.readers[reader])
        User.objects.filter(pk=self.readers[reader].pk).update(last_login=None)  # stands in my data
        client.cookies["django_language"] = "en"
        return {each: look(client, each) for each in self.addresses(reader)}


def look(client, address):
    response = client.get(address)
    content = response.content.decode()
    changing = r'[A-Za-z0-9]{64}|name="[a-z-]*seen" value="[^"]*"|"made_at": "[^"]*"'
    return response.status_code, re.sub(changing, "", content)


READERS = ["asker", "coordinator", "member", "observer", "steward", "administrator"]


@pytest.mark.parametrize("reader", READERS)
def test_running_round_looks_the_same_however_others_lay_their_cards(reader):
    world = World()
    world.lay(ONE_WAY)
    before = world.seen(reader)

    world.lay(OTHER_WAY)

    assert world.seen(reader) == before
    assert {status for status, _content in before.values()} >= {200}


@pytest.mark.parametrize("reader", ["administrator"])
def test_running_round_does_not_tell_who_has_laid_cards(reader):
    world, seen = World(), []
    for layer in ("bram", "dirk"):
        with transaction.atomic():
            world.lay({layer: {"driver": ["carla"]}})
            seen.append(world.seen(reader))
            transaction.set_rollback(True)

    assert seen[0] == seen[1]
    assert "1 of 5 has laid cards." in " ".join(seen[0][reverse("mapping_list", args=["samen"])][1].split())


def test_closed_round_is_the_same_whoever_laid_what():
    world, kept = World(), []
    for layers in (("anna", "bram", "carla"), ("dirk", "carla", "bram")):
        with transaction.atomic():
            for number, layer in enumerate(layers):
                lay_cards(
                    part=world.part(layer),
                    cards={role("driver").pk: [world.people["anna" if number else "dirk"].pk]},
                    day=TODAY,
                )
            close_round(mapping_round=world.round, day=TODAY)
            counts = MappingCount.objects.order_by("pk").values_list("role", "person", "seen_by")
            parts = MappingPart.objects.order_by("pk").values_list("person", "answered_on", "device_hash")
            kept.append((list(counts), list(parts), MappingMark.objects.count()))
            transaction.set_rollback(True)

    assert kept[0] == kept[1]
    assert kept[0][2] == 0


def test_cards_are_seen_by_whoever_laid_them_only():
    world = World()
    world.lay(ONE_WAY)
    own = reverse("mapping_cards", args=["samen", world.round.pk])

    seen = {name: set(MappingPart.objects.visible_to(user)) for name, user in world.readers.items()}
    answers = {}
    for name, user in world.readers.items():
        client = Client()
        client.force_login(user)
        answers[name] = client.get(own).status_code

    assert {name: {part.person for part in parts} for name, parts in seen.items()} == {
        "asker": {world.people["anna"]},
        "coordinator": set(Person.objects.filter(user=world.readers["coordinator"])),
        "member": {world.people["carla"]},
        "observer": set(),
        "steward": set(),
        "administrator": set(),
    }
    assert answers == {
        "asker": 200,
        "coordinator": 200,
        "member": 200,
        "observer": 404,
        "steward": 404,
        "administrator": 404,
    }


def test_administration_has_no_page_of_sealed_cards():
    assert not [model for model in SEALED if admin.site.is_registered(model)]


def test_account_shows_nothing_of_what_was_laid_with_a_link():
    """A coordinator may put right at which address somebody is invited, so could open an account in their name."""
    world, seen = World(), []
    dirk, part = world.people["dirk"], world.part("dirk")
    account = User.objects.create_user("elsewhere@example.org")
    for slug, person in (("driver", "carla"), ("leader", "bram")):
        with transaction.atomic():
            lay_by_link(
                part=part,
                device="phone",
                role=role(slug).pk,
                laid={world.people[person].pk},
                day=TODAY,
            )
            dirk.user = world.readers["dirk"] = account
            dirk.save()
            seen.append(world.seen("dirk"))
            transaction.set_rollback(True)

    own = reverse("mapping_cards", args=["samen", world.round.pk])
    assert seen[0] == seen[1]
    assert "What you laid with your personal link still counts" in seen[0][own][1]
