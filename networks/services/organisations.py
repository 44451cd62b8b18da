"""Organisations and their part in networks."""

from datetime import date

from django.db import transaction

from collab.text import fold
from networks.models import CollaborationPolicy, Engagement, Network, Organisation
from networks.services.slugs import free_slug


@transaction.atomic
def find_or_create_organisation(*, name: str) -> Organisation:
    """Return the organisation of this name, whatever its case, accents or spaces; a new one when there is none."""
    name = " ".join(name.split())
    organisation, _created = Organisation.objects.get_or_create(
        name_key=fold(name), defaults={"name": name, "slug": free_slug(Organisation, name, "organisation")}
    )
    return organisation


def engage(*, network: Network, organisation: Organisation) -> Engagement:
    """Engage an organisation in a network; repeating the call changes nothing."""
    engagement, _created = Engagement.objects.get_or_create(network=network, organisation=organisation)
    return engagement


def find_engagement(*, network: Network, organisation_name: str) -> Engagement | None:
    """Return the engagement under which somebody takes part, engaging the organisation when it is not yet.

    Without a name there is none: the person takes part in their own name.
    """
    if not fold(organisation_name):
        return None
    return engage(network=network, organisation=find_or_create_organisation(name=organisation_name))


def record_stake(*, engagement: Engagement, stake: str) -> None:
    """Keep what is at stake for an organisation in a network."""
    engagement.stake = stake
    engagement.save(update_fields=["stake"])


def record_policy(*, organisation: Organisation, answers: dict[str, str], reviewed_on: date | None) -> None:
    """Keep an organisation's answers to the five questions, and when it last looked at them."""
    CollaborationPolicy.objects.update_or_create(
        organisation=organisation, defaults=answers | {"reviewed_on": reviewed_on}
    )


@transaction.atomic
def confirm_policy(*, organisation: Organisation, seen: str, day: date) -> bool:
    """Note that an organisation's answers were looked through on a day and still hold.

    `seen` is the fingerprint of the answers that were looked at. When they are other ones by now, nothing is noted
    and False comes back.
    """
    policy = CollaborationPolicy.objects.select_for_update().filter(organisation=organisation).first()
    if policy is None or policy.fingerprint != seen:
        return False
    policy.reviewed_on = day
    policy.save(update_fields=["reviewed_on"])
    return True
