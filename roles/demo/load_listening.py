"""What the demo's people understood of each other."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from networks.models import ListeningNote, Network
from roles.demo.books import Books
from roles.demo.plan import FOLDER
from roles.demo.sync import put_in_place


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePlan:
    """What somebody understood of another, and what that other said of it."""

    network: str
    by: str
    about: str
    written: str
    background: str = ""
    interests: str = ""
    drives: str = ""
    answered: str = ""
    answer: str = ListeningNote.Answer.WAITING
    correction: str = ""
    shared_by_author: bool = False
    shared_by_subject: bool = False
    offer: str = ""
    need: str = ""


@lru_cache(maxsize=1)
def read_notes() -> tuple[NotePlan, ...]:
    """Return the notes of all networks, as their file says."""
    table = tomllib.loads((FOLDER / "listening.toml").read_text(encoding="utf-8"))
    return tuple(NotePlan(**note) for note in table["notes"])


def load_listening(books: Books, network: Network) -> None:
    """Put what members understood of each other in place."""
    put_in_place(
        ListeningNote.objects.filter(network=network),
        ("author_id", "about_id"),
        [
            {
                "network_id": network.pk,
                "author_id": books.people[note.by].pk,
                "about_id": books.people[note.about].pk,
                "reader_id": books.people[note.about].user_id,
                "background": note.background,
                "interests": note.interests,
                "drives": note.drives,
                "written_on": books.day(note.written),
                "answer": note.answer,
                "correction": note.correction,
                "answered_on": books.day(note.answered),
                "shared_by_author": note.shared_by_author,
                "shared_by_subject": note.shared_by_subject,
                "offer": note.offer,
                "need": note.need,
            }
            for note in read_notes()
            if note.network == network.name
        ],
        books.changes,
    )
