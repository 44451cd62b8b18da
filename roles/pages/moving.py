"""The pages about moving roles, as links above each of them."""

from typing import Any

from django.utils.translation import pgettext

from collab.addresses import address
from collab.templatetags.look import Link


def with_moving(frame: dict[str, Any]) -> dict[str, Any]:
    """Return a network's frame (`networks/pages.py`) with `moving`: the pages that its reader may open."""
    pages = [
        ("swap_list", pgettext("page about moves", "Proposals")),
        ("vacancy_list", pgettext("page about moves", "Open roles")),
    ]
    if frame["joins_in"]:
        pages.append(("scenario_list", pgettext("page about moves", "Scenarios")))
    if frame["can_coordinate"]:
        pages.append(("suggestions", pgettext("page about moves", "Suggestions")))
    slug = frame["network"].slug
    return frame | {"moving": [Link(name, label, address(name, slug)) for name, label in pages]}
