"""Thanks between two members of a network."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from collab.methods import form_page
from collab.text import whole_number
from networks.access import get_own_part, get_visible_network
from networks.forms.check_ins import ThanksForm
from networks.models import Membership, Thanks
from networks.services.thanks import MOST_A_DAY, give_thanks, remove_thanks
from networks.together import together_context


@never_cache
@form_page
def thanks_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a member thank a colleague for something concrete."""
    own = get_own_part(request.user, slug)
    colleagues = _colleagues_of(own)
    chosen = _chosen(request.GET.get("to", ""), colleagues)
    form = ThanksForm(request.POST or None, colleagues=colleagues, initial={"to": chosen})
    if request.method == "POST" and form.is_valid() and _give(request, own, form):
        return redirect(f"{reverse('check_in_list', args=[slug])}#thanks")
    frame = together_context(own.network, request.user)
    context = {
        "form": form,
        "has_colleagues": chosen is not None or colleagues.exists(),
        "most_a_day": MOST_A_DAY,
    }
    return render(request, "networks/thanks_create.html", frame | context)


def _colleagues_of(own: Membership) -> QuerySet[Membership]:
    running = Membership.objects.active_on(timezone.localdate()).with_parties()
    return running.filter(network=own.network).exclude(person=own.person)


def _chosen(text: str, colleagues: QuerySet[Membership]) -> Membership | None:
    """Return the colleague whom an address asks for, if there is such a one."""
    asked = whole_number(text)
    return colleagues.filter(pk=asked).first() if asked is not None else None


def _give(request: HttpRequest, own: Membership, form: ThanksForm) -> bool:
    """Give the thanks and say so, or say in the form what stands in the way."""
    receiver = form.cleaned_data["to"].person
    try:
        give_thanks(
            network=own.network,
            giver=own.person,
            receiver=receiver,
            text=form.cleaned_data["text"],
            kind=form.cleaned_data["kind"],
            day=timezone.localdate(),
            address=request.build_absolute_uri(f"{reverse('check_in_list', args=[own.network.slug])}#thanks"),
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, _("Your thanks are with %(name)s.") % {"name": receiver.name})
    return True


@require_POST
def thanks_remove(request: HttpRequest, slug: str, thanks: int) -> HttpResponse:
    """Remove thanks, by whoever gave or got them; nobody else knows of them."""
    network = get_visible_network(request.user, slug)
    found = get_object_or_404(Thanks.objects.visible_to(request.user), network=network, pk=thanks)
    remove_thanks(thanks=found)
    messages.success(request, _("The thanks are removed, for both of you."))
    return redirect(f"{reverse('check_in_list', args=[slug])}#thanks")
