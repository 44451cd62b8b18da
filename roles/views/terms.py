"""For how long roles are held in a network before they are talked about again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from collab.methods import form_page
from networks.access import get_editable_network
from networks.pages import network_context
from roles.agreed_terms import AgreedTerms
from roles.forms.terms import TermsForm
from roles.models import Role
from roles.pages.terms import role_lines
from roles.services.terms import set_terms


@form_page
def term_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Let coordinators agree on a term for each role, and show until when its holders hold it."""
    network = get_editable_network(request.user, slug)
    roles = list(Role.objects.select_related("cluster").order_by("position"))
    agreed = AgreedTerms.of([network.pk])
    chosen = {role: months for (_network, role), months in agreed.chosen.items()}
    sent = request.POST if "seen" in request.POST else None  # without it, every term would be empty
    form = TermsForm(sent, roles=roles, chosen=chosen)
    if form.is_valid():
        try:
            set_terms(network=network, months=form.months)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved. These terms hold from now on."))
            return redirect("term_list", slug)
    lines = role_lines(network, form, roles, agreed, timezone.localdate())
    return render(
        request,
        "roles/term_list.html",
        network_context(network, request.user, "settings")
        | {
            "form": form,
            "lines": lines,
            "norm": agreed.norm(network.pk),
            "over": sum(holder.over for line in lines for holder in line.holders),
        },
    )
