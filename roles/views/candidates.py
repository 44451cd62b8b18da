"""Choosing somebody for a role: the members who could take it on, side by side."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from collab.addresses import address
from collab.search import FEW, search_query
from collab.text import fold
from roles.analysis import Member
from roles.models import Role
from roles.pages.candidate_table import DESCENDING_FIRST, arrange, columns, lead, rows, sortable
from roles.pages.candidates import (
    COMPARED_AT_ONCE,
    Candidate,
    Choice,
    read_candidates,
    read_choice,
    read_handover,
)
from roles.pages.finding_links import handover_url
from roles.pages.reports import read_report
from roles.pages.sorting import changed_query, sort_headings
from roles.texts.candidates import how_ordered

PER_PAGE = 10


@require_safe
def role_candidates(request: HttpRequest, slug: str, role: str) -> HttpResponse:
    """Compare the members who could take on a role, or take it over from somebody.

    `?from=` is a person's key; `?of=` an organisation's slug, which leads to whoever of its people carries most.
    """
    read = read_report(request.user, slug, timezone.localdate())
    if role not in read.names.roles:
        raise Http404
    if not read.reader.can_coordinate:
        raise PermissionDenied
    choice = read_choice(read, read.names.roles[role])
    if "of" in request.GET and (holder := _find_holder_of(choice, request.GET["of"])):
        return redirect(handover_url(slug, role, holder.person))
    giver = _find_giver(choice, request.GET.get("from", ""))
    if giver is not None and not giver.roles & choice.bit:
        messages.info(request, _("%(name)s does not hold this role any more.") % {"name": giver.name})
        return redirect("role_candidates", slug, role)
    if giver is not None:
        choice = read_handover(choice, giver)
    everybody = read_candidates(choice)
    wanted = fold(search_query(request))
    found = [each for each in everybody if wanted in fold(f"{each.name} {each.organisation}")]
    context = read.frame(request.user, "matrix") | _giver(choice) | _table(request, choice, everybody, found)
    return render(request, "roles/role_candidates.html", context)


def _find_giver(choice: Choice, typed: str) -> Member | None:
    """Return the member who hands the role on; 404 for somebody who is no member here."""
    if not typed:
        return None
    for member in choice.read.snapshot.members:
        if str(member.person) == typed and member.person in choice.memberships:
            return member
    raise Http404


def _find_holder_of(choice: Choice, organisation: str) -> Member | None:
    """Return who of an organisation holds the role; of several, who carries most."""
    organisations = choice.read.snapshot.organisations
    holders = [
        member
        for member in choice.read.snapshot.members
        if member.roles & choice.bit
        and member.organisation is not None
        and organisations[member.organisation].slug == organisation
    ]
    return max(holders, key=lambda member: (member.roles.bit_count(), -member.person), default=None)


def _giver(choice: Choice) -> dict[str, object]:
    """Return what the page says of the member who hands the role on, and of their other roles."""
    if choice.giver is None:
        return {}
    slug, names = choice.read.network.slug, choice.read.names
    held: list[Role] = [
        role
        for role, bit in zip(names.roles.values(), names.for_analysis()[1].values(), strict=True)
        if choice.giver.roles & bit
    ]
    seat, _email = choice.memberships[choice.giver.person]
    return {
        "giver": choice.giver,
        "giver_roles": [(role, handover_url(slug, role.slug, choice.giver.person)) for role in held],
        "take_url": f"{address('matrix_cell', slug, seat, choice.role.slug)}?holds=no",
        "share_url": address("role_candidates", slug, choice.role.slug),
    }


def _table(
    request: HttpRequest, choice: Choice, everybody: list[Candidate], found: list[Candidate]
) -> dict[str, object]:
    """Return the candidates of this page, in the order that the address asks for."""
    sort = request.GET.get("sort", "")
    arranged = arrange(choice, found, sort)
    page = Paginator(arranged, PER_PAGE).get_page(request.GET.get("page"))
    query = search_query(request)
    by = sortable(choice, len(found))
    headings = sort_headings(request.GET, sort, columns(), descending_first=DESCENDING_FIRST)
    return {
        "role": choice.role,
        "lead": lead(choice, everybody, arranged),
        "everybody": len(everybody),
        "query": query,
        "searchable": bool(query) or len(everybody) > FEW,
        "page": page,
        "rows": rows(choice, list(page)),
        "headings": [each if each.key in by else each._replace(url="", direction="") for each in headings],
        "sorted_by_column": sort.removeprefix("-") in by,
        "unsorted_query": changed_query(request.GET, sort=None, page=None),
        "page_query": changed_query(request.GET, page=None),
        "ordered": how_ordered(
            with_stances=choice.read.reader.coordinates, all_compared=len(found) <= COMPARED_AT_ONCE
        ),
    }
