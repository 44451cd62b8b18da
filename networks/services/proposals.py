"""Proposing somebody to the coordinators of a network, by mail: they add the member, or talk it over first."""

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.translation import gettext as _

from networks.models import Engagement, Membership, Person, User
from networks.services.mails import compose, send_or_refuse

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
        send_or_refuse([_mail(each, engagement, person, reason, proposer, link) for each in coordinators])
    except ValidationError:
        cache.delete_many(keys)
        raise
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


def _mail(
    coordinator: Person, engagement: Engagement, person: Person, reason: str, proposer: User, link: str
) -> EmailMessage:
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
    return compose(
        "networks/email/proposal",
        to=coordinator.email,
        language=coordinator.language,
        texts=texts,
        reply_to=[proposer.email],
    )
