"""What stands in a member's calendar of one network."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from collab.addresses import address
from networks.models import CheckIn, Mandate, Membership
from roles.agreed_terms import ends_of_terms
from roles.check_in_times import next_check_in
from roles.loading.norms import norms_of
from roles.models import RoleAssignment, RoleSwap, SwapLookBack
from roles.moves import moves_at_hand
from roles.swap_rules import State
from roles.texts.base import inside_sentence
from roles.texts.swaps import moves_sentence


class CalendarEvent(NamedTuple):
    """Something on one day. The key stays the same when the day moves, so that a calendar moves it along."""

    key: str
    day: date
    title: str
    path: str


def calendar_events(membership: Membership, day: date) -> list[CalendarEvent]:
    """Return what ends, is agreed or is due for a member in this network, in the language of the moment.

    Seven queries. The network with its norms, the person and the organisation must be at hand.
    """
    held = RoleAssignment.objects.active_on(day).filter(membership=membership)
    assignments = list(held.select_related("role").order_by("role__position"))
    for each in assignments:
        each.membership = membership
    return [
        *_terms(assignments, day),
        *_mandates(membership, day),
        *_swaps(membership, day),
        *_check_in(membership, day),
    ]


def _terms(assignments: list[RoleAssignment], day: date) -> Iterator[CalendarEvent]:
    ends = ends_of_terms(assignments, day)
    for each in assignments:
        if each.pk in ends:
            yield CalendarEvent(
                f"term-{each.membership_id}-{each.role_id}",
                ends[each.pk],
                _("Your term as %(role)s ends") % {"role": inside_sentence(each.role.name)},
                address("network_role", each.membership.network.slug, each.role.slug),
            )


def _mandates(membership: Membership, day: date) -> Iterator[CalendarEvent]:
    for mandate in Mandate.objects.counting_from(day).filter(membership=membership).order_by("ends_on", "pk"):
        yield CalendarEvent(
            f"mandate-{mandate.pk}",
            mandate.last_day,
            _("Last day of your mandate from %(organisation)s") % {"organisation": membership.organisation},
            address("mandate_detail", membership.network.slug, mandate.pk),
        )


def _swaps(membership: Membership, day: date) -> Iterator[CalendarEvent]:
    """Yield agreed moves that touch the member, and when those that were carried out are looked back on."""
    said = SwapLookBack.objects.filter(swap=OuterRef("pk"), person=membership.person_id)
    ahead = Q(state=State.AGREED) | Q(~Exists(said), state=State.CARRIED_OUT)
    touching = RoleSwap.objects.filter(
        ahead, network=membership.network_id, answers__person=membership.person_id
    )
    for swap in touching.prefetch_related(moves_at_hand()).order_by("planned_on", "pk"):
        sentence = moves_sentence(swap)
        swap.network = membership.network
        path = swap.get_absolute_url()
        if swap.state == State.AGREED:
            yield CalendarEvent(f"swap-{swap.pk}", swap.planned_on, sentence, path)
        else:
            title = _("Look back: %(moves)s") % {"moves": sentence}
            yield CalendarEvent(f"look-back-{swap.pk}", swap.look_back_on, title, path)


def _check_in(membership: Membership, day: date) -> Iterator[CalendarEvent]:
    answers = CheckIn.objects.filter(
        network=membership.network_id, person=membership.person_id, answered_on__lte=day
    )
    last = answers.order_by("-answered_on").values_list("answered_on", flat=True).first()
    months = norms_of(membership.network).check_in_months
    yield CalendarEvent(
        f"check-in-{membership.pk}",
        next_check_in(last, membership.joined_on, months),
        _("A moment for yourself: what do you add at this table?"),
        address("check_in_create", membership.network.slug, membership.pk),
    )
