"""What members understood of each other: written, answered, rewritten, shared, and taken back.

Whoever changes a note holds its row for as long, so that an answer is never about a text that was rewritten
meanwhile. No mail is sent: what waits stands on one's own page, and in the weekly mail without a word of the note.
"""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from networks.listening_rules import (
    Answer,
    NotNowError,
    Side,
    Standing,
    answered,
    kept_between,
    rewritten,
    shared,
)
from networks.models import ListeningNote, Membership, Person

GONE = "gone"  # the code of the error that says that a note was taken back meanwhile


def mark_of(note: ListeningNote) -> str:
    """Return by what a note's texts are known again: an answer is only about the text that was read."""
    return sha256("\0".join(getattr(note, name) for name in ListeningNote.TEXTS).encode()).hexdigest()[:16]


@transaction.atomic
def write_note(
    *, author: Membership, about: Membership, texts: Mapping[str, str], day: date
) -> ListeningNote:
    """Keep what a member understood of another: background, interests and drives, of which one at least.

    A text that changes waits for a new answer and is shared by nobody. Changed or not, the account that the other
    has by now may read it.
    """
    if not any(texts[name] for name in ListeningNote.TEXTS):
        raise ValidationError(_("Write something down for one of the three at least."))
    note, is_new = ListeningNote.objects.select_for_update(of=("self",)).get_or_create(
        network=author.network,
        author=author.person,
        about=about.person,
        defaults={**texts, "written_on": day, "reader": about.person.user},
    )
    if is_new:
        return note
    note.reader = about.person.user
    if any(getattr(note, name) != texts[name] for name in ListeningNote.TEXTS):
        for name in ListeningNote.TEXTS:
            setattr(note, name, texts[name])
        note.written_on, note.answered_on = day, None
        _stand(note, rewritten())
    note.save()
    return note


@transaction.atomic
def answer_note(*, note: ListeningNote, answer: Answer, correction: str, mark: str, day: date) -> None:
    """Keep whether somebody recognises themselves in a note, and what they correct when nearly.

    `mark` says which text they read. Raise ValidationError when it was rewritten or taken back meanwhile, or when a
    correction is missing.
    """
    found = _hold(note)
    if mark_of(found) != mark:
        raise ValidationError(_("The text was rewritten while you read it. Read it once more, then answer."))
    if answer == Answer.NEARLY and not correction:
        raise ValidationError({"correction": _("Say in a sentence what is not quite right yet.")})
    try:
        _stand(found, answered(_standing(found), answer))
    except NotNowError as error:
        raise ValidationError(_("Choose one of the three answers.")) from error
    found.correction = correction if answer == Answer.NEARLY else ""
    found.answered_on = day
    found.save()


@transaction.atomic
def share_note(*, note: ListeningNote, person: Person, offer: str = "", need: str = "") -> ListeningNote:
    """Let one of the two share a note; the network sees it once the other does too.

    Whom it is about may add what they can offer and what they need. Raise ValidationError when it is not
    recognised.
    """
    found = _hold(note)
    side = _side(found, person)
    try:
        _stand(found, shared(_standing(found), side))
    except NotNowError as error:
        raise ValidationError(_("Only what is recognised can be shared.")) from error
    if side == Side.SUBJECT:
        found.offer, found.need = offer, need
    found.save()
    return found


@transaction.atomic
def stop_sharing(*, note: ListeningNote, person: Person) -> ListeningNote:
    """Let one of the two keep a note between them again; what they offered and need goes when it was theirs."""
    found = _hold(note)
    side = _side(found, person)
    _stand(found, kept_between(_standing(found), side))
    if side == Side.SUBJECT:
        found.offer = found.need = ""
    found.save()
    return found


def remove_note(*, note: ListeningNote) -> None:
    """Take a note back, or have it removed: nothing is left of it. A second time changes nothing."""
    ListeningNote.objects.filter(pk=note.pk).delete()


def _hold(note: ListeningNote) -> ListeningNote:
    found = ListeningNote.objects.select_for_update(of=("self",)).filter(pk=note.pk).first()
    if found is None:
        raise ValidationError(_("This note was taken back meanwhile."), code=GONE)
    return found


def _side(note: ListeningNote, person: Person) -> Side:
    return Side.AUTHOR if note.author_id == person.pk else Side.SUBJECT


def _standing(note: ListeningNote) -> Standing:
    return Standing(Answer(note.answer), note.shared_by_author, note.shared_by_subject)


def _stand(note: ListeningNote, standing: Standing) -> None:
    note.answer = standing.answer
    note.shared_by_author, note.shared_by_subject = standing.shared_by_author, standing.shared_by_subject
