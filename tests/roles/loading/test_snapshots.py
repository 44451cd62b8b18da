"""From the database to a report: what the oracle says of the same records, in a number of queries that stays."""

from datetime import date

import pytest
from django.utils import timezone

from networks.models import Network
from roles.analysis import NORM_SPECS, analyse
from roles.loading.snapshots import load_snapshot, load_snapshots
from roles.models import NetworkNorms, Role
from roles.models.norms import RANGES
from tests.factories import MembershipFactory, NetworkFactory, RoleAssignmentFactory
from tests.roles.analysis.adapters import plain
from tests.roles.analysis.oracle import Oracle
from tests.roles.analysis.random_worlds import Maker
from tests.roles.worlds import write

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 22)
TODAY = timezone.localdate()


@pytest.mark.parametrize("seed", range(60))
def test_one_network_is_reported_as_the_oracle_says(seed):
    maker = Maker(seed)
    world = maker.world()
    networks = write(world)

    for network in world.networks:
        report = analyse(load_snapshot(networks[network.slug], maker.day))

        assert plain(report) == Oracle(world, network, maker.day).report()


@pytest.mark.parametrize("seed", range(100, 140))
def test_many_networks_are_reported_as_the_oracle_says(seed):
    few = seed % 3 + 1  # named one by one, or by what chose them
    maker = Maker(seed)
    world = maker.world()
    write(world)

    reports = [
        plain(analyse(snapshot)) for snapshot in load_snapshots(Network.objects.all(), maker.day, few=few)
    ]

    assert reports == [Oracle(world, network, maker.day).report() for network in world.networks]


def fill(networks: int, members: int) -> None:
    for _ in range(networks):
        network = NetworkFactory()
        for _ in range(members):
            RoleAssignmentFactory(membership=MembershipFactory(network=network), role=Role.objects.first())


@pytest.mark.parametrize("members", [1, 3])
def test_one_network_takes_five_queries(members, django_assert_num_queries):
    fill(2, members)
    network = Network.objects.first()

    with django_assert_num_queries(5):
        snapshot = load_snapshot(network, TODAY)

    assert len(snapshot.members) == members


def test_norms_that_were_selected_along_are_not_asked_for_again(django_assert_num_queries):
    NetworkNorms.objects.create(network=NetworkFactory(), max_roles_per_person=2)
    network = Network.objects.select_related("norms").get()

    with django_assert_num_queries(4):
        snapshot = load_snapshot(network, DAY)

    assert snapshot.norms.max_roles_per_person == 2


@pytest.mark.parametrize(("networks", "members"), [(1, 1), (3, 2)])
@pytest.mark.parametrize("few", [500, 2])
def test_many_networks_take_five_queries(networks, members, few, django_assert_num_queries):
    fill(networks, members)

    with django_assert_num_queries(5):
        snapshots = list(load_snapshots(Network.objects.all(), TODAY, few=few))

    assert [len(snapshot.members) for snapshot in snapshots] == [members] * networks


def test_only_the_chosen_networks_are_loaded():
    fill(3, 1)
    chosen = Network.objects.filter(name=Network.objects.order_by("pk")[1].name)

    snapshots = list(load_snapshots(chosen, TODAY))

    assert [snapshot.slug for snapshot in snapshots] == [chosen.get().slug]
    assert len(snapshots[0].members) == 1


@pytest.mark.parametrize("none", [Network.objects.none(), Network.objects.filter(pk__in=[])])
def test_no_networks_are_no_snapshots(none):
    fill(1, 1)

    assert list(load_snapshots(none, TODAY)) == []


def test_a_few_of_the_networks_in_any_order_are_loaded_by_key():
    fill(4, 1)
    slugs = list(Network.objects.order_by("pk").values_list("slug", flat=True))
    few = Network.objects.filter(slug__in=slugs[1:]).order_by("-name")[:2]

    assert [snapshot.slug for snapshot in load_snapshots(few, TODAY)] == slugs[2:]


def test_a_network_that_is_chosen_twice_is_loaded_once():
    fill(1, 3)
    twice = Network.objects.filter(memberships__isnull=False)

    assert [len(snapshot.members) for snapshot in load_snapshots(twice, TODAY)] == [3]


def test_norm_ranges_of_form_and_analysis_agree():
    ranges = {
        name: (spec.minimum, spec.maximum) for name, spec in NORM_SPECS.items() if name != "max_gap_fill"
    }

    assert ranges == RANGES
