"""Organisations: those of a network, and one of them."""

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from collab.search import search_query
from collab.text import fold
from networks.access import get_visible_network, is_steward
from networks.models import CollaborationPolicy, Engagement, Membership, Network, Organisation
from networks.pages import network_context
from roles.models import RoleAssignment
from roles.pages.members import organisation_rows

PER_PAGE = 100
FEW = 10  # so many can be overlooked without a search field


@require_safe
def network_organisations(request: HttpRequest, slug: str) -> HttpResponse:
    """The organisations engaged in a network: what is at stake for them, and who sits there for them."""
    network = get_visible_network(request.user, slug)
    today = timezone.localdate()
    query = search_query(request)
    engagements = Engagement.objects.filter(network=network).select_related("organisation")
    engagements = engagements.order_by("organisation__name_key")
    if query:
        engagements = engagements.filter(organisation__name_key__contains=fold(query))
    page = Paginator(engagements, PER_PAGE).get_page(request.GET.get("page"))
    members = Membership.objects.active_on(today).filter(network=network).with_parties()
    if query or page.has_next():  # those in their own name stand at the very end
        members = members.exclude(engagement=None)
    stewarded = set(Organisation.objects.stewarded_by(request.user).values_list("pk", flat=True))
    if request.user.is_superuser:
        stewarded = {each.organisation_id for each in page}
    return render(
        request,
        "roles/network_organisations.html",
        network_context(network, request.user, "network_organisations")
        | {
            "page": page,
            "rows": organisation_rows(page.object_list, members, today, stewarded),
            "query": query,
            "searchable": bool(query) or page.paginator.count > FEW,
        },
    )


@require_safe
def organisation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One organisation: where its people sit, as far as the reader may see, and how it looks at collaborating."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), slug=slug)
    today = timezone.localdate()
    visible = Network.objects.visible_to(request.user)
    engagements = Engagement.objects.filter(
        Q(network__ended_on=None) | Q(network__ended_on__gt=today),
        organisation=organisation,
        network__in=visible,
    )
    members = Membership.objects.active_on(today).filter(
        engagement__in=engagements.order_by(), network__in=visible
    )
    policy = CollaborationPolicy.objects.filter(organisation=organisation).first()
    return render(
        request,
        "roles/organisation_detail.html",
        {
            "organisation": organisation,
            "engagements": _with_seats(engagements, members),
            "policy": policy,
            "answers": _answers(policy),
            "stewards": organisation.stewardships.select_related("person").order_by("person__name_key"),
            "may_edit": is_steward(request.user, organisation),
        },
    )


def _with_seats(
    engagements: QuerySet[Engagement], members: QuerySet[Membership]
) -> list[tuple[Engagement, list[tuple[Membership, list[str]]]]]:
    """Return per engagement its people, each with the names of their roles."""
    held: dict[int, list[str]] = {}
    running = RoleAssignment.objects.active_on(timezone.localdate()).filter(membership__in=members)
    for assignment in running.select_related("role").order_by("role__position"):
        held.setdefault(assignment.membership_id, []).append(assignment.role.name)
    seats: dict[int, list[tuple[Membership, list[str]]]] = {}
    for member in members.select_related("person", "network").order_by("person__name_key", "pk"):
        seats.setdefault(member.engagement_id, []).append((member, held.get(member.pk, [])))
    ordered = engagements.select_related("network").order_by("network__name", "pk")
    return [(each, seats.get(each.pk, [])) for each in ordered]


def _answers(policy: CollaborationPolicy | None) -> list[tuple[str, str]]:
    """Return the five questions with their answers."""
    if policy is None:
        return []
    return [
        (str(policy._meta.get_field(field).verbose_name), getattr(policy, field))
        for field in CollaborationPolicy.QUESTIONS
    ]
