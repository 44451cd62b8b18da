"""The board on which a scenario is played: all roles to take from, and the members with what they would hold."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from django.utils.translation import ngettext

from collab.text import fold, initials
from networks.models import Membership
from roles.analysis import Finding
from roles.models import Role
from roles.pages.reports import ReadReport
from roles.pages.scenarios import Outcome
from roles.pictures.tints import OWN_NAME, tints_of
from roles.scenario_ground import Ground
from roles.scenario_rules import Stand
from roles.texts.findings import finding_text


class Chip(NamedTuple):
    """A role of which one can take hold: with somebody, or with nobody."""

    role: Role
    seat: int | None
    state: str  # kept, come, gone or empty
    chosen: bool
    holders: int = 0

    @property
    def may_move(self) -> bool:
        """Whether it is there to be moved."""
        return self.state != "gone"


class Player(NamedTuple):
    """A member with what they would hold."""

    seat: int
    name: str
    initials: str
    organisation: str  # empty: in their own name
    tint: str
    chips: Sequence[Chip]
    flags: Sequence[tuple[str, str]]  # severity and title of what would stand out about them
    words: str  # by which they are searched for

    @property
    def held(self) -> int:
        """How many roles they would hold."""
        return sum(1 for chip in self.chips if chip.may_move)

    @property
    def carries(self) -> str:
        """The same in words."""
        return ngettext("%(count)s role", "%(count)s roles", self.held) % {"count": self.held}


class Chosen(NamedTuple):
    """What somebody took hold of: a role, and with whom; without a role nothing."""

    role: str = ""
    seat: int | None = None


class Board(NamedTuple):
    """All roles, and the members: first those who hold something or did."""

    roles: Sequence[Chip]
    holders: Sequence[Player]
    others: Sequence[Player]
    chosen_sentence: str

    @property
    def many(self) -> bool:
        """Whether there are so many members that one would search."""
        return len(self.holders) + len(self.others) > 10


def draw_board(read: ReadReport, ground: Ground, outcome: Outcome, chosen: Chosen) -> Board:
    """Return the board as a scenario leaves it."""
    stand = outcome.played.end
    roles = read.names.roles
    held_by: dict[int, list[str]] = {}
    for seat, role in sorted(stand):
        held_by.setdefault(role, []).append(ground.seats[seat].person.name)
    tray = [
        Chip(
            role=role,
            seat=None,
            state="kept" if role.pk in held_by else "empty",
            chosen=chosen == (role.slug, None),
            holders=len(held_by.get(role.pk, ())),
        )
        for role in roles.values()
    ]
    flags = _flags(read, outcome.report.findings)
    tints = tints_of(read.snapshot.organisations)
    tint_of = {member.person: tints[member.organisation] for member in read.snapshot.members}
    players = [
        _player(seat, list(_chips(seat.pk, roles, ground, stand, chosen)), tint_of, flags)
        for seat in ground.seats.values()
    ]
    return Board(
        roles=tray,
        holders=[each for each in players if each.chips],
        others=[each for each in players if not each.chips],
        chosen_sentence=_chosen_sentence(chosen, roles, ground),
    )


def _chips(
    seat: int, roles: Mapping[str, Role], ground: Ground, stand: Stand, chosen: Chosen
) -> Iterator[Chip]:
    for role in roles.values():
        before, after = (seat, role.pk) in ground.held, (seat, role.pk) in stand
        if before or after:
            state = "gone" if not after else "kept" if before else "come"
            yield Chip(role, seat, state, chosen=after and chosen == (role.slug, seat))


def _player(
    seat: Membership,
    chips: list[Chip],
    tint_of: Mapping[int, str],
    flags: Mapping[str, list[tuple[str, str]]],
) -> Player:
    organisation = seat.organisation
    return Player(
        seat=seat.pk,
        name=seat.person.name,
        initials=initials(seat.person.name),
        organisation=organisation.name if organisation else "",
        tint=tint_of.get(seat.person_id, OWN_NAME),
        chips=chips,
        flags=flags.get(str(seat.person_id), ()),
        words=fold(f"{seat.person.name} {organisation.name if organisation else ''}"),
    )


def _flags(read: ReadReport, findings: Sequence[Finding]) -> dict[str, list[tuple[str, str]]]:
    """Return what would stand out about members, more than a notice, by the person's key."""
    found: dict[str, list[tuple[str, str]]] = {}
    for each in findings:
        if each.subject.type == "person" and each.severity != "notice":
            text = finding_text(each, read.names.role_names, cluster_names=read.names.cluster_names)
            found.setdefault(each.subject.id, []).append((each.severity, text.title))
    return found


def _chosen_sentence(chosen: Chosen, roles: Mapping[str, Role], ground: Ground) -> str:
    if chosen.role not in roles:
        return ""
    name = roles[chosen.role].name
    return name if chosen.seat is None else f"{name} · {ground.seats[chosen.seat].person.name}"
