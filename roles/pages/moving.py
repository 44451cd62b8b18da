"""The pages about moving roles, as links above each of them."""

from django.utils.translation import pgettext

from collab.addresses import address
from collab.templatetags.look import Link
from networks.access import can_coordinate, takes_part
from networks.models import Network, User


def moving_pages(user: User, network: Network) -> list[Link]:
    """Return the pages about moving roles that a reader may open. Two queries at most."""
    pages = [
        ("swap_list", pgettext("page about moves", "Proposals")),
        ("vacancy_list", pgettext("page about moves", "Open roles")),
    ]
    if takes_part(user, network):
        pages.append(("scenario_list", pgettext("page about moves", "Scenarios")))
    if can_coordinate(user, network):
        pages.append(("suggestions", pgettext("page about moves", "Suggestions")))
    return [Link(name, label, address(name, network.slug)) for name, label in pages]
