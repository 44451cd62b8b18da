"""One swap as its reader may see it: how it stands, what they can do, who said what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from networks.models import Person, User
from roles.models import RoleSwap, SwapAnswer, SwapEvent, SwapLookBack
from roles.moves import PlannedMove, planned_moves
from roles.pages.reports import ReadReport, read_report
from roles.pages.swap_lines import Face, MoveLine, Tints, face_of, move_lines, person_tints, swap_title
from roles.services.swap_obstacles import obstacles
from roles.services.swap_steps import dates_of
from roles.swap_rules import Answer, Deed, Part, Refusal, State, refusal
from roles.texts.swap_states import DEEDS, HAPPENINGS
from roles.texts.swaps import refusal_sentence

Steps = SwapEvent.Deed
ANSWERING = frozenset({Steps.PROPOSED, Steps.CONSENTED, Steps.CONSENTED_ALOUD, Steps.OBJECTED})


class AnswerLine(NamedTuple):
    """What somebody whom a swap touches says of it."""

    face: Face
    answer: Answer
    answered_at: datetime | None
    is_reader: bool
    person: int
    may_be_noted: bool  # whether the reader can note that this person, who cannot sign in, said yes aloud


class EventLine(NamedTuple):
    """A step in the history of a swap."""

    face: Face | None  # None: nobody did it, or somebody who is not known here any more
    deed: str
    words: str | Promise
    by_itself: bool  # the words stand alone: nobody did it
    noted_by: str
    text: str
    happened_at: datetime


@dataclass(frozen=True, slots=True)
class ReadSwap:
    """A swap with its moves, answers and steps, and what its reader is in it."""

    read: ReadReport
    swap: RoleSwap
    moves: Sequence[PlannedMove]
    answers: Sequence[SwapAnswer]
    events: Sequence[SwapEvent]
    look_backs: Sequence[SwapLookBack]
    parts: frozenset[Part]
    tints: Tints

    @property
    def state(self) -> State:
        """How it stands."""
        return State(self.swap.state)

    @property
    def lines(self) -> list[MoveLine]:
        """The moves to draw."""
        return move_lines(self.moves, self.tints)

    @property
    def title(self) -> str:
        """What it comes to."""
        return swap_title(self.lines)

    @property
    def own_answer(self) -> Answer | None:
        """What the reader said of it; None when it does not touch them."""
        own = [each.answer for each in self.answers if each.person_id == self.read.reader.person]
        return Answer(own[0]) if own else None

    def refusal(self, deed: Deed) -> Refusal | None:
        """Return why the reader cannot do this; None when they can."""
        return refusal(deed, self.state, self.parts, dates_of(self.swap))

    def can(self, deed: Deed) -> bool:
        """Whether the reader can do this now."""
        return self.refusal(deed) is None

    def refusal_words(self, deed: Deed) -> str:
        """Return why the reader cannot do this, in words; nothing when they can."""
        found = self.refusal(deed)
        return "" if found is None else refusal_sentence(found, dates_of(self.swap), deed)

    def people_who(self, answer: Answer) -> list[str]:
        """Return the names of those who gave an answer, the reader left out."""
        return [
            each.person.name
            for each in self.answers
            if each.answer == answer and each.person_id != self.read.reader.person
        ]

    def last(self, deed: str) -> SwapEvent | None:
        """Return the last step of a kind."""
        found = [event for event in self.events if event.deed == deed]
        return found[-1] if found else None

    def touched(self, key: str) -> Person:
        """Return somebody whom it touches, by their key; 404 for anybody else."""
        for each in self.answers:
            if str(each.person_id) == key:
                return each.person
        raise Http404

    def obstacles(self, today: date) -> list[str]:
        """Return what stands in the way as things are now; nothing for what is over.

        Three queries at most.
        """
        if not self.state.is_open:
            return []
        planned_on = max(self.swap.planned_on, today)
        return obstacles(self.moves, network=self.read.network, planned_on=planned_on, today=today)

    def answer_lines(self) -> list[AnswerLine]:
        """Return what everyone whom it touches says, and since when."""
        notes = self.can(Deed.NOTE_CONSENT)
        at = {each.person_id: each.happened_at for each in self.events if each.deed in ANSWERING}
        return [
            AnswerLine(
                face=face_of(each.person, self.tints),
                answer=Answer(each.answer),
                answered_at=None if each.answer == Answer.WAITING else at.get(each.person_id),
                is_reader=each.person_id == self.read.reader.person,
                person=each.person_id,
                may_be_noted=notes and each.person.user_id is None and each.answer != Answer.CONSENTS,
            )
            for each in self.answers
        ]

    def event_lines(self) -> list[EventLine]:
        """Return the history and the discussion, as it went. Why it was proposed stands on the page already."""
        return [
            EventLine(
                face=face_of(each.person, self.tints) if each.person else None,
                deed=each.deed,
                words=DEEDS.get(each.deed) or HAPPENINGS[each.deed],
                by_itself=each.deed in HAPPENINGS,
                noted_by=each.noted_by.name if each.noted_by else "",
                text="" if each.deed == SwapEvent.Deed.PROPOSED else each.text,
                happened_at=each.happened_at,
            )
            for each in self.events
        ]


def name_or_somebody(person: Person | None) -> str:
    """Return somebody's name, or what stands for those who are not known here any more."""
    return person.name if person is not None else _("Somebody")


def read_swap(user: User, slug: str, key: int) -> ReadSwap:
    """Return a swap for a reader, or raise 404 when they may not know of it.

    What was said about it is for those who take part; who looks on sees what moved, and what it brought.
    """
    read = read_report(user, slug, timezone.localdate())
    visible = RoleSwap.objects.visible_to(user).filter(network=read.network)
    swap = get_object_or_404(visible.select_related("proposed_by", "replaces", "replaced_by"), pk=key)
    swap.network = read.network
    answers = list(swap.answers.select_related("person").order_by("person__name_key", "pk"))
    return ReadSwap(
        read=read,
        swap=swap,
        moves=planned_moves(swap),
        answers=answers,
        events=list(swap.events.select_related("person", "noted_by")) if read.reader.joins_in else [],
        look_backs=list(swap.look_backs.select_related("person").order_by("answered_on", "pk")),
        parts=frozenset(_parts_of(swap, read, answers)) if read.reader.joins_in else frozenset(),
        tints=person_tints(read.network, read.snapshot.day),
    )


def _parts_of(swap: RoleSwap, read: ReadReport, answers: Sequence[SwapAnswer]) -> set[Part]:
    person = read.reader.person
    parts = {Part.MEMBER}
    if read.reader.can_coordinate:
        parts.add(Part.COORDINATOR)
    if person is not None and swap.proposed_by_id == person:
        parts.add(Part.PROPOSER)
    if person is not None and any(each.person_id == person for each in answers):
        parts.add(Part.TOUCHED)
    return parts
