"""Carrying over a result of a closed mapping round into who holds which role."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from networks.together import with_together
from roles.models import Role
from roles.pages.mapping_carry import describe_carry
from roles.pages.mapping_results import Results, read_results
from roles.pages.reports import read_report
from roles.pages.swap_board import read_board
from roles.views.mapping_results import find_round


@require_safe
def mapping_carry(request: HttpRequest, slug: str, mapping_round: int) -> HttpResponse:
    """Show what a coordinator can do about one result, `?role=` and `?person=`; without these, which there are."""
    today = timezone.localdate()
    read = read_report(request.user, slug, today)
    opened = find_round(request.user, read.network, read.reader, mapping_round)
    if not opened.reader.can_coordinate:
        raise PermissionDenied
    if opened.round.closed_on is None:
        return redirect("mapping_list", slug)
    results, _before = read_results(opened.reader, opened.round)
    context = with_together(read.frame(request.user, "purpose")) | {
        "results": results,
        "active": read.snapshot.active,
    }
    if "role" not in request.GET and "person" not in request.GET:
        return render(request, "roles/mapping_carry_choose.html", context)
    role, person = _asked(request, results)
    board = read_board(read.network, read.names, today, read.reader.person)
    context["carry"] = describe_carry(results, read, board, role, person)
    return render(request, "roles/mapping_carry.html", context)


def _asked(request: HttpRequest, results: Results) -> tuple[Role, int]:
    """Return the role and the person that an address asks for; 404 when the round does not know of them."""
    role = next((each for each in results.roles if each.slug == request.GET.get("role")), None)
    person = next((each for each in results.people if str(each) == request.GET.get("person")), None)
    if role is None or person is None:
        raise Http404
    return role, person
