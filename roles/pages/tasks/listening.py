"""What waits because colleagues listened to each other: to be answered, written anew or handed over."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from networks.models import ListeningNote, User
from roles.pages.seats import OwnSeat
from roles.pages.tasks import Task

Answer = ListeningNote.Answer


def listening_tasks(user: User, seats: Iterable[OwnSeat], day: date) -> Iterator[Task]:
    """Notes about me that wait for my answer, and mine that are not recognised yet, or that wait to be handed over
    to somebody who had no account when I wrote them. Not a word of what they say.

    One query.
    """
    networks = {seat.network.pk: seat.network for seat in seats}
    to_answer = Q(about__user=user, answer=Answer.WAITING)
    to_rewrite = Q(author__user=user, answer__in=[Answer.NEARLY, Answer.NOT])
    to_hand_over = Q(author__user=user, pk__in=ListeningNote.objects.held_back().values("pk"))
    waiting = ListeningNote.objects.between(user).filter(to_answer | to_rewrite | to_hand_over)
    notes = waiting.filter(network__in=networks).among_running(day).select_related("author", "about")
    for note in notes.order_by("written_on", "pk"):
        network = networks[note.network_id]
        sentence, button = _words(note)
        yield Task(
            "notice",
            network.name,
            sentence % {"author": note.author.name, "about": note.about.name},
            button,
            reverse("listening_note", args=[network.slug, note.pk]),
        )


def _words(note: ListeningNote) -> tuple[str, str]:
    """Return what waits, and what the button says."""
    if note.is_held_back:
        return _("%(about)s has an account now. May they read what you understood of them?"), _("Look at it")
    if note.answer == Answer.WAITING:
        return _("%(author)s listened to you. Do you recognise yourself in what they understood?"), _(
            "Read it"
        )
    if note.answer == Answer.NEARLY:
        return _("%(about)s nearly recognises themselves in what you understood of them."), _(
            "See what they say"
        )
    return _("%(about)s does not recognise themselves yet in what you understood of them."), _(
        "See what they say"
    )
