"""Beginning a network."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from networks.models import Network, Person
from networks.services.memberships import start_membership
from networks.services.organisations import find_engagement
from networks.services.purposes import write_first_version
from networks.services.slugs import free_slug

# Words that stand in an address where a network's would (/networks/new/).
RESERVED_SLUGS = frozenset({"new"})


@dataclass(frozen=True, slots=True)
class Founder:
    """Who begins a network, and for which organisation; without one in their own name."""

    person: Person
    organisation: str = ""


@transaction.atomic
def create_network(
    *,
    name: str,
    started_on: date,
    purpose: dict[str, str],
    phase: str = "",
    parent: Network | None = None,
    founder: Founder | None,
) -> Network:
    """Begin a network at a readable address; whoever founds it coordinates it from now on at the latest.

    What it says of its purpose is the first version of it.
    """
    network = Network.objects.create(
        name=name,
        slug=free_slug(Network, name, "network", RESERVED_SLUGS),
        started_on=started_on,
        phase=phase,
        parent=parent,
        **purpose,
    )
    if founder is not None:
        start_membership(
            network=network,
            person=founder.person,
            engagement=find_engagement(network=network, organisation_name=founder.organisation),
            since=min(started_on, timezone.localdate()),
            is_coordinator=True,
        )
    write_first_version(network=network, by=founder.person if founder else None)
    return network
