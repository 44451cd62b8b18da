"""The moves of a swap as a page draws them: who, which role, who."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from collab.text import initials
from networks.models import Membership, Network, Person
from roles.models import MoveKind, Role
from roles.moves import PlannedMove
from roles.pictures.tints import OWN_NAME, TINTS
from roles.texts.swaps import move_sentence

Tints = Mapping[int, str]  # by person


class Face(NamedTuple):
    """Somebody as they are drawn: a name, initials and the colour of their organisation."""

    name: str
    initials: str
    tint: str


class MoveLine(NamedTuple):
    """One move in words and as a picture; a side may be empty."""

    kind: MoveKind
    role: Role
    giver: Face | None
    receiver: Face | None
    sentence: str


def person_tints(network: Network, day: date) -> Tints:
    """Return the colour of everybody's organisation in a network, as in the pictures. One query."""
    seats = Membership.objects.active_on(day).filter(network=network)
    rows = list(seats.values_list("person", "engagement__organisation", "engagement__organisation__name"))
    named = sorted({(name, key) for _person, key, name in rows if key is not None})
    tints = {key: f"tint-{index % TINTS}" for index, (_name, key) in enumerate(named)}
    return {person: tints.get(key, OWN_NAME) for person, key, _name in rows}


def face_of(person: Person, tints: Tints) -> Face:
    """Return somebody to draw."""
    return Face(person.name, initials(person.name), tints.get(person.pk, OWN_NAME))


def move_lines(moves: Iterable[PlannedMove], tints: Tints) -> list[MoveLine]:
    """Return moves to draw. Seats need their person at hand."""
    return [
        MoveLine(
            kind=move.kind,
            role=move.role,
            giver=face_of(move.giver.person, tints) if move.giver else None,
            receiver=face_of(move.receiver.person, tints) if move.receiver else None,
            sentence=move_sentence(move),
        )
        for move in moves
    ]


def swap_title(lines: Sequence[MoveLine]) -> str:
    """Return what a swap comes to, in the words of its moves."""
    return "; ".join(line.sentence for line in lines)
