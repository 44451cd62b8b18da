"""Several days of one network at once: each as the loader of one day says, in a number of queries that stays."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from networks.models import Network
from roles.analysis import Snapshot, analyse
from roles.loading.over_time import load_snapshots_over
from roles.loading.snapshots import load_snapshot
from roles.models import Role
from tests.factories import MembershipFactory, NetworkFactory, RoleAssignmentFactory
from tests.roles.analysis.random_worlds import Maker
from tests.roles.worlds import write

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def in_order(snapshot: Snapshot) -> Snapshot:
    """The same snapshot: databases hand out rows in any order, and the analysis does not mind."""
    of_people = {
        each.name: {key: sorted(rows, key=repr) for key, rows in getattr(snapshot, each.name).items()}
        for each in fields(Snapshot)
        if each.name in {"readings", "check_ins", "mandates", "ratings", "core_terms"}
    }
    return replace(snapshot, members=sorted(snapshot.members), **of_people)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), back=st.lists(st.integers(-30, 1200), min_size=1, max_size=6, unique=True))
def test_each_day_is_what_the_loader_of_one_day_says(seed, back):
    maker = Maker(seed)
    world = maker.world()
    days = [maker.day - timedelta(days=each) for each in (0, *back)]
    with transaction.atomic():
        for network in write(world).values():
            many = list(load_snapshots_over(network, days))

            assert [each.day for each in many] == days
            for snapshot in many:
                one = load_snapshot(network, snapshot.day)
                assert in_order(snapshot) == in_order(one)
                assert analyse(snapshot) == analyse(one)
        transaction.set_rollback(True)


def test_a_snapshot_has_nothing_that_this_loader_does_not_know():
    """Whoever adds a field to the snapshot teaches both loaders, and adds it here and to the random worlds."""
    assert {each.name for each in fields(Snapshot)} == {
        *(
            "day",
            "slug",
            "name",
            "active",
            "catalogue",
            "members",
            "organisations",
            "phase",
            "purpose_filled",
        ),
        *("norms", "stances", "readings", "check_ins", "mandates", "ratings", "profiles", "core_terms"),
        *("elsewhere", "motives", "left_empty", "clarities", "heard", "sittings", "cards"),
    }


@pytest.mark.parametrize(("members", "days"), [(1, 1), (3, 25)])
def test_the_number_of_queries_stays(members, days, django_assert_num_queries):
    network = NetworkFactory(started_on=date(2010, 1, 1))
    for _ in range(members):
        member = MembershipFactory(network=network)
        RoleAssignmentFactory(membership=member, role=Role.objects.first())
        RoleAssignmentFactory(membership=MembershipFactory(person=member.person), role=Role.objects.last())
    network = Network.objects.get(pk=network.pk)

    with django_assert_num_queries(5):
        found = list(load_snapshots_over(network, [TODAY - timedelta(days=day) for day in range(days)]))

    assert len(found) == days
    assert len(found[0].members) == len(found[0].elsewhere) == members


def test_no_days_are_no_snapshots(django_assert_num_queries):
    network = NetworkFactory()

    with django_assert_num_queries(0):
        assert list(load_snapshots_over(network, [])) == []
