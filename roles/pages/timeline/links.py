"""The pages about a network's time, as links above each of them, and where names in them lead."""

from django.utils.translation import pgettext

from collab.addresses import address
from collab.templatetags.look import Link
from networks.models import Network
from roles.pictures.tenure_rows import Addresses


def timeline_pages(network: Network) -> list[Link]:
    """Return the pages about a network's time."""
    pages = [
        ("timeline", pgettext("page about time", "Who held which role")),
        ("timeline_hands", pgettext("page about time", "Changes of hands")),
        ("timeline_former", pgettext("page about time", "Former holders")),
        ("timeline_course", pgettext("page about time", "Course of the network")),
    ]
    return [Link(name, label, address(name, network.slug)) for name, label in pages]


def addresses(network: Network) -> Addresses:
    """Return what comes before a member's number, a role's slug and a swap's number in addresses here."""
    return Addresses(
        member=address("member_detail", network.slug, 0).removesuffix("0/"),
        role=address("network_role", network.slug, "0").removesuffix("0/"),
        swap=address("swap_detail", network.slug, 0).removesuffix("0/"),
    )
