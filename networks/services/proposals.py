"""Proposing somebody to the coordinators of a network, by mail: they add the member, or talk it over first."""

import logging
from smtplib import SMTPException

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from networks.models import Engagement, Membership, Person, User

logger = logging.getLogger(__name__)

MAX_PER_DAY = 5  # by one account: enough to fill a table, too few to bother anybody
DAY_SECONDS = 24 * 3600


def coordinators_to_ask(engagement: Engagement) -> list[Person]:
    """Return the coordinators of the network who can be reached by mail, by name."""
    running = Membership.objects.active_on(timezone.localdate()).filter(
        network=engagement.network_id, is_coordinator=True
    )
    people = Person.objects.filter(pk__in=running.values("person")).exclude(email="")
    return list(people.order_by("name_key", "pk"))


def propose(
    *, engagement: Engagement, person: Person, reason: str, proposer: User, link: str
) -> list[Person]:
    """Mail the coordinators, each in their own language, whom an organisation would like to send, and why.

    `link` is the full address on which they add a member. Return whom it went to. Raise ValidationError, with
    nothing sent, when no coordinator can be reached, when the same was proposed already that day, or too much.
    """
    coordinators = coordinators_to_ask(engagement)
    if not coordinators:
        raise ValidationError(
            _("We have no e-mail address of a coordinator of this network. Call them instead.")
        )
    keys = _count_against_the_day(engagement, person, proposer)
    try:
        for coordinator in coordinators:
            _send(coordinator, engagement, person, reason, proposer, link)
    except (SMTPException, OSError) as error:
        logger.exception("A proposal could not be sent.")
        cache.delete_many(keys)
        raise ValidationError(_("The mail could not be sent. Try again in a while.")) from error
    return coordinators


def _count_against_the_day(engagement: Engagement, person: Person, proposer: User) -> list[str]:
    """Refuse the same proposal twice a day, and more than a few; return the keys by which it is remembered."""
    today = timezone.localdate().isoformat()
    own = f"proposals:{today}:{proposer.pk}"
    same = f"{own}:{engagement.pk}:{person.pk}"
    if not cache.add(same, True, DAY_SECONDS):
        raise ValidationError(
            _("You proposed %(name)s for this network today already.") % {"name": person.name}
        )
    cache.add(own, 0, DAY_SECONDS)
    if cache.incr(own) > MAX_PER_DAY:
        cache.delete(same)
        raise ValidationError(
            _("You have made %(count)s proposals today. Make the next one tomorrow, or call the coordinator.")
            % {"count": MAX_PER_DAY}
        )
    return [same]


def _send(
    coordinator: Person, engagement: Engagement, person: Person, reason: str, proposer: User, link: str
) -> None:
    known = proposer.person_or_none
    texts = {
        "coordinator": coordinator,
        "engagement": engagement,
        "person": person,
        "reason": reason,
        "proposer": known.name if known else "",
        "themselves": known == person,
        "address": link,
    }
    with translation.override(coordinator.language):
        subject = render_to_string("networks/email/proposal_subject.txt", texts)
        message = render_to_string("networks/email/proposal_message.txt", texts)
    mail = EmailMessage(
        " ".join(subject.split()), message, None, [coordinator.email], reply_to=[proposer.email]
    )
    mail.send()
