"""The private address of a member's calendar."""

from datetime import date
from secrets import token_urlsafe

from django.db import transaction
from django.utils import timezone

from networks.models import Membership
from networks.services.invitations import hash_token
from roles.models import CalendarFeed


@transaction.atomic
def make_calendar(*, membership: Membership) -> str:
    """Give a member a new address for their calendar and return its token, which is kept nowhere.

    An earlier address stops working.
    """
    token = token_urlsafe(32)
    kept = {"token_hash": hash_token(token), "made_on": timezone.localdate()}
    CalendarFeed.objects.update_or_create(membership=membership, defaults=kept)
    return token


def stop_calendar(*, membership: Membership) -> None:
    """Let the address of a member's calendar stop working; repeating the call changes nothing."""
    CalendarFeed.objects.filter(membership=membership).delete()


def find_calendar(token: str, day: date) -> CalendarFeed | None:
    """Return the calendar with this address; None when its owner no longer takes part in the network."""
    running = Membership.objects.running_on(day).filter(person__erased_on=None)
    found = CalendarFeed.objects.filter(token_hash=hash_token(token), membership__in=running)
    parties = (
        "membership__person__user",
        "membership__network__norms",
        "membership__engagement__organisation",
    )
    feed = found.select_related(*parties).first()
    user = feed.membership.person.user if feed else None
    return None if user is not None and not user.is_active else feed
