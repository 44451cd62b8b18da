"""My profile: what I say of myself, over all my networks."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collab.methods import form_page
from networks.forms.editing import all_hold, part_of, refused_parts
from networks.models import Person
from networks.services.people import record_talents
from roles.forms.profile import SelfAssessmentForm, SpontaneousForm, StancesForm, TalentsForm
from roles.models import Role
from roles.pages.profile import (
    all_roles,
    asked_competences,
    competence_groups,
    lanes_of,
    own_networks,
    reasons_of,
    score_ends,
    scores_of,
    stances_of,
)
from roles.services.profiles import record_self_assessment, record_spontaneous_roles, record_stances

# The parts of the page, as they are called there.
HEADINGS = {
    "stances": gettext_lazy("Which roles suit me?"),
    "spontaneous": gettext_lazy("What do I take on unasked?"),
    "talents": gettext_lazy("My talents"),
    "assessment": gettext_lazy("How do I rate myself?"),
}


@form_page
def profile(request: HttpRequest) -> HttpResponse:
    """Let somebody say which roles suit them, what they take on by themselves, and what they are good at.

    The page is one form of four parts: they are kept together, or none of them.
    """
    person = request.user.person_or_none
    if person is None:
        return render(request, "roles/me_nobody.html")
    today, data = timezone.localdate(), request.POST or None
    with transaction.atomic():
        if data:
            person = Person.objects.select_for_update().get(pk=person.pk)
        forms = _forms(person, today, data)
        if data and all_hold(forms.values()):
            _save(person, forms)
            messages.success(request, _("Saved. This is what you say of yourself now."))
            return redirect("profile")
    assessment = competence_groups(forms["assessment"])
    return render(
        request,
        "roles/profile.html",
        forms
        | {
            "person": person,
            "refused": refused_parts(forms, HEADINGS),
            "lanes": lanes_of(forms["stances"]),
            "generic": assessment[0].rows,
            "cockpit": assessment[1:],
            "ends": score_ends(),
            "memberships": own_networks(person, today),
        },
    )


def _forms(person: Person, day: date, data: QueryDict | None) -> dict[str, Any]:
    """Return the parts of the page; one that was not sent is as it is recorded."""
    roles = all_roles()
    scores = scores_of(person)
    return {
        "stances": stances_form(person, roles, data),
        "spontaneous": SpontaneousForm(
            part_of(data, "spontaneous"), prefix="spontaneous", roles=roles, reasons=reasons_of(person)
        ),
        "talents": TalentsForm(
            part_of(data, "talents"), prefix="talents", initial={"talents": person.talents}
        ),
        "assessment": SelfAssessmentForm(
            part_of(data, "assessment"),
            prefix="assessment",
            competences=asked_competences(person, scores, day),
            scores=scores,
        ),
    }


def stances_form(person: Person, roles: list[Role], data: QueryDict | None) -> StancesForm:
    """Return the cards of the roles, as part of a page."""
    return StancesForm(part_of(data, "stances"), prefix="stances", roles=roles, stances=stances_of(person))


def _save(person: Person, forms: Mapping[str, Any]) -> None:
    """Keep every part that was sent."""
    if forms["stances"].is_bound:
        record_stances(person=person, stances=forms["stances"].stances)
    if forms["spontaneous"].is_bound:
        record_spontaneous_roles(person=person, reasons=forms["spontaneous"].reasons)
    if forms["talents"].is_bound:
        record_talents(person=person, talents=forms["talents"].cleaned_data["talents"])
    if forms["assessment"].is_bound:
        record_self_assessment(person=person, scores=forms["assessment"].scores)
