"""Whom the demo's people see in which role: the results of two rounds, and cards that lie in a third."""

from typing import Any

from networks.models import Network
from networks.services.invitations import hash_token
from roles.demo.books import Books
from roles.demo.mapping_elsewhere import ELSEWHERE
from roles.demo.mapping_plan import ASKER, FIRST, NETWORK, RUNNING, SECOND, ClosedRound, RunningRound
from roles.demo.sync import put_in_place
from roles.models import MappingCount, MappingMark, MappingPart, MappingRound


def load_mapping(books: Books, network: Network) -> None:
    """Put the rounds in place in the networks that have them, and take them away in all others."""
    plans: list[ClosedRound | RunningRound] = [RUNNING, SECOND, FIRST] if network.slug == NETWORK else []
    if network.slug in ELSEWHERE:
        plans = [ELSEWHERE[network.slug]]
    found = put_in_place(
        MappingRound.objects.filter(network=network),
        ("opened_on",),
        [
            {
                "network_id": network.pk,
                "way": MappingRound.Way.EVERYONE,
                "asked_by_id": books.people[ASKER].pk,
                "opened_on": books.day(plan.opened),
                "closes_on": books.day(plan.last_day),
                "closed_on": books.day(plan.closed) if isinstance(plan, ClosedRound) else None,
                "answered_by": plan.answered_by if isinstance(plan, ClosedRound) else 0,
            }
            for plan in plans
        ],
        books.changes,
    )
    for plan in plans:
        opened = found[books.day(plan.opened),]
        if isinstance(plan, ClosedRound):
            _load_counts(books, opened, plan)
        else:
            _load_cards(books, opened)


def _load_counts(books: Books, opened: MappingRound, plan: ClosedRound) -> None:
    put_in_place(
        MappingCount.objects.filter(round=opened),
        ("role_id", "person_id"),
        [
            {
                "round_id": opened.pk,
                "role_id": books.roles[role].pk,
                "person_id": books.people[name].pk if name else None,
                "seen_by": seen_by,
            }
            for role, counts in plan.counts.items()
            for name, seen_by in counts.items()
        ],
        books.changes,
    )
    put_in_place(MappingPart.objects.filter(round=opened), ("person_id",), [], books.changes)


def _part(books: Books, opened: MappingRound, name: str) -> dict[str, Any]:
    """Somebody who is asked. Where cards lie, the link is in use in a browser that nobody has."""
    linked = name in RUNNING.linked
    return {
        "round_id": opened.pk,
        "person_id": books.people[name].pk,
        "answered_on": opened.opened_on if name in RUNNING.laid else None,
        "token_hash": hash_token(f"{opened.network.slug} {name}") if linked else "",
        "link_made_on": opened.opened_on if linked else None,
        "link_withdrawn_on": opened.opened_on if name in RUNNING.withdrawn else None,
        "device_hash": "0" * 64 if linked and name in RUNNING.laid else "",
    }


def _load_cards(books: Books, opened: MappingRound) -> None:
    parts = put_in_place(
        MappingPart.objects.filter(round=opened),
        ("person_id",),
        [_part(books, opened, name) for name in RUNNING.asked],
        books.changes,
    )
    put_in_place(
        MappingMark.objects.filter(part__round=opened),
        ("part_id", "role_id", "person_id"),
        [
            {
                "part_id": parts[books.people[layer].pk,].pk,
                "role_id": books.roles[role].pk,
                "person_id": books.people[name].pk if name else None,
            }
            for layer, cards in RUNNING.laid.items()
            for role, names in cards.items()
            for name in names
        ],
        books.changes,
    )
    put_in_place(MappingCount.objects.filter(round=opened), ("role_id",), [], books.changes)
