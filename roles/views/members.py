"""The members of a network: all of them, one of them, and changing somebody's seat."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from collab.addresses import address
from collab.methods import form_page
from collab.search import FEW, search_query
from collab.text import fold
from networks.access import can_edit_profile, get_editable_network, get_visible_network, may_correct_person
from networks.mandate_history import mandate_rows, mandates_of, next_step
from networks.models import BalanceReading, CheckIn, Membership, Network, Observer, User
from networks.pages import network_context
from networks.services.people import correct_person
from roles.forms.members import MemberEditForm
from roles.models import RoleAssignment
from roles.pages.competences import read_self_scores
from roles.pages.dashboard import finding_cards
from roles.pages.member_changes import consequences
from roles.pages.members import latest_invitation, latest_invitations, member_rows, organisation_tints
from roles.pages.profile import stances_by_lane, taken_on
from roles.pages.ratings import read_ratings
from roles.pages.reports import ReadReport, read_report
from roles.pages.terms import holder_terms
from roles.pages.visibility import Reader
from roles.pictures.findings import draw_findings
from roles.services.seats import edit_seat

PER_PAGE = 100
LATEST = 5  # readings and check-ins shown


def lasting_members(network: Network) -> QuerySet[Membership]:
    """Return the memberships that have not ended, those that are to begin included, by name."""
    today = timezone.localdate()
    lasting = Q(left_on=None) | Q(left_on__gt=today)
    return Membership.objects.filter(lasting, network=network).with_parties()


@require_safe
def member_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody who takes part in a network, who did before, and who looks on."""
    network = get_visible_network(request.user, slug)
    texts = network_context(network, request.user, "member_list")
    today = timezone.localdate()
    query = search_query(request)
    members = lasting_members(network)
    if query:
        wanted = fold(query)
        members = members.filter(
            Q(person__name_key__contains=wanted) | Q(engagement__organisation__name_key__contains=wanted)
        )
    page = Paginator(members, PER_PAGE).get_page(request.GET.get("page"))
    invitations = latest_invitations(network) if texts["can_coordinate"] else {}
    former = Membership.objects.filter(network=network, left_on__lte=today).with_parties()
    observers = Observer.objects.filter(network=network).select_related("person").order_by("person__name_key")
    return render(
        request,
        "roles/member_list.html",
        texts
        | {
            "page": page,
            "rows": member_rows(page.object_list, today, invitations, organisation_tints(network, today)),
            "query": query,
            "searchable": bool(query) or page.paginator.count > FEW,
            "former": former,
            "observers": [(each, invitations.get(each.person_id)) for each in observers],
            "today": today,
        },
    )


@require_safe
def member_detail(request: HttpRequest, slug: str, membership: int) -> HttpResponse:
    """One member: for whom they sit here, which roles they hold and held, and what they want from the network."""
    today = timezone.localdate()
    read = read_report(request.user, slug, today)
    network, reader = read.network, read.reader
    found = get_object_or_404(Membership.objects.with_parties(), network=network, pk=membership)
    found.network = network
    runs = found.joined_on <= today and (found.left_on is None or found.left_on > today)
    organisation = found.engagement.organisation_id if found.engagement else None
    mandates = _mandates_of(found, request.user, reader, today, runs=runs)
    knows = reader.knows_person(found.person_id)
    return render(
        request,
        "roles/member_detail.html",
        read.frame(request.user, "member_list")
        | {
            "membership": found,
            "person": found.person,
            "tint": organisation_tints(network, today).get(organisation),
            "runs": runs,
            "ended": found.left_on is not None and found.left_on <= today,
            "is_self": found.person_id == reader.person,
            "may_thank": runs and found.person_id != reader.person and _takes_part(request.user, reader),
            "may_speak": runs and can_edit_profile(request.user, found.person),
            "sees_private": knows,
            "invitation": latest_invitation(network, found.person) if reader.can_coordinate else None,
        }
        | _findings_of(found, read, mandate_step=mandates["mandate_step"] is not None)
        | mandates
        | _roles_of(found, today)
        | (_profile_of(found, read, request.user) if runs else {})
        | _reflections_of(found, request.user),
    )


def _takes_part(user: User, reader: Reader) -> bool:
    """Whether the reader is a member, and not only somebody who administers."""
    return reader.coordinates or (reader.joins_in and not user.is_superuser)


