"""What every page of a network shows around its own content."""

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import pgettext

from collab.addresses import address
from collab.templatetags.look import Link
from networks.models import Membership, Network, User


def network_context(network: Network, user: User, tab: str) -> dict[str, object]:
    """Return what `networks/_network_base.html` expects. One query.

    `tab` is the URL name of the tab under which the page stands. `coordinates` says whether the user is one of the
    network's own coordinators, `can_coordinate` whether they may change it, `joins_in` whether they may have a say
    in how roles move (an administrator may, too).
    """
    running = Membership.objects.active_on(timezone.localdate()).filter(network=network)
    counts = running.aggregate(
        people=Count("person", distinct=True),
        organisations=Count("engagement__organisation", distinct=True),
        taking_part=Count("pk", filter=Q(person__user=user)),
        coordinating=Count("pk", filter=Q(person__user=user, is_coordinator=True)),
    )
    return network_frame(
        network,
        user,
        tab,
        takes_part=counts["taking_part"] > 0,
        coordinates=counts["coordinating"] > 0,
        people=counts["people"],
        organisations=counts["organisations"],
    )


def network_frame(
    network: Network,
    user: User,
    tab: str,
    *,
    takes_part: bool,
    coordinates: bool,
    people: int,
    organisations: int,
) -> dict[str, object]:
    """Return the same for a page that knows already what the user is here, and how many take part."""
    can_coordinate = coordinates or user.is_superuser
    return {
        "network": network,
        "tab": tab,
        "tabs": network_tabs(network, can_coordinate=can_coordinate),
        "people": people,
        "organisations": organisations,
        "coordinates": coordinates,
        "can_coordinate": can_coordinate,
        "joins_in": takes_part or user.is_superuser,
    }


def network_tabs(network: Network, *, can_coordinate: bool) -> list[Link]:
    """Return the pages of a network that a reader may open."""
    pages = [
        ("dashboard", pgettext("tab", "Dashboard")),
        ("matrix", pgettext("tab", "Roles")),
        ("member_list", pgettext("tab", "Members")),
        ("network_organisations", pgettext("tab", "Organisations")),
        ("mandate_table", pgettext("tab", "Mandates")),
        ("purpose", pgettext("tab", "Together")),
        ("swap_list", pgettext("tab", "Moves")),
        ("timeline", pgettext("tab", "Timeline")),
        ("report", pgettext("tab", "Report")),
    ]
    if can_coordinate:
        pages += [("import", pgettext("tab", "Import")), ("settings", pgettext("tab", "Settings"))]
    return [Link(name, label, address(name, network.slug)) for name, label in pages]
