"""The pages about collaborating on a level playing field, as links above each of them."""

from typing import Any

from django.utils.translation import pgettext

from collab.addresses import address
from collab.templatetags.look import Link


def with_together(frame: dict[str, Any]) -> dict[str, Any]:
    """Return a network's frame (`networks/pages.py`) with `together`: the pages that its reader may open."""
    pages = [
        ("purpose", pgettext("page about collaborating", "Purpose")),
        ("consultation_list", pgettext("page about collaborating", "Consultations")),
        ("listening", pgettext("page about collaborating", "Listening")),
        ("mapping_list", pgettext("page about collaborating", "Roles as we see them")),
    ]
    slug = frame["network"].slug
    return frame | {"together": [Link(name, label, address(name, slug)) for name, label in pages]}
