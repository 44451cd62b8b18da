"""The invitations of one of the demo's networks."""

from datetime import datetime, time

from django.utils import timezone

from networks.models import Invitation, Network
from roles.demo.books import Books
from roles.demo.plan import NetworkPlan
from roles.demo.sync import put_in_place

MAIL_TIME = time(9, 30)


def load_invitations(books: Books, plan: NetworkPlan, network: Network) -> None:
    """Put the invitations in place; their links are nobody's, as what stands for the hash is none."""
    put_in_place(
        Invitation.objects.filter(network=network),
        ("token_hash",),
        [
            {
                "token_hash": f"demo {number} {plan.slug}"[:64],
                "network_id": network.pk,
                "person_id": books.people[each.to].pk,
                "email": books.people[each.to].email,
                "invited_by_id": books.people[each.by].user_id,
                "message": each.message,
                "sent_at": _moment(books, each.sent),
                "opened_at": _moment(books, each.opened),
                "accepted_at": _moment(books, each.accepted),
                "bounced_at": _moment(books, each.bounced),
                "withdrawn_at": _moment(books, each.withdrawn),
            }
            for number, each in enumerate(plan.invitations, start=1)
        ],
        books.changes,
    )


def _moment(books: Books, text: str) -> datetime | None:
    day = books.day(text)
    return timezone.make_aware(datetime.combine(day, MAIL_TIME)) if day else None
