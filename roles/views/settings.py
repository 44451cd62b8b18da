"""The settings of a network: what it says of itself, and from when on something is flagged."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from networks.access import get_editable_network
from networks.models import Network
from networks.pages import network_context
from roles.forms.norms import NetworkSettingsForm, NormsForm
from roles.models import NetworkNorms
from roles.services.norms import reset_norms, set_norms

CARD = "card"  # the name of the buttons: which of the forms on the page was sent
OWN, NORMS, RESET = "own", "norms", "reset"


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Show and save a network's own fields and its norms, each in a form of its own."""
    network = get_editable_network(request.user, slug)
    sent = request.POST.get(CARD) if request.method == "POST" else None
    if sent == RESET:
        reset_norms(network=network)
        messages.success(request, _("The norms are the usual ones again."))
        return redirect(f"{request.path}#norms")
    shown = Network.objects.get(
        pk=network.pk
    )  # a form that is refused leaves its mark on the object it fills
    own = NetworkSettingsForm(request.POST if sent == OWN else None, instance=network, user=request.user)
    norms = NormsForm(
        request.POST if sent == NORMS else None,
        instance=NetworkNorms.objects.filter(network=network).first() or NetworkNorms(network=network),
        auto_id="norm_%s",
    )
    if sent == OWN and own.is_valid():
        return _save_own(request, own)
    if sent == NORMS and norms.is_valid():
        return _save_norms(request, network, norms)
    context = network_context(shown, request.user, "settings")
    usual = not NetworkNorms.objects.filter(network=network).exists()
    return render(request, "roles/settings.html", context | {"own": own, "norms": norms, "usual": usual})


@transaction.atomic
def _save_own(request: HttpRequest, form: NetworkSettingsForm) -> HttpResponse:
    changed = [str(form.fields[name].label).rstrip("?") for name in form.changed_data if name in form.watched]
    network = form.save()
    if changed:
        messages.success(request, _("Saved: %(fields)s.") % {"fields": ", ".join(changed)})
    else:
        messages.info(request, _("Nothing changed."))
    return redirect("settings", network.slug)


def _save_norms(request: HttpRequest, network: Network, form: NormsForm) -> HttpResponse:
    changes = form.changes()
    if changes:
        set_norms(
            network=network,
            values={name: form.cleaned_data[name] for name in form.changed_data if name != "seen"},
        )
        messages.success(request, _("Saved. %(changes)s.") % {"changes": "; ".join(changes)})
    else:
        messages.info(request, _("Nothing changed."))
    return redirect(f"{request.path}#norms")
