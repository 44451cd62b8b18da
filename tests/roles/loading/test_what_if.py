"""The most important promise of what-if: the report it gives is the one there is once the same is really done."""

from dataclasses import asdict
from random import Random

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from networks.models import Engagement, Membership, Network, Person
from networks.services.memberships import start_membership
from roles.analysis import Elsewhere, Give, Stances, Take, analyse, move
from roles.loading.outsiders import load_outsiders
from roles.loading.snapshots import load_catalogue, load_snapshot
from roles.models import Role, RoleAssignment
from roles.services.assignments import assign_role, end_role
from roles.services.seats import move_seat
from tests.factories import (
    MembershipFactory,
    NetworkFactory,
    PersonFactory,
    RoleAssignmentFactory,
    RoleStanceFactory,
    role,
)
from tests.roles.analysis.random_worlds import Maker
from tests.roles.worlds import write

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
LETTERS = {1: "O", 2: "I", 4: "N"}


class Deeds:
    """Does moves for real in one network, through the services that the pages use."""

    def __init__(self, network: Network, draw: Random) -> None:
        self.network, self.draw = network, draw
        self.bits = {bit: Role.objects.get(pk=key) for key, bit in load_catalogue()[1].items()}
        self.done: list = []

    def seat(self, person: int) -> Membership:
        return Membership.objects.active_on(TODAY).get(network=self.network, person=person)

    def give(self, person: int, bit: int) -> None:
        motives = self.draw.randrange(8)
        letters = "".join(letter for value, letter in LETTERS.items() if motives & value)
        assign_role(membership=self.seat(person), role=self.bits[bit], since=TODAY, motives=letters)
        self.done.append(Give(person, bit, motives))

    def take(self, person: int, bit: int) -> None:
        seat, taken = self.seat(person), self.bits[bit]
        held = RoleAssignment.objects.active_on(TODAY).get(membership=seat, role=taken)
        end_role(membership=seat, role=taken)
        motives = sum(value for value, letter in LETTERS.items() if letter in held.motives)
        self.done.append(Take(person, bit, motives))

    def join(self, person: Person) -> None:
        engagement = self.draw.choice([*Engagement.objects.filter(network=self.network), None])
        (outsider,) = load_outsiders([person], TODAY, load_catalogue())
        start_membership(
            network=self.network, person=person, engagement=engagement, since=TODAY, is_coordinator=False
        )
        self.done.append(outsider.joining(engagement.pk if engagement else None))

    def some(self) -> None:
        """Do a few things that are possible now."""
        for _ in range(self.draw.choice((1, 1, 2, 4))):
            self._one(load_snapshot(self.network, TODAY))

    def _one(self, now) -> None:
        inside = [member.person for member in now.members]
        outside = [person for person in Person.objects.order_by("pk") if person.pk not in inside]
        if outside and (not inside or self.draw.random() < 0.3):
            try:
                self.join(self.draw.choice(outside))
            except ValidationError:  # their own membership begins later: nobody joins twice
                return
        elif inside:
            member = self.draw.choice(now.members)
            bit = self.draw.choice(list(self.bits))
            held = [bit for bit in self.bits if member.roles & bit]
            if held and self.draw.random() < 0.5:
                self.take(member.person, self.draw.choice(held))
            elif not member.roles & bit:
                self.give(member.person, bit)


def as_values(snapshot) -> dict:
    """A snapshot without what says nothing: the order of rows, and how many assignments are without motives."""
    values = asdict(snapshot)
    values["members"] = sorted(snapshot.members)
    for name in ("core_terms", "readings", "check_ins", "mandates", "ratings"):
        records = getattr(snapshot, name)
        values[name] = {person: sorted(rows, key=repr) for person, rows in records.items()}
    filled = 0
    for member in snapshot.members:
        filled |= member.roles
    values["left_empty"] = {role: day for role, day in snapshot.left_empty.items() if not role & filled}
    values["motives"] = {each: count for each, count in snapshot.motives.items() if each and count}
    return values


@pytest.mark.parametrize("seed", range(80))
def test_what_if_reports_what_the_real_deeds_lead_to(seed):
    maker = Maker(seed)
    maker.day = TODAY
    networks = write(maker.world())
    for network in networks.values():
        if not network.is_active_on(TODAY):
            continue
        before, deeds = load_snapshot(network, TODAY), Deeds(network, Random(seed))

        deeds.some()

        promised, real = move(before, deeds.done), load_snapshot(network, TODAY)
        assert analyse(promised) == analyse(real)
        assert as_values(promised) == as_values(real)


