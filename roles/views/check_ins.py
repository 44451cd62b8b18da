"""What a network's members bring together, and what one of them brings over time."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from networks.access import own_membership
from networks.models import Network
from networks.together import together_context
from roles.check_in_times import check_in_is_due
from roles.loading.norms import norms_of
from roles.pages.added_value import MANY, read_added_value, read_own_line, thanks_of


@never_cache
@require_safe
def check_in_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show which kinds of value are plenty and which are scarce, one's own line, and one's own thanks."""
    network = get_object_or_404(Network.objects.visible_to(request.user).select_related("norms"), slug=slug)
    today, own = timezone.localdate(), own_membership(request.user, network)
    months = norms_of(network).check_in_months
    value = read_added_value(network, months, today)
    mine = read_own_line(own) if own else None
    last = mine.check_ins[0].answered_on if mine and mine.check_ins else None
    frame = together_context(network, request.user)
    context = {
        "value": value,
        "own": own,
        "mine": mine,
        "is_due": own is not None and check_in_is_due(last, own.joined_on, months, today),
        "thanks": list(thanks_of(request.user, network)[:MANY]) if own else [],
        "me": request.user.person_or_none,
    }
    return render(request, "roles/check_in_list.html", frame | context)
