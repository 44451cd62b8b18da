"""Roles that move: the proposals of a network, and one of them with all that is said and done about it."""

from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from collab.addresses import address
from collab.methods import form_page
from collab.search import FEW, search_query
from networks.access import get_visible_network
from networks.models import User
from networks.pages import network_context
from roles.catalogue_names import CatalogueNames
from roles.forms.swaps import AnswerForm, CommentForm, LookBackForm
from roles.models import RoleSwap, SwapLookBack
from roles.pages.before_after import effect_of
from roles.pages.moving import with_moving
from roles.pages.swap_detail import ReadSwap, read_swap
from roles.pages.swap_list import count_states, matching, open_groups, read_rows, with_all
from roles.pages.swap_standing import standing_of
from roles.services.swaps import answer_swap, comment_on_swap, look_back, note_consent
from roles.swap_rules import ENDED, OPEN, Answer, Deed, State
from roles.texts.swap_states import list_sentence, moved_sentence

PER_PAGE = 20


@require_safe
def swap_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The proposals of a network: the open ones by what they wait for, then what is over."""
    network = get_visible_network(request.user, slug)
    names = CatalogueNames.load()
    query, today = search_query(request), timezone.localdate()
    visible = RoleSwap.objects.visible_to(request.user).filter(network=network)
    counts = count_states(visible)
    found = matching(with_all(visible), query, names)
    chosen = next((state for state in ENDED if state == request.GET.get("state")), None)
    ended = found.filter(state=chosen) if chosen else found.filter(state__in=ENDED)
    page = Paginator(ended, PER_PAGE).get_page(request.GET.get("page"))
    opened = [] if chosen or page.number > 1 else list(found.filter(state__in=OPEN))
    rows = read_rows([*opened, *page], network, request.user, today)
    frame = with_moving(network_context(network, request.user, "swap_list"))
    running = network.is_active_on(today)
    context = {
        "may_propose": frame["joins_in"] and running,
        "over": network.ended_on and not running,
        "groups": open_groups(rows[: len(opened)]),
        "ended": rows[len(opened) :],
        "page": page,
        "query": query,
        "chosen": chosen,
        "filters": [(state, state.label, counts[state]) for state in ENDED if state in counts],
        "total": sum(counts.values()),
        "searchable": bool(query) or sum(counts.values()) > FEW,
        "lead": _lead(visible, counts, request.user, joins_in=frame["joins_in"]),
    }
    return render(request, "roles/swap_list.html", frame | context)


def _lead(visible: QuerySet[RoleSwap], counts: Mapping[State, int], user: User, *, joins_in: bool) -> str:
    """Return the sentence at the top."""
    if not joins_in:
        return moved_sentence(counts.get(State.CARRIED_OUT, 0))
    mine = {"answers__person": user.person_or_none, "answers__answer": Answer.WAITING}
    waits = {State.PROPOSED: 0, State.OBJECTED: 0}
    if user.person_or_none:
        states = visible.filter(state__in=waits, **mine).values_list("state", flat=True).order_by()
        for state in states:
            waits[State(state)] += 1
    return list_sentence(
        sum(waits.values()),
        counts.get(State.PROPOSED, 0) - waits[State.PROPOSED],
        counts.get(State.OBJECTED, 0) - waits[State.OBJECTED],
        counts.get(State.AGREED, 0),
    )


# Which of the page's forms says it.
FORM_OF = {"consent": "answer", "object": "answer", "note-consent": "noted", "look-back": "look_back"}


@form_page
def swap_detail(request: HttpRequest, slug: str, swap: int) -> HttpResponse:
    """One swap, with what the analysis would say of it; answering it, talking about it, looking back."""
    found = read_swap(request.user, slug, swap)
    forms = _forms(found)
    if request.method != "POST":
        return _show(request, found, forms)
    if not found.parts:
        raise PermissionDenied
    deed = request.POST.get("deed", "")
    name = FORM_OF.get(deed, "comment")
    form = forms[name] = _forms(found, request.POST)[name]
    try:
        if form.is_valid():
            _do(request, found, deed, form)
            return redirect(_back_to(found, name))
    except ValidationError as error:
        return _show_refused(request, slug, swap, forms, name, error)
    return _show(request, found, forms)


def _back_to(found: ReadSwap, form: str) -> str:
    page = address("swap_detail", found.read.network.slug, found.swap.pk)
    return f"{page}#thread" if form == "comment" else page


def _forms(found: ReadSwap, data: Mapping | None = None) -> dict[str, Form]:
    own = next((each for each in found.look_backs if each.person_id == found.read.reader.person), None)
    said = {"verdict": own.verdict, "brought": own.brought} if own else {}
    verdicts = SwapLookBack.Verdict.choices
    return {
        "answer": AnswerForm(data, auto_id="answer-%s"),
        "noted": AnswerForm(data, auto_id="noted-%s"),
        "comment": CommentForm(data, auto_id="comment-%s"),
        "look_back": LookBackForm(data, auto_id="look-back-%s", choices=verdicts, initial=said),
    }


def _do(request: HttpRequest, found: ReadSwap, deed: str, form: Form) -> None:
    """Do what was asked for, with what was filled in."""
    person, swap, said = request.user.person_or_none, found.swap, form.cleaned_data
    match deed:
        case "consent" | "object":
            if person is None:
                raise PermissionDenied
            answer_swap(swap=swap, person=person, consents=deed == "consent", text=said["text"])
            done = (
                _("You consent.")
                if deed == "consent"
                else _("Your objection is noted: nothing moves for now.")
            )
            messages.success(request, done)
        case "note-consent":
            note_consent(
                swap=swap,
                person=found.touched(request.POST.get("person", "")),
                noted_by=person,
                text=said["text"],
                coordinates=found.read.reader.can_coordinate,
            )
            messages.success(request, _("The consent is noted."))
        case "look-back":
            if person is None:
                raise PermissionDenied
            look_back(swap=swap, person=person, verdict=said["verdict"], brought=said["brought"])
            messages.success(request, _("Thank you: what you saw stands beside the role now."))
        case _:
            coordinates = found.read.reader.can_coordinate
            comment_on_swap(swap=swap, person=person, text=said["text"], coordinates=coordinates)


def _show_refused(
    request: HttpRequest, slug: str, key: int, forms: dict[str, Form], name: str, error: ValidationError
) -> HttpResponse:
    """Show the swap as it is now, with why it was refused; what was typed is still there."""
    fields = error.error_dict if hasattr(error, "error_dict") else {}
    if "text" in fields:
        forms[name].add_error("text", fields["text"])
        return _show(request, read_swap(request.user, slug, key), forms)
    typed = request.POST.get("text", "") or request.POST.get("brought", "")
    now = read_swap(request.user, slug, key)
    fresh = _forms(now)
    fresh["comment"] = CommentForm(initial={"text": typed}, auto_id="comment-%s")
    return _show(request, now, fresh, refused=error.messages)


def _show(
    request: HttpRequest, found: ReadSwap, forms: Mapping[str, Form], *, refused: list[str] | None = None
) -> HttpResponse:
    read, today = found.read, timezone.localdate()
    opened = found.state.is_open
    context = {
        "found": found,
        "swap": found.swap,
        "standing": standing_of(found, today),
        "obstacles": found.obstacles(today),
        "effect": effect_of(read, found.moves) if opened else None,
        "refused": refused or [],
        "forms": forms,
        "own_answer": found.own_answer,
        "may": {deed.name.lower(): found.can(deed) for deed in Deed},
        "verdicts": dict(SwapLookBack.Verdict.choices),
    }
    page = with_moving(read.frame(request.user, "swap_list"))
    return render(request, "roles/swap_detail.html", page | context)
