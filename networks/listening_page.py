"""What the pages about listening show: who listened to whom, what waits, and what is shared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from collab.search import FEW
from networks.common_words import CommonWord, common_words
from networks.listening_rules import Figure, HowMany, Understanding, understanding
from networks.models import ListeningNote, Membership, Network, Person, User
from networks.pictures.understanding import draw_pairs

Answer = ListeningNote.Answer


@dataclass(frozen=True, slots=True)
class Pairs:
    """A number of pairs in words, and as a bar."""

    label: str
    words: str
    picture: SafeString


@dataclass(frozen=True, slots=True)
class Colleague:
    """Another member: what I understood of them, and what they understood of me."""

    membership: Membership
    mine: ListeningNote | None
    theirs: ListeningNote | None


@dataclass(frozen=True, slots=True)
class OwnListening:
    """The reader's own side of the page: what waits for them, and everybody they could listen to."""

    to_answer: Sequence[ListeningNote]
    to_rewrite: Sequence[ListeningNote]
    to_hand_over: Sequence[ListeningNote]  # to somebody who had no account yet when I wrote it
    colleagues: Sequence[Colleague]
    of_former: Sequence[ListeningNote]  # between me and somebody who no longer takes part
    total: int

    @property
    def has_waiting(self) -> bool:
        """Whether anything waits for the reader."""
        return bool(self.to_answer or self.to_rewrite or self.to_hand_over)

    @property
    def searchable(self) -> bool:
        """Whether there are so many that one would rather search."""
        return self.total > FEW


def read_understanding(network: Network, day: date) -> Understanding | None:
    """Return how much of a network is understood, or nothing where too few take part. Two queries."""
    members = set(Membership.objects.active_on(day).filter(network=network).values_list("person", flat=True))
    recognised = ListeningNote.objects.recognised().filter(network=network)
    return understanding(members, recognised.values_list("author", "about"))


def lead_sentence(found: Understanding | None) -> str:
    """Return how much of a network is mutually understood, in one sentence."""
    if found is None:
        return _("Here members listen to each other")
    words = {
        HowMany.FEW: _("Fewer than three of the %(pairs)s pairs here understand each other so far"),
        HowMany.EXACTLY: _("%(count)s of the %(pairs)s pairs here understand each other"),
        HowMany.NEARLY_ALL: _("Nearly all of the %(pairs)s pairs here understand each other"),
    }
    return words[found.mutual.how_many] % {"count": found.mutual.count, "pairs": found.pairs}


def pair_lines(found: Understanding) -> list[Pairs]:
    """Return both figures in words, each with its bar."""
    return [
        Pairs(label, _figure_words(figure, found.pairs), draw_pairs(figure, found.pairs))
        for label, figure in (
            (_("Both recognise what the other understood"), found.mutual),
            (_("One of the two does, at least"), found.one_way),
        )
    ]


def _figure_words(figure: Figure, pairs: int) -> str:
    words = {
        HowMany.FEW: _("fewer than 3 of %(pairs)s"),
        HowMany.EXACTLY: _("%(count)s of %(pairs)s"),
        HowMany.NEARLY_ALL: _("nearly all %(pairs)s"),
    }
    return words[figure.how_many] % {"count": figure.count, "pairs": pairs}


def read_own_listening(network: Network, user: User, day: date, query: str) -> OwnListening:
    """Return the reader's own side of the page; `query` narrows down the colleagues. Two queries."""
    notes = list(
        ListeningNote.objects.between(user).filter(network=network).select_related("author", "about")
    )
    for note in notes:
        note.network = network
    mine = {note.about_id: note for note in notes if note.author.user_id == user.pk}
    theirs = {note.author_id: note for note in notes if note.about.user_id == user.pk}
    others = Membership.objects.active_on(day).filter(network=network).exclude(person__user=user)
    seats = {seat.person_id: seat for seat in others.with_parties()}
    wanted = query.casefold()
    silent_last = sorted(seats, key=lambda key: key not in mine and key not in theirs)
    return OwnListening(
        to_answer=[note for key, note in theirs.items() if key in seats and note.answer == Answer.WAITING],
        to_rewrite=[
            note for key, note in mine.items() if key in seats and note.answer in {Answer.NEARLY, Answer.NOT}
        ],
        to_hand_over=[note for key, note in mine.items() if key in seats and note.is_held_back],
        colleagues=[
            Colleague(seats[key], mine.get(key), theirs.get(key))
            for key in silent_last
            if wanted in f"{seats[key].person.name} {seats[key].organisation or ''}".casefold()
        ],
        of_former=[note for note in notes if not {note.author_id, note.about_id} & seats.keys()],
        total=len(seats),
    )


@dataclass(frozen=True, slots=True)
class Shared:
    """Somebody, and what is understood of them that both share."""

    person: Person
    notes: Sequence[ListeningNote]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of somebody: what they can offer, or need."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class CommonGround:
    """What is shared: of whom what is understood, offers beside needs, and words that come back."""

    people: Sequence[Shared]
    offers: Sequence[Line]
    needs: Sequence[Line]
    words: Sequence[CommonWord]
    total: int

    @property
    def searchable(self) -> bool:
        """Whether there are so many that one would rather search."""
        return self.total > FEW


def read_common_ground(network: Network, user: User, day: date, query: str) -> CommonGround:
    """Return what both share in a network, by whom it is about; `query` narrows it down. One query."""
    notes = ListeningNote.objects.visible_to(user).shared().among_running(day).filter(network=network)
    by_name = notes.select_related("author", "about").order_by("about__name_key", "about", "written_on", "pk")
    people: dict[int, list[ListeningNote]] = {}
    for note in by_name:
        people.setdefault(note.about_id, []).append(note)
    found = [Shared(its[0].about, its) for its in people.values() if _matches(its, query.casefold())]
    return CommonGround(
        people=found,
        offers=_lines(found, "offer"),
        needs=_lines(found, "need"),
        words=common_words(
            (each.person.name, f"{note.interests} {note.drives}") for each in found for note in each.notes
        ),
        total=len(people),
    )


def _matches(notes: Iterable[ListeningNote], wanted: str) -> bool:
    """Whether a word is in somebody's name, or in what is shared of them."""
    return any(
        wanted in text.casefold()
        for note in notes
        for text in (note.about.name, note.background, note.interests, note.drives, note.offer, note.need)
    )


def _lines(people: Iterable[Shared], field: str) -> list[Line]:
    """Return what these people offer, or need; what stands in two of their notes is said once."""
    found = {
        (each.person.pk, getattr(note, field)): Line(each.person.name, getattr(note, field))
        for each in people
        for note in each.notes
    }
    return [line for line in found.values() if line.text]
