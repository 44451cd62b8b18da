"""Listening notes that the database refuses."""

from tests import factories as make
from tests.refusals import Refusal


def _note(**values):
    people = {"author": make.PersonFactory(), "about": make.PersonFactory()}
    return make.ListeningNoteFactory.build(**{"network": make.NetworkFactory(), **people, **values})


def _again():
    first = make.ListeningNoteFactory()
    return _note(network=first.network, author=first.author, about=first.about)


def _about_oneself():
    person = make.PersonFactory()
    return _note(author=person, about=person)


LISTENING = [
    Refusal(
        "one_listening_note_each",
        _again,
        "Listening note with this Network, Written by and About already exists.",
    ),
    Refusal(
        "nobody_listens_to_themselves",
        _about_oneself,
        "Constraint “nobody_listens_to_themselves” is violated.",
    ),
    Refusal(
        "listening_note_says_something",
        lambda: _note(background=""),
        "Constraint “listening_note_says_something” is violated.",
    ),
    Refusal(
        "listening_answer_is_known",
        lambda: _note(answer="perhaps"),
        "Value 'perhaps' is not a valid choice.",
    ),
    Refusal(
        "only_what_is_recognised_is_shared",
        lambda: _note(answer="nearly", shared_by_author=True),
        "Constraint “only_what_is_recognised_is_shared” is violated.",
    ),
]
