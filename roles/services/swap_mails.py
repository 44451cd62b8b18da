"""The mails that go with a swap: each to whoever has to know, in their own language, once the deed is kept.

A mail that cannot be sent stops nothing; what it says also waits on the pages.
"""

from collections.abc import Collection
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from networks.models import Membership, Person
from networks.services.mails import address_of, compose, send_if_possible
from roles.models import RoleSwap
from roles.moves import planned_moves
from roles.services.swap_obstacles import obstacles_now
from roles.texts.base import opening
from roles.texts.swaps import move_sentence


def touched_by(swap: RoleSwap) -> set[int]:
    """Return the keys of everybody who was asked."""
    return set(swap.answers.values_list("person", flat=True))


def coordinators_of(swap: RoleSwap) -> set[int]:
    """Return the keys of those who coordinate the swap's network today."""
    running = Membership.objects.active_on(timezone.localdate()).filter(network=swap.network_id)
    return set(running.filter(is_coordinator=True).values_list("person", flat=True))


def proposer_of(swap: RoleSwap) -> set[int]:
    """Return the key of whoever proposed it; nothing when that was nobody in the network."""
    return {swap.proposed_by_id} if swap.proposed_by_id is not None else set()


def tell(swap: RoleSwap, mail: str, *, to: Collection[int], besides: Person | None, **texts: object) -> None:
    """Mail the texts of `roles/email/<mail>` to those of these who still see the network, once this is kept.

    `besides` is whoever did what the mail tells of.
    """
    today = timezone.localdate()
    moves, coordinators = planned_moves(swap), coordinators_of(swap)
    given = {
        "swap": swap,
        "network": swap.network,
        "address": f"{settings.PUBLIC_ADDRESS}{swap.get_absolute_url()}",
        # Called while the mail is written, so that they too are in the reader's language.
        "moves": lambda: [opening(move_sentence(move)) for move in moves],
        "obstacles": partial(obstacles_now, swap, today),
    } | texts
    for person in _readers(swap, to, besides):
        written = compose(
            f"roles/email/{mail}",
            to=address_of(person),
            language=person.language,
            texts=given | {"person": person, "coordinates": person.pk in coordinators},
        )
        transaction.on_commit(partial(send_if_possible, written))


def _readers(swap: RoleSwap, people: Collection[int], besides: Person | None) -> list[Person]:
    """Return who of these can be mailed, and has not left the network; administrators see it anyhow."""
    lasting = Membership.objects.filter(
        Q(left_on=None) | Q(left_on__gt=timezone.localdate()),
        network=swap.network_id,
        person=OuterRef("pk"),
    )
    readers = Person.objects.filter(Exists(lasting) | Q(user__is_superuser=True), pk__in=people)
    found = readers.filter(erased_on=None).select_related("user").order_by("pk")
    return [each for each in found if address_of(each) and (besides is None or each.pk != besides.pk)]
