"""Writing, answering, sharing and taking back what somebody understood of another."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from networks.listening_rules import Answer
from networks.models import ListeningNote
from networks.services.listening import (
    answer_note,
    mark_of,
    remove_note,
    share_note,
    stop_sharing,
    write_note,
)
from tests.factories import MembershipFactory, NetworkFactory, UserFactory

pytestmark = pytest.mark.django_db

DAY, LATER = date(2026, 3, 2), date(2026, 3, 9)
TEXTS = {"background": "Twenty years of youth work.", "interests": "", "drives": "Being in time."}


@pytest.fixture
def anna_and_bram():
    network = NetworkFactory()
    return MembershipFactory(network=network), MembershipFactory(network=network)


@pytest.fixture
def note(anna_and_bram):
    anna, bram = anna_and_bram
    return write_note(author=anna, about=bram, texts=TEXTS, day=DAY)


def answer(note, given, correction=""):
    answer_note(note=note, answer=given, correction=correction, mark=mark_of(note), day=LATER)
    note.refresh_from_db()


def stands(note):
    note.refresh_from_db()
    return note.answer, note.correction, note.answered_on, note.shared_by_author, note.shared_by_subject


def test_what_is_written_waits_for_an_answer(note, anna_and_bram):
    anna, bram = anna_and_bram

    assert (note.network, note.author, note.about) == (anna.network, anna.person, bram.person)
    assert {name: getattr(note, name) for name in TEXTS} == TEXTS
    assert (note.written_on, *stands(note)) == (DAY, "waiting", "", None, False, False)


def test_account_made_later_reads_a_note_once_its_author_says_so(anna_and_bram, note):
    anna, bram = anna_and_bram
    bram.person.user = UserFactory()
    bram.person.save()

    def stands_for_bram():
        found = ListeningNote.objects
        return found.between(bram.person.user).exists(), found.visible_to(bram.person.user).exists()

    assert (note.reader, stands_for_bram()) == (None, (False, False))
    assert list(ListeningNote.objects.held_back()) == [note]
    again = write_note(author=anna, about=bram, texts=TEXTS, day=LATER)
    assert (again.reader, again.written_on, stands_for_bram()) == (bram.person.user, DAY, (True, True))
    assert not ListeningNote.objects.held_back().exists()


def test_note_that_nobody_could_read_yet_is_not_held_back(note):
    assert not ListeningNote.objects.held_back().exists()
    assert not note.is_held_back


def test_note_that_says_nothing_is_not_kept(anna_and_bram):
    anna, bram = anna_and_bram

    with pytest.raises(ValidationError, match="at least"):
        write_note(author=anna, about=bram, texts=dict.fromkeys(TEXTS, ""), day=DAY)

    assert not ListeningNote.objects.exists()


def test_rewritten_note_waits_again_and_is_shared_no_more_but_keeps_what_was_corrected(note, anna_and_bram):
    anna, bram = anna_and_bram
    answer(note, Answer.NEARLY, "Fifteen years.")

    again = write_note(author=anna, about=bram, texts=TEXTS | {"background": "Fifteen years."}, day=LATER)

    assert again.pk == note.pk
    assert (again.background, again.written_on) == ("Fifteen years.", LATER)
    assert stands(note) == ("waiting", "Fifteen years.", None, False, False)
    answer(note, Answer.RECOGNISED)
    share_note(note=note, person=anna.person)
    share_note(note=note, person=bram.person)
    write_note(author=anna, about=bram, texts=TEXTS, day=LATER)
    assert stands(note) == ("waiting", "", None, False, False)


def test_writing_the_same_again_changes_nothing(note, anna_and_bram):
    anna, bram = anna_and_bram
    answer(note, Answer.RECOGNISED)

    write_note(author=anna, about=bram, texts=TEXTS, day=LATER)

    assert stands(note) == ("recognised", "", LATER, False, False)
    assert note.written_on == DAY


def test_answer_is_only_about_the_text_that_was_read(note, anna_and_bram):
    anna, bram = anna_and_bram
    read = mark_of(note)
    write_note(author=anna, about=bram, texts=TEXTS | {"drives": "Money."}, day=LATER)

    with pytest.raises(ValidationError, match="rewritten while you read it"):
        answer_note(note=note, answer=Answer.RECOGNISED, correction="", mark=read, day=LATER)

    assert stands(note)[0] == "waiting"


def test_text_that_moves_from_one_question_to_the_next_is_another_text():
    ends = ListeningNote(background="ab", interests="c"), ListeningNote(background="a", interests="bc")

    assert mark_of(ends[0]) != mark_of(ends[1])


def test_correction_is_asked_for_when_nearly_and_kept_with_nothing_else(note):
    with pytest.raises(ValidationError, match="not quite right"):
        answer(note, Answer.NEARLY)

    answer(note, Answer.NEARLY, "Fifteen.")
    assert stands(note)[:2] == ("nearly", "Fifteen.")
    answer(note, Answer.NOT, "Left over in the form.")
    assert stands(note)[:2] == ("not", "")


def test_who_changes_their_mind_about_a_shared_note_shares_it_no_more(note):
    answer(note, Answer.RECOGNISED)
    share_note(note=note, person=note.author)
    share_note(note=note, person=note.about, offer="A room", need="A midwife")

    answer(note, Answer.NOT)

    assert stands(note) == ("not", "", LATER, False, False)


def test_either_shares_for_themselves_and_only_whom_it_is_about_adds_an_offer(note):
    answer(note, Answer.RECOGNISED)

    share_note(note=note, person=note.author, offer="Not mine to say", need="Nor this")
    assert (stands(note)[3:], note.offer, note.need) == ((True, False), "", "")
    share_note(note=note, person=note.about, offer="A room", need="A midwife")
    assert (stands(note)[3:], note.offer, note.need) == ((True, True), "A room", "A midwife")
    stop_sharing(note=note, person=note.author)
    assert (stands(note)[3:], note.offer) == ((False, True), "A room")
    stop_sharing(note=note, person=note.about)
    assert (stands(note)[3:], note.offer, note.need) == ((False, False), "", "")


def test_what_is_not_recognised_is_not_shared(note):
    with pytest.raises(ValidationError, match="Only what is recognised"):
        share_note(note=note, person=note.about)

    assert stands(note)[3:] == (False, False)


def test_note_that_was_taken_back_is_gone_and_can_no_longer_be_answered(note):
    remove_note(note=note)
    remove_note(note=note)

    assert not ListeningNote.objects.exists()
    with pytest.raises(ValidationError, match="taken back"):
        answer_note(note=note, answer=Answer.RECOGNISED, correction="", mark=mark_of(note), day=DAY)
