"""The rules that a network works by, and what it reached: what coordinators write, and members accept."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from collab.methods import form_page
from networks.access import get_editable_network, get_own_part
from networks.forms.purposes import ResultForm, RulesForm
from networks.models import SharedResult, WorkingRules
from networks.services.shared_results import add_result, remove_result
from networks.services.working_rules import accept_rules, change_rules
from networks.together import together_context
from networks.views.purpose import version_of


@form_page
def rules_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the working rules anew, as their next version."""
    network = get_editable_network(request.user, slug)
    last = WorkingRules.objects.filter(network=network).first()
    form = RulesForm(request.POST or None, initial={"text": last.text if last else ""})
    if request.method == "POST" and form.is_valid():
        try:
            rules = change_rules(
                network=network,
                by=request.user.person_or_none,
                text=form.cleaned_data["text"],
                expected_version=last.number if last else 0,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if rules is None:
                messages.info(request, _("Nothing changed."))
            else:
                messages.success(request, _("Saved. The members are asked whether they accept the rules."))
            return _back(slug, "rules")
    frame = together_context(network, request.user)
    return render(request, "networks/rules_change.html", frame | {"form": form, "last": last})


@require_POST
def rules_accept(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a member accept the rules that they read."""
    own = get_own_part(request.user, slug)
    try:
        accept_rules(
            network=own.network, person=own.person, number=version_of(request), day=timezone.localdate()
        )
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Thank you. The others see that they can count on you for this."))
    return _back(slug, "rules")


@form_page
def result_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Note something that the network reached together."""
    network = get_editable_network(request.user, slug)
    form = ResultForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add_result(
            network=network,
            by=request.user.person_or_none,
            text=form.cleaned_data["text"],
            day=form.cleaned_data["reached_on"],
        )
        messages.success(request, _("Recorded. Well done, all of you."))
        return _back(slug, "results")
    context = together_context(network, request.user) | {"form": form}
    return render(request, "networks/result_create.html", context)


@form_page
def result_remove(request: HttpRequest, slug: str, result: int) -> HttpResponse:
    """Remove a result that was noted by mistake, once it has been read what goes."""
    network = get_editable_network(request.user, slug)
    found = get_object_or_404(SharedResult.objects.visible_to(request.user), network=network, pk=result)
    if request.method == "POST":
        remove_result(result=found)
        messages.success(request, _("Removed: %(result)s") % {"result": found.text})
        return _back(slug, "results")
    context = together_context(network, request.user) | {"result": found}
    return render(request, "networks/result_remove.html", context)


def _back(slug: str, part: str) -> HttpResponse:
    """Lead back to one part of the page."""
    return redirect(f"{redirect('purpose', slug).url}#{part}")
