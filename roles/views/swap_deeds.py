"""What ends a proposal, each after a page that says what will change: carrying it out, taking it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from collab.methods import form_page
from roles.forms.swaps import WithdrawForm
from roles.pages.before_after import effect_of
from roles.pages.moving import with_moving
from roles.pages.swap_detail import ReadSwap, read_swap
from roles.services.swaps import carry_out_swap, withdraw_swap
from roles.swap_rules import Deed, Refusal
from roles.texts.swap_states import after_sentences


@form_page
def swap_carry_out(request: HttpRequest, slug: str, swap: int) -> HttpResponse:
    """Move the roles, once it has been read what changes."""
    found = read_swap(request.user, slug, swap)
    if _is_barred(request, found, Deed.CARRY_OUT):
        return redirect("swap_detail", slug, swap)
    if request.method == "POST":
        try:
            carry_out_swap(
                swap=found.swap,
                person=request.user.person_or_none,
                coordinates=found.read.reader.can_coordinate,
            )
        except ValidationError as error:
            for sentence in error.messages:
                messages.error(request, sentence)
        else:
            messages.success(request, _("Carried out: the roles have moved."))
        return redirect("swap_detail", slug, swap)
    context = {
        "found": found,
        "swap": found.swap,
        "after": after_sentences(found.moves),
        "effect": effect_of(found.read, found.moves),
    }
    page = with_moving(found.read.frame(request.user, "swap_list"))
    return render(request, "roles/swap_carry_out.html", page | context)


@form_page
def swap_withdraw(request: HttpRequest, slug: str, swap: int) -> HttpResponse:
    """Take a proposal back."""
    found = read_swap(request.user, slug, swap)
    if _is_barred(request, found, Deed.WITHDRAW):
        return redirect("swap_detail", slug, swap)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_swap(
                swap=found.swap,
                person=request.user.person_or_none,
                coordinates=found.read.reader.can_coordinate,
                text=form.cleaned_data["text"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Withdrawn. Nothing has moved."))
            return redirect("swap_detail", slug, swap)
    context = {
        "found": found,
        "swap": found.swap,
        "form": form,
    }
    page = with_moving(found.read.frame(request.user, "swap_list"))
    return render(request, "roles/swap_withdraw.html", page | context)


def _is_barred(request: HttpRequest, found: ReadSwap, deed: Deed) -> bool:
    """Whether this cannot be done now, which the reader is then told; 403 for who may never do it."""
    refusal = found.refusal(deed)
    if refusal in {Refusal.NOT_YOURS, Refusal.NO_MEMBER}:
        raise PermissionDenied
    if refusal is not None:
        messages.warning(request, found.refusal_words(deed))
    return refusal is not None
