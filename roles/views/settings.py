"""The settings of a network: what it says of itself, and from when on something is flagged."""

from copy import copy

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from collab.methods import form_page
from networks.access import get_editable_network
from networks.models import Network
from networks.pages import network_context
from roles.analysis import NORM_SPECS
from roles.forms.norms import NetworkSettingsForm, NormsForm, norm_changes
from roles.models import NetworkNorms
from roles.services.norms import reset_norms, set_norms

CARD = "card"  # the name of the buttons: which of the forms on the page was sent
OWN, NORMS, RESET = "own", "norms", "reset"


@form_page
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Show and save a network's own fields and its norms, each in a form of its own."""
    network = get_editable_network(request.user, slug)
    context = network_context(network, request.user, "settings")
    sent = request.POST.get(CARD) if request.method == "POST" else None
    recorded = norms_recorded(network)
    if sent == RESET:
        return _reset_norms(request, network, recorded)
    # Forms fill the objects that they are given, even when they refuse: the page itself shows other ones.
    own = NetworkSettingsForm(
        request.POST if sent == OWN else None, instance=copy(network), user=request.user
    )
    norms = NormsForm(request.POST if sent == NORMS else None, instance=copy(recorded), auto_id="norm_%s")
    if sent == OWN and own.is_valid():
        return _save_own(request, own)
    if sent == NORMS and norms.is_valid():
        return _save_norms(request, network, recorded, norms)
    usual = recorded.pk is None
    return render(request, "roles/settings.html", context | {"own": own, "norms": norms, "usual": usual})


def norms_recorded(network: Network) -> NetworkNorms:
    """Return the norms of a network; the usual ones, not saved, where it has none of its own."""
    return NetworkNorms.objects.filter(network=network).first() or NetworkNorms(network=network)


def _reset_norms(request: HttpRequest, network: Network, recorded: NetworkNorms) -> HttpResponse:
    changes = norm_changes(recorded, NetworkNorms(network=network))
    reset_norms(network=network)
    messages.success(request, " ".join([_("The norms are the usual ones again."), *_listed(changes)]))
    return redirect(f"{request.path}#norms")


def _listed(changes: list[str]) -> list[str]:
    """Return the changes as one sentence, if there are any."""
    return [_("%(changes)s.") % {"changes": "; ".join(changes)}] if changes else []


@transaction.atomic
def _save_own(request: HttpRequest, form: NetworkSettingsForm) -> HttpResponse:
    changed = [str(form.fields[name].label).rstrip("?") for name in form.changed_data if name in form.watched]
    network = form.save()
    if changed:
        messages.success(request, _("Saved: %(fields)s.") % {"fields": ", ".join(changed)})
    else:
        messages.info(request, _("Nothing changed."))
    return redirect("settings", network.slug)


def _save_norms(
    request: HttpRequest, network: Network, recorded: NetworkNorms, form: NormsForm
) -> HttpResponse:
    changes = norm_changes(recorded, form.instance)
    if changes:
        set_norms(network=network, values={name: form.cleaned_data[name] for name in NORM_SPECS})
        messages.success(request, " ".join([_("Saved."), *_listed(changes)]))
    else:
        messages.info(request, _("Nothing changed."))
    return redirect(f"{request.path}#norms")
