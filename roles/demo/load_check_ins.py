"""What the demo's members say that they bring, and their thanks to each other."""

from collections.abc import Iterable

from networks.models import CheckIn, CheckInValue, Membership, Network, Thanks
from roles.demo.books import Books
from roles.demo.plan import MemberPlan, NetworkPlan
from roles.demo.sync import put_in_place


def load_check_ins(books: Books, network: Network, members: Iterable[tuple[MemberPlan, Membership]]) -> None:
    """Put in place what members answered, and the kinds of value that they ticked."""
    said = {
        (membership.person_id, books.day(day)): answer
        for member, membership in members
        for day, answer in member.check_ins.items()
    }
    found = put_in_place(
        CheckIn.objects.filter(network=network),
        ("person_id", "answered_on"),
        [
            {
                "network_id": network.pk,
                "person_id": person,
                "answered_on": day,
                "answer": answer.get("answer", ""),
                "wish": answer.get("wish", ""),
            }
            for (person, day), answer in said.items()
        ],
        books.changes,
    )
    put_in_place(
        CheckInValue.objects.filter(check_in__network=network),
        ("check_in_id", "kind", "is_wish"),
        [
            {"check_in_id": found[key].pk, "kind": kind, "is_wish": is_wish}
            for key, answer in said.items()
            for is_wish, kinds in ((False, answer.get("brings", ())), (True, answer.get("wishes", ())))
            for kind in kinds
        ],
        books.changes,
    )


def load_thanks(books: Books, plan: NetworkPlan, network: Network) -> None:
    """Put in place what members thank each other for."""
    put_in_place(
        Thanks.objects.filter(network=network),
        ("giver_id", "receiver_id", "given_on"),
        [
            {
                "network_id": network.pk,
                "giver_id": books.people[each["by"]].pk,
                "receiver_id": books.people[each["to"]].pk,
                "given_on": books.day(each["on"]),
                "text": each["text"],
                "kind": each.get("kind", ""),
            }
            for each in plan.thanks
        ],
        books.changes,
    )
