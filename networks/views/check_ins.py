"""What a member brings to the table, asked now and then."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from collab.methods import form_page
from networks.access import get_own_membership
from networks.forms.check_ins import CheckInForm
from networks.services.check_ins import check_in_of, record_check_in
from networks.together import together_context


@never_cache
@form_page
def check_in_create(request: HttpRequest, slug: str, membership: int) -> HttpResponse:
    """Ask a member what they bring to this table, then what they would like to bring."""
    own = get_own_membership(request.user, slug, membership)
    today, go = timezone.localdate(), request.POST.get("go", "")
    earlier = check_in_of(own, today)
    form = CheckInForm(request.POST or None, earlier=earlier, saves=go == "save")
    is_self = own.person.user_id == request.user.pk
    if go == "save" and form.is_valid():
        record_check_in(membership=own, day=today, **form.cleaned_data)
        messages.success(request, _("Saved. Only you and the coordinators can read it."))
        return redirect("check_in_list", slug) if is_self else redirect("member_detail", slug, own.pk)
    if request.method == "POST":
        form.ask(back=go == "back")
    frame = together_context(own.network, request.user)
    context = {"membership": own, "form": form, "is_self": is_self, "answered_today": earlier is not None}
    return render(request, "networks/check_in_create.html", frame | context)