def _roles_of(membership: Membership, today: date) -> dict[str, object]:
    """Return the roles that somebody holds in this seat, and those held before in the network, latest first."""
    assignments = list(
        RoleAssignment.objects.filter(
            membership__network=membership.network, membership__person=membership.person
        )
        .select_related("role__cluster", "membership__engagement__organisation")
        .order_by("role__position", "pk")
    )
    over = [each for each in assignments if each.ended_on is not None and each.ended_on <= today]
    current = [each for each in assignments if each not in over and each.membership_id == membership.pk]
    for each in current:
        each.membership = membership
    return {
        "current": holder_terms(current, today),
        "former": sorted(over, key=lambda each: each.ended_on or today, reverse=True),
    }


def _findings_of(membership: Membership, read: ReadReport, *, mandate_step: bool) -> dict[str, object]:
    """Return what stands out today about somebody, as far as the reader may see it.

    Without a button where its page is this very one, or about a mandate that the reader has no say in.
    """
    person = str(membership.person_id)
    about = [
        each for each in read.report.findings if each.subject.type == "person" and each.subject.id == person
    ]
    slug = read.network.slug
    here = {address("network_person", slug, person)}
    if not mandate_step:
        here.add(address("mandate_person", slug, person))
    cards = [
        card._replace(url="") if card.url in here else card
        for card in finding_cards(about, read.names, slug, read.reader)
    ]
    return {"findings": cards, "drawn_findings": draw_findings(cards, with_action=True)}


def _profile_of(membership: Membership, read: ReadReport, user: User) -> dict[str, object]:
    """Return what somebody says of themselves and colleagues say of them, as far as the reader may know."""
    person = membership.person
    if not read.reader.knows_person(person.pk):
        return {"takes_on": taken_on(person)}
    scores = read_self_scores(person)
    return {
        "takes_on": taken_on(person),
        "stances": stances_by_lane(person),
        "assessed": [each for each in scores if each.score is not None],
        "ratings": read_ratings(membership, read, user, scores),
    }


def _mandates_of(
    membership: Membership, user: User, reader: Reader, today: date, *, runs: bool
) -> dict[str, object]:
    """Return somebody's mandates in the network, and what the reader can do about them."""
    mandates = mandates_of(membership)
    step = None
    if runs:
        step = next_step(user, membership, mandates, today, can_coordinate=reader.can_coordinate)
    return {"mandates": mandate_rows(mandates, today), "mandate_step": step}


def _reflections_of(membership: Membership, user: User) -> dict[str, QuerySet]:
    """Return somebody's latest balance readings and check-ins in the network, as far as the reader may see them."""
    own = {"network": membership.network, "person": membership.person}
    readings = BalanceReading.objects.visible_to(user).filter(**own).order_by("-read_on")
    check_ins = CheckIn.objects.visible_to(user).filter(**own).order_by("-answered_on", "-pk")
    return {"readings": readings[:LATEST], "check_ins": check_ins.prefetch_related("values")[:LATEST]}


@form_page
def member_edit(request: HttpRequest, slug: str, membership: int) -> HttpResponse:
    """Change for whom and until when somebody takes part; what follows from it is said before it happens."""
    network = get_editable_network(request.user, slug)
    with transaction.atomic():
        lasting = lasting_members(network)
        if request.method == "POST":
            lasting = lasting.select_for_update(of=("self",))
        found = get_object_or_404(lasting, pk=membership)
        form = MemberEditForm(
            request.POST or None,
            membership=found,
            user=request.user,
            may_correct=request.user.is_superuser or may_correct_person(found.person, network),
        )
        follows: list[str] = []
        if request.method == "POST" and form.is_valid():
            follows = consequences(found, form.seat)
            if (not follows or "confirmed" in request.POST) and _save(request, found, form):
                messages.success(request, _("Saved: %(name)s.") % {"name": found.person.name})
                return redirect("member_list", slug)
    return render(
        request,
        "roles/member_edit.html",
        network_context(network, request.user, "member_list")
        | {"membership": found, "form": form, "follows": [] if form.errors else follows},
    )


def _save(request: HttpRequest, membership: Membership, form: MemberEditForm) -> bool:
    """Write both the person and the seat, or neither; say in the form what stands in the way."""
    try:
        with transaction.atomic():
            if form.person_changes:
                correct_person(person=membership.person, **form.person_changes)
            edit_seat(membership=membership, seat=form.seat)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
