"""What would clear it, for a page: the moves with their reasons, or what stands in the way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from collab.addresses import address
from networks.models import Membership
from roles.analysis import Finding, Member, analyse, move
from roles.analysis.facts import gather
from roles.analysis.mandates import valid_until
from roles.analysis.suggestions import (
    AVOIDS,
    CLEARED,
    MANDATE,
    NO_STANCES,
    SuggestedMove,
    as_analysed,
    findings_to_clear,
    refused_receivers,
)
from roles.connected import connected
from roles.models import MoveKind, Role, RoleSwap, SwapMove
from roles.moves import PlannedMove, kind_of
from roles.pages.gains import signals
from roles.pages.reports import ReadReport
from roles.pages.swap_lines import MoveLine, Tints, move_lines, person_tints
from roles.suggestions.suggest import WayOut
from roles.swap_rules import OPEN
from roles.texts.base import inside_sentence
from roles.texts.suggestions import (
    avoids_sentence,
    mandate_sentence,
    receiver_sentence,
    receiver_words,
    staying_sentence,
)

MoveKey = tuple[str, int, int | None, int]  # kind, role, giver's and receiver's seat


class Step(NamedTuple):
    """One move: as it is drawn, which signals it helps to clear, and why this receiver."""

    line: MoveLine
    clears: list[str]
    why: str


class Group(NamedTuple):
    """Moves that lean on each other, and become one proposal."""

    number: int
    moves: tuple[PlannedMove, ...]
    steps: list[Step]
    proposed: int | None  # the key of an open proposal for just this

    @property
    def words(self) -> str:
        """The group in words."""
        return "; ".join(step.line.sentence for step in self.steps)


class Hindrance(NamedTuple):
    """What stands in the way: in sentences, with what one can do about it, and what would then move."""

    sentences: list[str]
    links: list[tuple[str, str]]  # what for ("mandate" or "norms"), address
    lines: list[MoveLine]


@dataclass(frozen=True, slots=True)
class Plan:
    """The moves of a suggestion, as people plan them."""

    read: ReadReport
    suggested: tuple[SuggestedMove, ...]
    moves: tuple[PlannedMove, ...]
    tints: Tints


def plan(read: ReadReport, suggested: Iterable[SuggestedMove]) -> Plan:
    """Return the moves between seats. Two queries."""
    chosen = tuple(suggested)
    seats = _seats(read, chosen)
    return Plan(read, chosen, _planned(read, chosen, seats), person_tints(read.network, read.snapshot.day))


def _seats(read: ReadReport, moves: Iterable[SuggestedMove]) -> dict[int, Membership]:
    people = {person for each in moves for person in (each.giver, each.receiver) if person is not None}
    running = Membership.objects.active_on(read.snapshot.day).filter(network=read.network, person__in=people)
    return {seat.person_id: seat for seat in running.select_related("person", "network")}


def _roles(read: ReadReport) -> dict[int, Role]:
    bits = read.names.for_analysis()[1]
    return {bits[role.pk]: role for role in read.names.roles.values()}


def _planned(
    read: ReadReport, moves: Iterable[SuggestedMove], seats: Mapping[int, Membership]
) -> tuple[PlannedMove, ...]:
    roles = _roles(read)
    filled = 0
    for member in read.snapshot.members:
        filled |= member.roles
    planned = []
    for role, giver, receiver in moves:
        giving = seats[giver] if giver is not None else None
        kind = kind_of(giver=giving, receiver=seats[receiver], held=bool(filled & role))
        planned.append(PlannedMove(kind, roles[role], giving, seats[receiver]))
        filled |= role
    return tuple(planned)


def groups(planned: Plan) -> list[Group]:
    """Return the moves, those together of which one person gives in one and receives in another. One query."""
    members = {member.person: member for member in planned.read.snapshot.members}
    open_swaps = _open_swaps(planned.read)
    lines = move_lines(planned.moves, planned.tints)
    facts = gather(planned.read.snapshot)
    found = []
    for number, places in enumerate(_leaning_on_each_other(planned.suggested), start=1):
        moves = tuple(planned.moves[place] for place in places)
        steps = [
            _step(
                planned.read,
                members,
                planned.suggested[place],
                lines[place],
                measured=facts.mandates.measured,
            )
            for place in places
        ]
        found.append(Group(number, moves, steps, open_swaps.get(frozenset(_key(each) for each in moves))))
    return found


def _leaning_on_each_other(moves: Sequence[SuggestedMove]) -> list[list[int]]:
    """Return the places of moves in groups: one person gives in one move of a group and receives in another."""
    both = {each.giver for each in moves} & {each.receiver for each in moves}
    return connected([both & {each.giver, each.receiver} for each in moves])


def _step(
    read: ReadReport, members: Mapping[int, Member], one: SuggestedMove, line: MoveLine, *, measured: bool
) -> Step:
    giver = members[one.giver] if one.giver is not None else None
    receiver = members[one.receiver]
    stances = read.snapshot.stances.get(one.receiver, NO_STANCES)
    words = receiver_words(
        receiver,
        prefers=bool(stances.preferred & one.role),
        until=valid_until(read.snapshot.mandates.get(one.receiver, ()), read.snapshot.day),
        measured=measured,
    )
    cleared = [each for each in findings_to_clear(read.report) if _helps(read, each, line, giver, receiver)]
    titles = [each.title for each in signals(cleared, read.names)]
    return Step(line, titles, receiver_sentence(receiver.name, words))


def _helps(
    read: ReadReport, finding: Finding, line: MoveLine, giver: Member | None, receiver: Member
) -> bool:
    """Whether a move takes away from what a finding is about."""
    organisations = read.snapshot.organisations
    subject, role = finding.subject, line.role.slug
    if subject.type == "role":
        return subject.id == role
    if subject.type == "person":
        return giver is not None and str(giver.person) == subject.id and role in finding.roles
    theirs = [
        each is not None
        and each.organisation is not None
        and organisations[each.organisation].slug == subject.id
        for each in (giver, receiver)
    ]
    if finding.code == "core-cumulation-organisation":
        return role in finding.roles and not theirs[1]
    return not theirs[1] and (theirs[0] or giver is None)


def _key(each: PlannedMove) -> MoveKey:
    return (
        each.kind,
        each.role.pk,
        each.giver.pk if each.giver else None,
        each.receiver.pk if each.receiver else 0,
    )


def _open_swaps(read: ReadReport) -> dict[frozenset[MoveKey], int]:
    """Return the moves of each open proposal, with its key."""
    swaps = RoleSwap.objects.filter(network=read.network, state__in=OPEN)
    found: dict[int, set[MoveKey]] = {}
    rows = SwapMove.objects.filter(swap__in=swaps).values_list("swap", "kind", "role", "giver", "receiver")
    for swap, kind, role, giver, receiver in rows:
        found.setdefault(swap, set()).add((MoveKind(kind), role, giver, receiver))
    return {frozenset(moves): swap for swap, moves in found.items()}


def titles_to_clear(read: ReadReport) -> list[str]:
    """Return the signals that a suggestion clears, in a few words each."""
    return [each.title for each in signals(findings_to_clear(read.report), read.names)]


def hindrances(read: ReadReport, ways_out: Sequence[WayOut]) -> list[Hindrance]:
    """Return what stands in the way, in words. Two queries."""
    seats = _seats(read, [each for way in ways_out for each in way.moves])
    tints = person_tints(read.network, read.snapshot.day)
    return [_hindrance(read, way, seats, tints) for way in ways_out]


def _hindrance(read: ReadReport, way: WayOut, seats: Mapping[int, Membership], tints: Tints) -> Hindrance:
    slug, roles = read.network.slug, _roles(read)
    sentences, links = [], []
    for rule, each in refused_receivers(read.snapshot, way.moves):
        words = seats[each.receiver].person.name, inside_sentence(roles[each.role].name)
        if rule == AVOIDS and AVOIDS in way.without:
            sentences.append(avoids_sentence(*words))
        elif rule == MANDATE and MANDATE in way.without:
            sentences.append(mandate_sentence(*words))
            links.append(("mandate", address("mandate_person", slug, each.receiver)))
    if staying := set(way.without) & set(CLEARED):
        after = analyse(move(read.snapshot, as_analysed(way.moves)))
        left = [finding for finding in after.findings if finding.code in staying]
        sentences.append(staying_sentence([each.title for each in signals(left, read.names)]))
        links.append(("norms", address("settings", slug)))
    return Hindrance(
        sentences, list(dict.fromkeys(links)), move_lines(_planned(read, way.moves, seats), tints)
    )
