"""What waits because colleagues listened to each other: for my answer, or for me to write it anew."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from networks.models import ListeningNote, Person
from roles.pages.seats import OwnSeat
from roles.pages.tasks import Task

Answer = ListeningNote.Answer


def listening_tasks(person: Person, seats: Iterable[OwnSeat], day: date) -> Iterator[Task]:
    """Notes about me that wait for my answer, and mine that are not recognised yet. Not a word of what they say.

    One query.
    """
    networks = {seat.network.pk: seat.network for seat in seats}
    waits = Q(about=person, answer=Answer.WAITING) | Q(author=person, answer__in=[Answer.NEARLY, Answer.NOT])
    notes = ListeningNote.objects.filter(waits, network__in=networks).among_running(day)
    for note in notes.select_related("author", "about").order_by("written_on", "pk"):
        network = networks[note.network_id]
        sentences = {
            Answer.WAITING: _(
                "%(author)s listened to you. Do you recognise yourself in what they understood?"
            ),
            Answer.NEARLY: _("%(about)s nearly recognises themselves in what you understood of them."),
            Answer.NOT: _("%(about)s does not recognise themselves yet in what you understood of them."),
        }
        yield Task(
            "notice",
            network.name,
            sentences[Answer(note.answer)] % {"author": note.author.name, "about": note.about.name},
            _("Read it") if note.answer == Answer.WAITING else _("See what they say"),
            reverse("listening_note", args=[network.slug, note.pk]),
        )
