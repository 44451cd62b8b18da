"""What a network exists for, the rules it works by, and what it reached."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from collab.methods import form_page
from collab.text import whole_number
from networks.access import get_editable_network, get_own_part, get_visible_network
from networks.clarity_words import CLARITY_WORDS
from networks.forms.purposes import ClarityForm, PurposeForm
from networks.models import Network, PurposeClarity, PurposeVersion
from networks.pictures.clarity import draw_clarity
from networks.purpose_page import read_purpose
from networks.services.purposes import agree_to_purpose, change_purpose, last_version_number, say_clarity
from networks.together import together_context


def version_of(request: HttpRequest) -> int:
    """Return the number of the version that somebody read, as their page sent it along; -1 for none."""
    number = whole_number(request.POST.get("version", ""))
    return -1 if number is None else number


@require_safe
def purpose(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the purpose, who stands behind it, how clear it is, the rules and the results."""
    network = get_visible_network(request.user, slug)
    page = read_purpose(network, request.user)
    spread = page.spread
    return render(
        request,
        "networks/purpose.html",
        together_context(network, request.user)
        | {
            "page": page,
            "picture": draw_clarity(spread.counts) if spread.enough else "",
            "scores": [(CLARITY_WORDS[score], count) for score, count in spread.counts.items()],
            "own_score": CLARITY_WORDS[page.own.score] if page.own else "",
        },
    )


@form_page
def purpose_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the purpose anew, as its next version."""
    network = get_editable_network(request.user, slug)
    read = last_version_number(network)
    texts = {field: getattr(network, field) for field in Network.PURPOSE_FIELDS}
    form = PurposeForm(request.POST or None, initial=texts)
    if request.method == "POST" and form.is_valid():
        try:
            version = change_purpose(
                network=network, by=request.user.person_or_none, texts=form.texts, expected_version=read
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if version is None:
                messages.info(request, _("Nothing changed."))
            else:
                messages.success(request, _("Saved. The members are asked whether they agree."))
            return redirect("purpose", slug)
    frame = together_context(network, request.user)
    return render(request, "networks/purpose_change.html", frame | {"form": form, "number": read})


@require_POST
def purpose_agree(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a member agree to the version that they read."""
    own = get_own_part(request.user, slug)
    try:
        agree_to_purpose(
            network=own.network, person=own.person, number=version_of(request), day=timezone.localdate()
        )
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Thank you. The others see that you stand behind it."))
    return redirect("purpose", slug)


@never_cache
@form_page
def purpose_clarity(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask a member how clear the purpose is to them, in one of five, and a word."""
    own = get_own_part(request.user, slug)
    last = PurposeVersion.objects.visible_to(request.user).filter(network=own.network).first()
    if last is None:
        messages.info(request, _("The purpose is not written down yet, so there is nothing to ask."))
        return redirect("purpose", slug)
    said = PurposeClarity.objects.filter(version=last, person=own.person).first()
    initial = {"version": last.number} | ({"score": said.score, "word": said.word} if said else {})
    form = ClarityForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data
        try:
            say_clarity(
                network=own.network,
                person=own.person,
                number=answer["version"],
                score=answer["score"],
                word=answer["word"],
                day=timezone.localdate(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Thank you. Nobody sees which answer is yours."))
            return redirect("purpose", slug)
    context = together_context(own.network, request.user) | {"form": form, "said": said, "last": last}
    return render(request, "networks/purpose_clarity.html", context)
