"""The networks that somebody sees, and a new one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Case, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from collab.methods import form_page
from collab.search import FEW, search_query
from networks.access import can_create_network
from networks.forms.networks import NetworkForm
from networks.models import Network, User
from networks.services.networks import create_network

PER_PAGE = 100


def grouped_networks(user: User) -> QuerySet[Network]:
    """Return what the user sees, by name; `rank` is 1 for one's own, 2 for others and 3 for past ones."""
    today = timezone.localdate()
    rank = Case(When(ended_on__lte=today, then=Value(3)), When(is_mine=True, then=Value(1)), default=Value(2))
    visible = Network.objects.visible_to(user).with_involvement(user)
    return visible.annotate(rank=rank).order_by("rank", "name", "pk")


@require_safe
def network_list(request: HttpRequest) -> HttpResponse:
    """Show the networks that somebody has a part in, mine first."""
    networks = grouped_networks(request.user)
    query = search_query(request)
    matches = networks.filter(Q(name__icontains=query) | Q(question__icontains=query)) if query else networks
    page = Paginator(matches, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "networks/network_list.html",
        {
            "page": page,
            "query": query,
            "searchable": bool(query) or page.paginator.count > FEW,
            "today": timezone.localdate(),
            "may_create": can_create_network(request.user),
        },
    )


@form_page
def network_create(request: HttpRequest) -> HttpResponse:
    """Begin a network, and go on to its members."""
    if not can_create_network(request.user):
        raise PermissionDenied
    form = NetworkForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            network = create_network(
                name=form.cleaned_data["name"],
                started_on=form.cleaned_data["started_on"],
                purpose=form.purpose,
                phase=form.cleaned_data["phase"],
                parent=form.cleaned_data["parent"],
                founder=form.founder,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("“%(name)s” has begun. Now its members.") % {"name": network.name})
            return redirect("member_list", network.slug)
    return render(request, "networks/network_create.html", {"form": form})
