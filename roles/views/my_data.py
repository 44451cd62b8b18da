"""What is kept about me: to look at, to take away, and to have erased."""

import time
from typing import Literal

from allauth.account.authentication import get_authentication_records
from allauth.core.ratelimit import consume
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from collab.methods import form_page
from networks.forms.erasing import EraseForm
from networks.models import Retention, User
from roles.formats.my_data import as_json, as_workbook
from roles.pages.my_data.read import read_my_data
from roles.services.erasing import erase_account
from roles.services.erasure_preview import foresee

FRESH_SECONDS = 15 * 60
CONTENT_TYPES = {
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
@never_cache
def my_data(request: HttpRequest) -> HttpResponse:
    """Everything that is kept about whoever is signed in, by kind."""
    sections = read_my_data(request.user)
    return render(
        request,
        "roles/my_data.html",
        {
            "kept": [each for each in sections if each.rows],
            "nothing": [each for each in sections if not each.rows],
            "person": request.user.person_or_none,
        },
    )


@require_safe
@never_cache
def my_data_export(request: HttpRequest, file_format: Literal["json", "xlsx"]) -> HttpResponse:
    """The same, as a file to take away."""
    if file_format not in CONTENT_TYPES:
        raise Http404
    sections, now = read_my_data(request.user), timezone.localtime()
    content = as_json(sections, now) if file_format == "json" else as_workbook(sections)
    name = f"samenspel-{now:%Y-%m-%d}.{file_format}"
    return HttpResponse(
        content,
        content_type=CONTENT_TYPES[file_format],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@sensitive_post_parameters()
@never_cache
@form_page
def erase_own_account(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays, and erase it once its owner has shown that it is them."""
    user = request.user
    form = EraseForm(request.POST or None, user=user)
    proven = user.has_usable_password() or signed_in_just_now(request)
    if request.method == "POST" and proven:
        if not consume(request, action="reauthenticate", user=user):
            form.add_error(None, _("This was tried too often. Wait a few minutes and try again."))
        elif form.is_valid():
            erase_account(user=user)
            logout(request)
            messages.success(
                request, _("Your data have been erased, your account with it. Thank you for taking part.")
            )
            return redirect("home")
    person = user.person_or_none
    return render(
        request,
        "roles/erase_account.html",
        {
            "form": form,
            "proven": proven,
            "person": person,
            "foreseen": foresee(person, timezone.localdate()) if person else None,
            "last_administrator": is_last_administrator(user),
            "minutes": FRESH_SECONDS // 60,
            "kept": Retention.current(),
        },
    )


def signed_in_just_now(request: HttpRequest) -> bool:
    """Whether whoever uses this session has shown within a quarter of an hour who they are."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < FRESH_SECONDS


def is_last_administrator(user: User) -> bool:
    """Whether nobody else administers this installation."""
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    return user.is_superuser and not others.exists()
