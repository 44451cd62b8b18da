"""Inviting many people at once: adding who is new to a network, and sending the mails in parts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from networks.models import Invitation, Network, Person, User
from networks.services.invitations import MAX_TO_ONE_PER_DAY, invite
from networks.services.memberships import add_member, add_observer

PART = 20  # mails in one request: seconds, even with a mail server that takes its time


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody to add to a network."""

    name: str
    email: str
    organisation: str  # empty: in their own name; without meaning for who looks on


@transaction.atomic
def add_newcomers(
    *, network: Network, newcomers: Iterable[Newcomer], language: str, as_observers: bool, since: date
) -> list[Person]:
    """Make people members from a day on, or let them look on; all of them, or with a ValidationError none.

    Whoever is known by the address already keeps their own name and language.
    """
    if as_observers:
        return [
            add_observer(network=network, name=each.name, email=each.email, language=language).person
            for each in newcomers
        ]
    return [
        add_member(
            network=network,
            name=each.name,
            email=each.email,
            language=language,
            organisation=each.organisation,
            since=since,
        ).person
        for each in newcomers
    ]


def still_to_invite(*, network: Network, people: Sequence[int], since: datetime) -> QuerySet[Person]:
    """Return those of these people who were not sent an invitation since a moment, by name.

    Whoever was sent too many lately is left alone.
    """
    sent = Invitation.objects.filter(network=network, sent_at__gte=since)
    lately = Invitation.objects.filter(network=network, sent_at__gt=timezone.now() - timedelta(days=1))
    often = lately.order_by().values("person").annotate(n=Count("pk")).filter(n__gte=MAX_TO_ONE_PER_DAY)
    waiting = Person.objects.involved_in(network).filter(pk__in=people).exclude(email="")
    return waiting.exclude(pk__in=sent.values("person")).exclude(pk__in=often.values("person"))


def send_part(
    *,
    network: Network,
    people: Sequence[int],
    since: datetime,
    inviter: User,
    link: Callable[[str], str],
    message: str,
) -> None:
    """Invite the next few of these people over one connection to the mail server.

    Repeating the call goes on where the last one ended. Raise ValidationError when it cannot go on, with what was
    sent until then sent.
    """
    waiting = list(still_to_invite(network=network, people=people, since=since)[:PART])
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:  # smtplib's own exceptions among them
        raise ValidationError(_("The mail could not be sent. Try again in a while.")) from error
    try:
        for person in waiting:
            invite(
                network=network,
                person=person,
                inviter=inviter,
                link=link,
                message=message,
                connection=connection,
            )
    finally:
        connection.close()
