"""Listening: what I understood of somebody, whether they recognise themselves, and what is shared of it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from collab.methods import form_page
from collab.search import search_query
from networks.access import get_visible_network, own_membership
from networks.forms.listening import AnswerForm, NoteForm, OfferForm
from networks.listening_access import get_colleagues, get_own_note
from networks.listening_page import (
    lead_sentence,
    pair_lines,
    read_common_ground,
    read_own_listening,
    read_understanding,
)
from networks.listening_rules import FEWEST_MEMBERS, Answer
from networks.models import ListeningNote, Network, Person
from networks.services.listening import (
    answer_note,
    mark_of,
    remove_note,
    share_note,
    stop_sharing,
    write_note,
)
from networks.together import together_context


@require_safe
def listening(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how much of a network is mutually understood, and to a member what waits and whom they listened to."""
    network = get_visible_network(request.user, slug)
    today = timezone.localdate()
    query = search_query(request)
    found = read_understanding(network, today)
    takes_part = own_membership(request.user, network) is not None
    return _page(
        request,
        network,
        "networks/listening.html",
        {
            "lead": lead_sentence(found),
            "pairs": pair_lines(found) if found else [],
            "fewest": FEWEST_MEMBERS,
            "own": read_own_listening(network, request.user, today, query) if takes_part else None,
            "query": query,
        },
    )


@never_cache
@form_page
def listening_write(request: HttpRequest, slug: str, membership: int) -> HttpResponse:
    """Let a member write what they understood of another, or rewrite it."""
    own, about = get_colleagues(request.user, slug, membership)
    note = ListeningNote.objects.filter(network=own.network, author=own.person, about=about.person).first()
    form = NoteForm(request.POST or None, name=about.person.name, note=note)
    if request.method == "POST" and form.is_valid():
        written = write_note(author=own, about=about, texts=form.texts, day=timezone.localdate())
        messages.success(request, _thanks_for_listening(written))
        return redirect("listening_note", slug, written.pk)
    return _page(
        request,
        own.network,
        "networks/listening_write.html",
        {"about": about.person, "note": note, "form": form},
    )


def _thanks_for_listening(note: ListeningNote) -> str:
    """Return what follows once a note is written."""
    text = _("Thank you for listening. %(name)s can read it now.")
    if note.reader_id is None:
        text = _("Thank you for listening. Once %(name)s has an account, you decide whether they read it.")
    return text % {"name": note.about.name}


@never_cache
@form_page
def listening_note(request: HttpRequest, slug: str, note: int) -> HttpResponse:
    """Show a note to the two whom it is for, and let whom it is about say whether they recognise themselves."""
    found = get_own_note(request.user, slug, note)
    if request.method != "POST":
        return _note_page(request, found)
    form = AnswerForm(request.POST)
    if found.about.user_id != request.user.pk:
        messages.error(request, _("Only whom a note is about can answer it."))
        return redirect(found)
    if form.is_valid():
        try:
            answer_note(note=found, day=timezone.localdate(), **_answer_of(form))
        except ValidationError as error:
            found = get_own_note(request.user, slug, note)  # as it stands now: 404 when it was taken back
            form.add_error(None, error)
        else:
            messages.success(request, _thanks(form.cleaned_data["answer"], found.author.name))
            return redirect(found)
    return _note_page(request, found, answer=form)


def _answer_of(form: AnswerForm) -> dict[str, object]:
    said = form.cleaned_data
    return {
        "answer": Answer(said["answer"]),
        "correction": said["correction"],
        "mark": said["mark"],
    }


def _thanks(answer: str, name: str) -> str:
    texts = {
        Answer.RECOGNISED: _("Good. %(name)s sees that you recognise yourself."),
        Answer.NEARLY: _("%(name)s sees what you would put differently, and can rewrite it."),
        Answer.NOT: _("%(name)s sees it. Another conversation may help you both."),
    }
    return texts[Answer(answer)] % {"name": name}


@never_cache
@require_POST
def listening_share(request: HttpRequest, slug: str, note: int) -> HttpResponse:
    """Let one of the two share what is recognised, or keep it between them again."""
    found = get_own_note(request.user, slug, note)
    person = request.user.person_or_none
    form = OfferForm(request.POST)
    stops = "stop" in request.POST
    if not stops and not form.is_valid():
        return _note_page(request, found, offer=form)
    try:
        if stops:
            stop_sharing(note=found, person=person)
        else:
            found = share_note(note=found, person=person, **form.cleaned_data)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request, _("It stays between the two of you again.") if stops else _shared(found, person)
        )
    return redirect(found)


def _shared(note: ListeningNote, person: Person) -> str:
    """Return what follows now that somebody shares a note."""
    if note.shared_by_author and note.shared_by_subject:
        return _("The network can read it now.")
    other = note.about if note.author_id == person.pk else note.author
    return _("The network can read it as soon as %(name)s agrees.") % {"name": other.name}


@never_cache
@form_page
def listening_withdraw(request: HttpRequest, slug: str, note: int) -> HttpResponse:
    """Let the author take a note back, or whom it is about have it removed, once they know what goes."""
    found = get_own_note(request.user, slug, note)
    if request.method == "POST":
        remove_note(note=found)
        messages.success(request, _("It is gone. Nothing of it is kept."))
        return redirect("listening", slug)
    return _page(request, found.network, "networks/listening_withdraw.html", _sides(request, found))


@require_safe
def common_ground(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what members share of what they understood: side by side, with what each offers and needs."""
    network = get_visible_network(request.user, slug)
    query = search_query(request)
    found = read_common_ground(network, request.user, timezone.localdate(), query)
    return _page(request, network, "networks/common_ground.html", {"ground": found, "query": query})


def _note_page(
    request: HttpRequest,
    note: ListeningNote,
    *,
    answer: AnswerForm | None = None,
    offer: OfferForm | None = None,
) -> HttpResponse:
    sides = _sides(request, note)
    seat = None
    if sides["is_author"]:
        seat = note.network.memberships.active_on(timezone.localdate()).filter(person=note.about).first()
    said = {"answer": "" if note.answer == Answer.WAITING else note.answer, "correction": note.correction}
    context = {
        "seat": seat,
        "texts": [(name, getattr(note, name)) for name in ListeningNote.TEXTS if getattr(note, name)],
        "form": answer or AnswerForm(initial=said),
        "mark": mark_of(note),
        "offer": offer or OfferForm(initial={"offer": note.offer, "need": note.need}),
    }
    return _page(request, note.network, "networks/listening_note.html", sides | context)


def _sides(request: HttpRequest, note: ListeningNote) -> dict[str, object]:
    """Return a note, and on which side of it the reader is."""
    is_author = note.author.user_id == request.user.pk
    return {
        "note": note,
        "is_author": is_author,
        "other": note.about if is_author else note.author,
        "shared_by_me": note.shared_by_author if is_author else note.shared_by_subject,
        "shared_by_other": note.shared_by_subject if is_author else note.shared_by_author,
    }


def _page(request: HttpRequest, network: Network, template: str, context: dict[str, object]) -> HttpResponse:
    return render(request, template, together_context(network, request.user) | context)
