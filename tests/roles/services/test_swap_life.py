"""Any sequence of deeds with the swaps of one network: what is kept never contradicts itself."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roles.models import RoleAssignment, RoleSwap
from roles.moves import planned_moves
from roles.services.assignments import assign_role, end_role
from roles.services.due_swaps import carry_out_due_swaps, settle_open_swaps
from roles.services.seats import end_membership
from roles.services.swaps import (
    answer_swap,
    carry_out_swap,
    propose_swap,
    withdraw_swap,
)
from roles.swap_rules import State
from tests.factories import NetworkFactory, role
from tests.roles.swap_worlds import (
    TODAY,
    coordinator_of,
    fill,
    hand_over,
    holds,
    plan,
    share,
    step_back,
    table,
)

pytestmark = pytest.mark.django_db

WHO, SLUG = st.integers(0, 2), st.sampled_from(["driver", "leader", "critic"])
MOVE = st.tuples(st.sampled_from([hand_over, hand_over, share, fill, step_back]), SLUG, WHO)
PROPOSAL = (WHO, st.lists(MOVE, min_size=1, max_size=2), st.booleans())
DEED = st.one_of(
    st.tuples(st.just("propose"), *PROPOSAL),
    st.tuples(st.just("replace"), *PROPOSAL),
    st.tuples(st.sampled_from(["consent", "object", "withdraw"]), WHO),
    st.tuples(st.sampled_from(["everybody consents", "carry out", "date", "settle"])),
    st.tuples(st.sampled_from(["everybody consents", "carry out"])),
    st.tuples(st.sampled_from(["give", "take"]), WHO, SLUG),
    st.tuples(st.just("leave"), st.just(2)),
)


class Life:
    """A network in which anything may be tried; what cannot be done is refused and changes nothing."""

    def __init__(self):
        self.network = NetworkFactory()
        self.members = table(self.network, "Anna", "Bram", "Cleo")
        holds(self.members[0], "driver")
        holds(self.members[1], "leader")
        self.hanne_seat = self.network.memberships.get(person=coordinator_of(self.network))
        self.hanne = self.hanne_seat.person

    def do(self, deed, *values):
        """Try a deed, on the newest swap where it needs one."""
        swap = RoleSwap.objects.first()
        if swap is None and deed not in {"propose", "give", "take", "leave", "date", "settle"}:
            return
        match deed:
            case "propose" | "replace":
                self.propose(*values, instead_of=swap if deed == "replace" else None)
            case "consent" | "object":
                person = self.members[values[0]].person
                answer_swap(swap=swap, person=person, consents=deed == "consent", text="Because.")
            case "everybody consents":
                for answer in swap.answers.select_related("person"):
                    answer_swap(swap=swap, person=answer.person, consents=True)
            case "withdraw":
                withdraw_swap(swap=swap, person=self.members[values[0]].person)
            case "carry out":
                carry_out_swap(swap=swap, person=self.hanne)
            case "date":
                carry_out_due_swaps(day=TODAY + timedelta(days=1))
            case "settle":
                settle_open_swaps()
            case "leave":
                end_membership(membership=self.members[values[0]], day=TODAY)
            case "give":
                assign_role(membership=self.members[values[0]], role=role(values[1]), since=None)
            case "take":
                end_role(membership=self.members[values[0]], role=role(values[1]))

    def propose(self, who, moves, by_itself, *, instead_of):
        planned = [self.move(*each) for each in moves]
        propose_swap(
            network=self.network,
            proposer=self.members[who].person,
            plan=plan(*planned, by_itself=by_itself),
            instead_of=instead_of,
        )

    def move(self, kind, slug, who):
        """Return a move that mostly makes sense: away from whoever holds the role now."""
        running = RoleAssignment.objects.active_on(TODAY).filter(membership__network=self.network)
        holding = running.filter(role__slug=slug).select_related("membership__person").first()
        giver = holding.membership if holding else self.hanne_seat
        if kind is step_back:
            return step_back(slug, giver)
        receiver = self.members[who]
        return hand_over(slug, giver, receiver) if kind is hand_over else kind(slug, receiver)


def kept():
    rows = (RoleSwap.objects.order_by("pk").values(), RoleAssignment.objects.order_by("pk").values())
    return *map(list, rows), [list(swap.events.values()) for swap in RoleSwap.objects.order_by("pk")]


def check(before, *, refused):
    """Hold what is kept against itself."""
    running = RoleAssignment.objects.active_on(TODAY)
    assert not running.filter(membership__left_on__lte=TODAY).exists()
    for swap in RoleSwap.objects.all():
        deeds = list(swap.events.values_list("deed", flat=True))
        ends = [each for each in deeds if each in {"carried-out", "by-itself", "withdrawn", "replaced"}]
        assert len(ends) == (0 if State(swap.state).is_open else 1)
        assert (swap.carried_out_on is not None) == (ends in (["carried-out"], ["by-itself"]))
        if swap.state == State.AGREED:
            asked = swap.answers.filter(answer="consents").values_list("person", flat=True)
            direct = {seat.person_id for move in planned_moves(swap) for seat in move.memberships}
            assert direct <= set(asked)
    if refused:
        assert kept() == before


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(DEED, min_size=6, max_size=14))
def test_whatever_people_try_what_is_kept_never_contradicts_itself(deeds):
    with transaction.atomic():
        life = Life()
        for deed, *values in deeds:
            settle_open_swaps()  # so that a refusal finds nothing left to ask
            before, held = kept(), set(RoleAssignment.objects.values_list("pk", "ended_on"))
            try:
                with transaction.atomic():
                    life.do(deed, *values)
                refused = False
            except ValidationError:
                refused = True
            check(before, refused=refused)
            if not refused and deed not in {"carry out", "date", "give", "take", "leave"}:
                assert set(RoleAssignment.objects.values_list("pk", "ended_on")) == held
        transaction.set_rollback(True)