def kinds_of(seed: int) -> set[tuple[str, bool]]:
    """The kinds of moves that a world comes to, and whether they touch the cockpit; nothing of it stays."""
    core = load_catalogue()[0].core
    found = set()
    maker = Maker(seed)
    maker.day = TODAY
    with transaction.atomic():
        for network in write(maker.world()).values():
            if network.is_active_on(TODAY):
                deeds = Deeds(network, Random(seed))
                deeds.some()
                found.update(
                    (type(each).__name__, bool(getattr(each, "role", 0) & core)) for each in deeds.done
                )
        transaction.set_rollback(True)
    return found


def test_random_deeds_are_of_every_kind():
    found = set().union(*(kinds_of(seed) for seed in range(25)))

    assert found == {("Give", True), ("Give", False), ("Take", True), ("Take", False), ("Join", False)}


def test_seat_that_moved_today_passes_its_cockpit_role_on_as_it_does_for_real():
    """The role was cut in two that day: what began today never was, what came before stays as history."""
    seat = MembershipFactory(person__name="Ans")
    other = MembershipFactory(network=seat.network, person__name="Bo")
    RoleAssignmentFactory(membership=seat, role=role("leader"), for_network=True)
    moved = move_seat(membership=seat, organisation="Elsewhere", day=TODAY)
    before, leader = load_snapshot(seat.network, TODAY), before_bit("leader")

    promised = move(before, [Take(seat.person_id, leader, motives=4), Give(other.person_id, leader)])
    end_role(membership=moved, role=role("leader"))
    assign_role(membership=other, role=role("leader"), since=TODAY)

    real = load_snapshot(seat.network, TODAY)
    assert as_values(promised) == as_values(real)
    assert analyse(promised) == analyse(real)


def before_bit(slug: str) -> int:
    return load_catalogue()[0].mask(slug)


def test_whoever_comes_back_on_the_day_they_left_goes_on_without_a_break():
    seat = MembershipFactory(left_on=TODAY, person__name="Ans")
    MembershipFactory(network=seat.network)
    RoleAssignmentFactory(membership=seat, role=role("driver"), ended_on=TODAY)
    before, driver = load_snapshot(seat.network, TODAY), before_bit("driver")
    (outsider,) = load_outsiders([seat.person], TODAY, load_catalogue())

    promised = move(before, [outsider.joining(None), Give(seat.person_id, driver)])
    again = start_membership(
        network=seat.network, person=seat.person, engagement=None, since=TODAY, is_coordinator=False
    )
    assign_role(membership=again, role=role("driver"), since=TODAY)

    report = analyse(load_snapshot(seat.network, TODAY))
    assert analyse(promised) == report
    assert [each.subject.name for each in report.findings if each.code == "rotation-due"] == ["Ans"]


def test_outsider_brings_what_they_hold_in_running_networks_only():
    here, person = NetworkFactory(), PersonFactory()
    elsewhere = MembershipFactory(person=person)
    for slug in ("leader", "critic"):
        RoleAssignmentFactory(membership=elsewhere, role=role(slug))
    RoleAssignmentFactory(membership=elsewhere, role=role("driver"), ended_on=TODAY)
    RoleAssignmentFactory(membership__person=person, membership__network__ended_on=TODAY)
    RoleAssignmentFactory(membership__person=person, membership__left_on=TODAY)
    RoleAssignmentFactory(membership__network=here, membership__person=person, membership__left_on=TODAY)
    RoleStanceFactory(person=person, role=role("critic"), stance="avoids")
    RoleStanceFactory(person=person, role=role("driver"), stance="willing")

    (outsider,) = load_outsiders([person], TODAY, load_catalogue())

    assert outsider.elsewhere == Elsewhere(1, 2)
    assert outsider.stances == Stances(before_bit("critic") | before_bit("driver"), before_bit("critic"))
    assert (outsider.preferred, outsider.willing) == (0, before_bit("driver"))


@pytest.mark.parametrize("count", [1, 3])
def test_outsiders_take_three_queries(count, django_assert_num_queries):
    known = load_catalogue()
    people = [RoleAssignmentFactory().membership.person for _ in range(count)]

    with django_assert_num_queries(3):
        found = load_outsiders(people, TODAY, known)

    assert [each.elsewhere for each in found] == [Elsewhere(0, 1)] * count
