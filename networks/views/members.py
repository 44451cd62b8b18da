"""Adding people to a network, and what members say of their own part in it.

The pages that show members stand in roles/views/members.py, because they show roles; the one on which a member says
everything of their own part in roles/views/my_part.py, for the same reason.
"""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from collab.methods import form_page
from networks.access import get_editable_network, get_own_membership
from networks.forms.members import MemberForm, ObserverForm
from networks.forms.voices import VoiceForm
from networks.models import Membership, Observer
from networks.pages import network_context
from networks.services.memberships import add_member, add_observer, remove_observer
from networks.services.voices import record_voice


@form_page
def member_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a member to a network."""
    network = get_editable_network(request.user, slug)
    form = MemberForm(request.POST or None, network=network, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            membership = add_member(network=network, **form.member)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(name)s is a member now.") % {"name": membership.person.name})
            return redirect("member_create" if "another" in request.POST else "member_list", slug)
    texts = network_context(network, request.user, "member_list")
    return render(request, "networks/member_create.html", texts | {"form": form})


@form_page
def observer_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Let somebody look at a network."""
    network = get_editable_network(request.user, slug)
    form = ObserverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        observer = add_observer(network=network, **form.cleaned_data)
        messages.success(
            request, _("%(name)s may look at this network now.") % {"name": observer.person.name}
        )
        return redirect("member_list", slug)
    texts = network_context(network, request.user, "member_list")
    return render(request, "networks/observer_create.html", texts | {"form": form})


@require_POST
def observer_remove(request: HttpRequest, slug: str, observer: int) -> HttpResponse:
    """Close a network again for somebody who looked on."""
    network = get_editable_network(request.user, slug)
    found = get_object_or_404(Observer.objects.select_related("person"), network=network, pk=observer)
    remove_observer(observer=found)
    messages.success(request, _("%(name)s no longer sees this network.") % {"name": found.person.name})
    return redirect("member_list", slug)


@form_page
def member_voice(request: HttpRequest, slug: str, membership: int) -> HttpResponse:
    """Let a member say what they want from the network."""
    own = get_own_membership(request.user, slug, membership)
    form = VoiceForm(request.POST or None, instance=own)
    if request.method == "POST" and form.is_valid():
        record_voice(membership=own, **{field: form.cleaned_data[field] for field in Membership.VOICE_FIELDS})
        messages.success(request, _("Saved. The others in this network can read it."))
        return redirect("member_detail", slug, own.pk)
    return _form_page(request, own, form, "networks/member_voice.html")


def _form_page(request: HttpRequest, membership: Membership, form: Form, template: str) -> HttpResponse:
    texts = network_context(membership.network, request.user, "member_list")
    return render(request, template, texts | {"membership": membership, "form": form})
