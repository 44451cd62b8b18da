"""Who may see and change a scenario: whoever made it, and to look at, those with whom they share it."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from networks.models import User
from roles.models import Scenario


def get_visible_scenario(user: User, slug: str, scenario: int) -> Scenario:
    """Return a scenario that is the user's own or shared with them; 404 for everybody else, administrators too."""
    visible = Scenario.objects.visible_to(user).select_related("network", "owner__person")
    return get_object_or_404(visible, network__slug=slug, pk=scenario)


def get_own_scenario(user: User, slug: str, scenario: int) -> Scenario:
    """Return the user's own scenario; 404 when they may not see it, 403 when they may only look at it."""
    found = get_visible_scenario(user, slug, scenario)
    if found.owner_id != user.pk:
        raise PermissionDenied
    return found
