"""Roles that nobody holds: seeing them, applying for one, leaving one empty on purpose."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from collab.addresses import address
from collab.methods import form_page
from networks.access import (
    get_editable_network,
    get_left_network,
    get_visible_network,
    own_membership,
    sees_network,
)
from networks.models import Network
from networks.pages import network_context
from roles.forms.vacancies import ApplyForm, LeaveEmptyForm
from roles.models import EmptySeat, Role
from roles.pages.moving import with_moving
from roles.pages.reports import read_report
from roles.pages.vacancies import read_vacancies
from roles.services.vacancies import (
    apply_for_role,
    held_sentence,
    leave_empty,
    look_for_somebody,
    no_seat_sentence,
)
from roles.texts.base import inside_sentence
from roles.texts.vacancies import vacancy_lead


@require_safe
def vacancy_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every role that nobody holds, and what can be done about it."""
    read = read_report(request.user, slug, timezone.localdate())
    vacancies = read_vacancies(read, request.user)
    open_roles = [each for each in vacancies if each.left_empty_until is None]
    left_empty = vacancies[len(open_roles) :]
    page = with_moving(read.frame(request.user, "swap_list")) | {
        "lead": vacancy_lead(
            read.report.counts, len(open_roles), len(left_empty), active=read.snapshot.active
        ),
        "open_roles": open_roles,
        "left_empty": left_empty,
        "has_members": bool(read.report.counts.people),
        "takes_part": any(member.person == read.reader.person for member in read.snapshot.members),
    }
    return render(request, "roles/vacancy_list.html", page)


@form_page
def vacancy_apply(request: HttpRequest, slug: str, role: str) -> HttpResponse:
    """Let a member say that they would like a role that nobody holds.

    Whoever had a seat when they opened the form, and sends it after that has ended, is told so here as well: what
    they wrote stays.
    """
    inside = request.method != "POST" or sees_network(request.user, slug)
    network = get_visible_network(request.user, slug) if inside else get_left_network(request.user, slug)
    found = _role(role)
    form = ApplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _apply(request, network, found, form):
        return redirect(_place(network, found))
    page: dict[str, object] = {
        "network": network,
        "role": found,
        "form": form,
        "back": _place(network, found),
    }
    if not inside:
        return render(request, "roles/vacancy_apply_left.html", page)
    if request.method != "POST":
        page["obstacle"] = _obstacle(request, network, found)
    page |= with_moving(network_context(network, request.user, "swap_list"))
    return render(request, "roles/vacancy_apply.html", page)


def _apply(request: HttpRequest, network: Network, role: Role, form: ApplyForm) -> bool:
    """Apply and say so, or say in the form what stands in the way."""
    try:
        apply_for_role(network=network, role=role, person=request.user.person_or_none, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    text = _("You have applied for the role of %(role)s. It is yours once a coordinator carries it out.")
    messages.success(request, text % {"role": inside_sentence(role.name)})
    return True


def _obstacle(request: HttpRequest, network: Network, role: Role) -> str:
    """Return why it makes no sense to fill in the form; empty when it does."""
    today = timezone.localdate()
    if not network.is_active_on(today) or own_membership(request.user, network) is None:
        return no_seat_sentence(network, today)
    return held_sentence(network, role, today)


@form_page
def vacancy_leave_empty(request: HttpRequest, slug: str, role: str) -> HttpResponse:
    """Let a coordinator decide that a role has nobody on purpose for a while, or change that."""
    network = get_editable_network(request.user, slug)
    found, today = _role(role), timezone.localdate()
    decided = EmptySeat.objects.filter(network=network, role=found).not_held_since(today).first()
    form = LeaveEmptyForm(request.POST or None, decided=decided)
    if request.method == "POST" and form.is_valid() and _leave_empty(request, network, found, form):
        return redirect(_place(network, found))
    if request.method != "POST" and (sentence := held_sentence(network, found, today)):
        messages.info(request, sentence)
        return redirect("vacancy_list", network.slug)
    page = with_moving(network_context(network, request.user, "swap_list"))
    page |= {"role": found, "form": form, "decided": decided, "back": _place(network, found)}
    return render(request, "roles/vacancy_leave_empty.html", page)


def _leave_empty(request: HttpRequest, network: Network, role: Role, form: LeaveEmptyForm) -> bool:
    """Decide it and say so, or say in the form what stands in the way."""
    data = form.cleaned_data
    try:
        seat = leave_empty(
            network=network,
            role=role,
            person=request.user.person_or_none,
            reason=data["reason"],
            look_again_on=data["look_again_on"],
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    words = {"role": role.name, "day": date_format(seat.look_again_on, "j F Y")}
    messages.success(request, _("%(role)s: left empty on purpose until %(day)s.") % words)
    return True


@require_POST
def vacancy_reopen(request: HttpRequest, slug: str, role: str) -> HttpResponse:
    """Look for somebody again for a role that was left empty on purpose."""
    network = get_editable_network(request.user, slug)
    found = _role(role)
    if look_for_somebody(network=network, role=found):
        text = _("The role of %(role)s is open again, and stands out as long as it has nobody.")
        messages.success(request, text % {"role": inside_sentence(found.name)})
    else:
        messages.info(request, _("This role was not left empty on purpose any more."))
    return redirect(_place(network, found))


def _role(slug: str) -> Role:
    found = Role.objects.select_related("cluster").prefetch_related("competences").filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def _place(network: Network, role: Role) -> str:
    """Return where the page of open roles speaks of this one."""
    return f"{address('vacancy_list', network.slug)}#{role.slug}"
