"""The pages about collaborating on a level playing field, as links above each of them."""

from typing import Any

from django.utils.translation import pgettext

from collab.addresses import address
from collab.templatetags.look import Link
from networks.models import Network, User
from networks.pages import network_context


def together_context(network: Network, user: User) -> dict[str, Any]:
    """Return what stands around a page about collaborating: a network's frame, with links to the others."""
    return with_together(network_context(network, user, "purpose"))


def with_together(frame: dict[str, Any]) -> dict[str, Any]:
    """Return a network's frame (`networks/pages.py`) with `together`: the pages that its reader may open."""
    pages = [
        ("purpose", pgettext("page about collaborating", "Purpose")),
        ("consultation_list", pgettext("page about collaborating", "Consultations")),
        ("listening", pgettext("page about collaborating", "Listening")),
        ("check_in_list", pgettext("page about collaborating", "Added value")),
        ("mapping_list", pgettext("page about collaborating", "Roles as we see them")),
    ]
    slug = frame["network"].slug
    return frame | {"together": [Link(name, label, address(name, slug)) for name, label in pages]}
