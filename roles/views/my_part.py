"""My part in one network: what I want from it, for whose sake I hold my roles, and where my attention goes."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collab.methods import form_page
from networks.access import get_own_membership, get_own_part
from networks.forms.editing import all_hold, part_of, refused_parts
from networks.forms.voices import BalanceForm, VoiceForm
from networks.models import BalanceReading, CheckIn, Membership, Person
from networks.pages import network_context
from networks.services.voices import record_balance, record_voice
from roles.forms.motives import MotivesForm
from roles.models import RoleAssignment
from roles.pictures.balance_picker import draw_balance_picker, shares_of
from roles.services.assignments import set_motives

# The parts of the page, as they are called there.
HEADINGS = {
    "voice": gettext_lazy("What I want from this network"),
    "motives": gettext_lazy("For whose sake do I hold my roles?"),
    "balance": gettext_lazy("Where does my attention go?"),
}


@form_page
def my_part(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a member say everything of their own part on one page; its parts are kept together, or none of them."""
    own = get_own_part(request.user, slug)
    today, data = timezone.localdate(), request.POST or None
    with transaction.atomic():
        if data:  # one at a time: what the form was made from is compared with what stands there now
            Person.objects.select_for_update().get(pk=own.person_id)
            own.refresh_from_db(fields=Membership.VOICE_FIELDS)
        forms = _forms(own, today, data)
        if data and all_hold(forms.values()):
            _save(own, today, forms)
            messages.success(
                request, _("Saved. This is your part in “%(network)s” now.") % {"network": own.network}
            )
            return redirect("my_part", slug)
    check_ins = CheckIn.objects.filter(network=own.network, person=own.person).prefetch_related("values")
    return render(
        request,
        "roles/my_part.html",
        network_context(own.network, request.user, "member_list")
        | forms
        | balance_context(forms["balance"])
        | {
            "membership": own,
            "refused": refused_parts(forms, HEADINGS),
            "last_check_in": check_ins.order_by("-answered_on", "-pk").first(),
        },
    )


@form_page
def balance_create(request: HttpRequest, slug: str, membership: int) -> HttpResponse:
    """Let a member, or an administrator for them, say how they divide their attention, and nothing else."""
    own = get_own_membership(request.user, slug, membership)
    form = BalanceForm(request.POST or None, last=last_reading(own), in_own_name=own.engagement_id is None)
    if request.method == "POST" and form.is_valid():
        record_balance(membership=own, day=timezone.localdate(), **form.shares)
        messages.success(request, _("Saved. Only you and the coordinators can read it."))
        return redirect("member_detail", slug, own.pk)
    texts = network_context(own.network, request.user, "member_list")
    return render(request, "roles/balance_create.html", texts | balance_context(form) | {"membership": own})


def last_reading(membership: Membership) -> BalanceReading | None:
    """Return how a member divided their attention when they last said so."""
    readings = BalanceReading.objects.filter(network=membership.network, person=membership.person)
    return readings.order_by("-read_on").first()


def own_assignments(membership: Membership, day: date) -> list[RoleAssignment]:
    """Return the roles that a member holds on a day, with the membership at hand."""
    held = RoleAssignment.objects.active_on(day).filter(membership=membership)
    assignments = list(held.select_related("role__cluster").order_by("role__position"))
    for assignment in assignments:
        assignment.membership = membership
    return assignments


def balance_form(membership: Membership, data: QueryDict | None, *, may_stay: bool) -> BalanceForm:
    """Return the division of attention, as part of a page."""
    return BalanceForm(
        part_of(data, "balance"),
        prefix="balance",
        last=last_reading(membership),
        may_stay=may_stay,
        in_own_name=membership.engagement_id is None,
    )


def balance_context(form: BalanceForm) -> dict[str, Any]:
    """Return what `roles/_balance_fields.html` expects: the form, and the triangle with what was said last."""
    labels = [str(field.label) for field in form.share_fields]
    return {"balance": form, "picker": draw_balance_picker(shares_of(form.last), labels)}


def save_motives(form: MotivesForm) -> None:
    """Keep for whose sake each role is held; one that was changed at this very moment stays as it is now."""
    for assignment, motives in form.motives:
        with suppress(ValidationError):
            set_motives(assignment=assignment, motives=motives)


def _forms(own: Membership, day: date, data: QueryDict | None) -> dict[str, Any]:
    """Return the parts of the page; one that was not sent is as it is recorded."""
    return {
        "voice": VoiceForm(part_of(data, "voice"), prefix="voice", instance=own),
        "motives": MotivesForm(
            part_of(data, "motives"), prefix="motives", assignments=own_assignments(own, day)
        ),
        "balance": balance_form(own, data, may_stay=True),
    }


def _save(own: Membership, day: date, forms: Mapping[str, Any]) -> None:
    """Keep every part that was sent."""
    if forms["voice"].is_bound:
        record_voice(membership=own, **spoken(forms["voice"]))
    if forms["motives"].is_bound:
        save_motives(forms["motives"])
    if forms["balance"].is_bound and forms["balance"].asks_for_reading:
        record_balance(membership=own, day=day, **forms["balance"].shares)


def spoken(form: VoiceForm, fields: Iterable[str] = Membership.VOICE_FIELDS) -> dict[str, str]:
    """Return a member's own interests, ambitions and expectations."""
    return {field: form.cleaned_data[field] for field in fields}
