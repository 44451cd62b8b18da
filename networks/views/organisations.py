"""What stewards say for their organisation.

The pages that show organisations stand in roles/views/organisations.py, because they show roles.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from collab.methods import form_page
from networks.access import get_stewarded_organisation, get_visible_network, is_steward
from networks.forms.voices import PolicyForm, StakeForm
from networks.models import CollaborationPolicy
from networks.pages import network_context
from networks.services.organisations import confirm_policy, record_policy, record_stake


@form_page
def engagement_stake(request: HttpRequest, slug: str, engagement: int) -> HttpResponse:
    """Let a steward say what is at stake for the organisation in a network."""
    network = get_visible_network(request.user, slug)
    found = get_object_or_404(network.engagements.select_related("organisation"), pk=engagement)
    if not is_steward(request.user, found.organisation):
        raise PermissionDenied
    back = reverse("network_organisations", args=[slug])
    if request.GET.get("back") == "organisation":  # where the steward came from
        back = f"{found.organisation.get_absolute_url()}#stakes"
    form = StakeForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        record_stake(engagement=found, stake=form.cleaned_data["stake"])
        messages.success(request, _("Saved. Everybody in this network can read it."))
        return redirect(back)
    texts = network_context(network, request.user, "network_organisations")
    return render(
        request, "networks/engagement_stake.html", texts | {"engagement": found, "form": form, "back": back}
    )


@form_page
def organisation_policy(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a steward answer the five questions about collaborating."""
    organisation = get_stewarded_organisation(request.user, slug)
    policy = CollaborationPolicy.objects.filter(organisation=organisation).first()
    initial = {} if policy and policy.reviewed_on else {"reviewed_on": timezone.localdate()}
    form = PolicyForm(
        request.POST or None,
        instance=policy or CollaborationPolicy(organisation=organisation),
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        record_policy(
            organisation=organisation,
            answers=form.answers,
            reviewed_on=form.cleaned_data["reviewed_on"],
        )
        messages.success(request, _("Saved. Whoever works with your organisation can read it."))
        return redirect(organisation)
    return render(request, "networks/organisation_policy.html", {"organisation": organisation, "form": form})


@require_POST
def policy_reviewed(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a steward say that the answers were looked through, and still hold as they are."""
    organisation = get_stewarded_organisation(request.user, slug)
    seen = request.POST.get("seen", "")
    if confirm_policy(organisation=organisation, seen=seen, day=timezone.localdate()):
        messages.success(request, _("Noted: looked through today, and it still holds."))
    else:
        messages.warning(request, _("The answers have changed since you looked. Read them once more."))
    return redirect(f"{organisation.get_absolute_url()}#policy")
