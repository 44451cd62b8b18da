"""Who takes part in a network, and who looks on."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networks.models import Engagement, Membership, Network, Observer, Person
from networks.services.organisations import find_engagement
from networks.services.people import find_or_create_person


def refuse_overlap(*, network: Network, person: Person, since: date, besides: int | None = None) -> None:
    """Raise ValidationError when the person is a member already on that day or has been one after it."""
    others = Membership.objects.filter(Q(left_on=None) | Q(left_on__gt=since), network=network, person=person)
    other = others.exclude(pk=besides).order_by("-joined_on").first()
    if other is None:
        return
    if other.left_on is None:
        raise ValidationError(_("%(name)s is a member of this network already.") % {"name": person.name})
    raise ValidationError(
        {
            "joined_on": _("%(name)s was a member until %(day)s. Choose that day or a later one.")
            % {"name": person.name, "day": date_format(other.left_on, "j F Y")}
        }
    )


@transaction.atomic
def start_membership(
    *, network: Network, person: Person, engagement: Engagement | None, since: date, is_coordinator: bool
) -> Membership:
    """Make somebody a member from a day on; raise ValidationError when they are one already."""
    refuse_overlap(network=network, person=person, since=since)
    try:
        with transaction.atomic():
            return Membership.objects.create(
                network=network,
                person=person,
                engagement=engagement,
                joined_on=since,
                is_coordinator=is_coordinator,
            )
    except IntegrityError as error:  # somebody else added them at this very moment
        raise ValidationError(
            _("%(name)s is a member of this network already.") % {"name": person.name}
        ) from error


@transaction.atomic
def add_member(
    *,
    network: Network,
    name: str,
    email: str = "",
    language: str = "nl",
    organisation: str = "",
    since: date,
    is_coordinator: bool = False,
) -> Membership:
    """Make somebody a member by name and e-mail, for an organisation by name or in their own name.

    Whoever is known by the e-mail, or without one by name in this network, is found again. Raise ValidationError
    when they are a member already.
    """
    person = find_or_create_person(network=network, name=name, email=email, language=language)
    return start_membership(
        network=network,
        person=person,
        engagement=find_engagement(network=network, organisation_name=organisation),
        since=since,
        is_coordinator=is_coordinator,
    )


def refuse_last_coordinator(*, membership: Membership, day: date) -> None:
    """Raise ValidationError when nobody else coordinates the network on a day.

    Holds the network's row until the transaction ends, so that two coordinators who leave at the same moment look
    one after the other. Others may go on adding members meanwhile.
    """
    Network.objects.select_for_update(no_key=True).get(pk=membership.network_id)
    others = Membership.objects.active_on(day).filter(network=membership.network_id, is_coordinator=True)
    if not others.exclude(person=membership.person_id).exists():
        raise ValidationError(
            _("%(name)s is the only coordinator of this network. Make somebody else coordinator first.")
            % {"name": membership.person.name}
        )


@transaction.atomic
def add_observer(*, network: Network, name: str, email: str, language: str = "nl") -> Observer:
    """Let somebody look at a network without being a member; repeating the call changes nothing."""
    person = find_or_create_person(network=network, name=name, email=email, language=language)
    observer, _created = Observer.objects.get_or_create(network=network, person=person)
    return observer


def remove_observer(*, observer: Observer) -> None:
    """Close a network again for somebody who looked on."""
    observer.delete()
