"""One role in one network: who holds it, who held it, who would like it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from networks.access import get_visible_network
from networks.models import Membership, Network
from networks.pages import network_context
from roles.models import Role, RoleAssignment, RoleStance, SwapLookBack, SwapMove
from roles.pages.terms import holder_terms
from roles.pages.visibility import Reader

LOOK_BACKS = 10  # the latest of them


@require_safe
def network_role(request: HttpRequest, slug: str, role: str) -> HttpResponse:
    """Show a role in a network: who, since when, for whose sake, and what it brings."""
    network = get_visible_network(request.user, slug)
    found = Role.objects.select_related("cluster").prefetch_related("competences").filter(slug=role).first()
    if found is None:
        raise Http404
    page = network_context(network, request.user, "matrix")
    person = request.user.person_or_none
    reader = Reader(person.pk if person else None, bool(page["coordinates"]), bool(page["can_coordinate"]))
    day = timezone.localdate()
    assignments = RoleAssignment.objects.filter(membership__network=network, role=found).select_related(
        "role", "membership__person", "membership__engagement__organisation"
    )
    holders = list(assignments.active_on(day).order_by("membership__person__name_key", "pk"))
    running = [each.pk for each in holders]
    past = assignments.filter(started_on__lte=day).exclude(pk__in=running).order_by("-started_on", "pk")[:20]
    looked_back = SwapLookBack.objects.filter(
        swap__network=network, swap__in=SwapMove.objects.filter(role=found).values("swap")
    ).select_related("person", "swap")
    context = page | {
        "role": found,
        "holders": holder_terms(holders, day),
        "past": past,
        "stances": interested(network, found, reader, {each.membership.person_id for each in holders}),
        "look_backs": looked_back.order_by("-answered_on", "-pk")[:LOOK_BACKS],
        "holds_it": any(each.membership.person_id == reader.person for each in holders),
        "coordinates": reader.coordinates,
        "matrix_url": reverse("matrix", args=[network.slug]),
    }
    return render(request, "roles/network_role.html", context)


def interested(network: Network, role: Role, reader: Reader, holders: set[int]) -> list[RoleStance]:
    """Return who prefers or is willing to take up a role and does not hold it yet, the keenest first.

    What somebody prefers is for them and for the network's coordinators: others get at most their own.
    """
    members = Membership.objects.active_on(timezone.localdate()).filter(network=network)
    stances = (
        RoleStance.objects.filter(role=role, person__in=members.values("person"))
        .exclude(stance=RoleStance.Stance.AVOIDS)
        .exclude(person__in=holders)
        .select_related("person")
        .order_by("stance", "person__name_key", "pk")  # "prefers" comes before "willing"
    )
    if not reader.coordinates:
        stances = stances.filter(person=reader.person)
    return list(stances)
