"""What sending a list would do: each line held against what this network knows, and nothing else.

Whether an address has an account, or is known in another network, plays no part in it: a coordinator is not to
learn that from a list.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from collab.text import fold
from networks.invitees.lines import Entry
from networks.models import Invitation, Membership, Network, Observer, Person
from networks.services.invitation_rounds import Newcomer

NEW, KNOWN, INVITED, ACCEPTED, WRONG, DOUBLE = "new", "known", "invited", "accepted", "wrong", "double"
ICONS = {
    NEW: "person-plus",
    KNOWN: "person",
    INVITED: "envelope",
    ACCEPTED: "check-circle-fill",
    WRONG: "exclamation-triangle-fill",
    DOUBLE: "exclamation-circle-fill",
}


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """What this network knows of somebody: how they are called, their part in it, and their last invitation."""

    person: int
    name: str
    part: str  # how a sentence about them begins; empty for who has left
    left_on: date | None
    invitation: Invitation | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list and what would happen with it."""

    entry: Entry
    kind: str
    name: str
    sentence: str
    organisation: str = ""
    person: int | None = None  # somebody who is involved already

    @property
    def icon(self) -> str:
        """The icon that goes with the kind."""
        return ICONS[self.kind]

    @property
    def is_problem(self) -> bool:
        """Whether somebody has to put it right, or leave it out."""
        return self.kind in {WRONG, DOUBLE}


@dataclass(frozen=True, slots=True)
class InvitationPlan:
    """All lines, in the order of the list."""

    lines: Sequence[Line]

    @property
    def problems(self) -> list[Line]:
        """Lines that are wrong or double."""
        return [line for line in self.lines if line.is_problem]

    @property
    def good(self) -> list[Line]:
        """The other lines, those of whom nothing is sent to included."""
        return [line for line in self.lines if not line.is_problem]

    def of_kind(self, *kinds: str) -> list[Line]:
        """Return the lines of some kinds."""
        return [line for line in self.lines if line.kind in kinds]

    @property
    def fingerprint(self) -> str:
        """What the confirmation refers to: another one means that something else would happen than was shown."""
        told = [
            [line.entry.number, line.entry.email, line.kind, line.name, line.organisation]
            for line in self.lines
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def make_plan(
    network: Network, entries: Iterable[Entry], *, organisation: str, as_observers: bool
) -> InvitationPlan:
    """Return what would happen with each line. A fixed number of queries.

    `organisation` is for members whose line names none.
    """
    read = list(entries)
    known = acquaintances(network, {each.email for each in read if not each.problem})
    lines: list[Line] = []
    first: dict[str, int] = {}
    for entry in read:
        if entry.problem:
            lines.append(Line(entry, WRONG, entry.name, entry.problem))
        elif entry.email in first:
            lines.append(
                Line(
                    entry,
                    DOUBLE,
                    entry.name,
                    _("This address stands on line %(number)s already. Leave this one out, or change it.")
                    % {"number": first[entry.email]},
                )
            )
        else:
            first[entry.email] = entry.number
            own = "" if as_observers else entry.organisation or organisation
            lines.append(_planned(entry, known.get(entry.email), own, as_observers=as_observers))
    return InvitationPlan(lines)


def _planned(entry: Entry, known: Acquaintance | None, organisation: str, *, as_observers: bool) -> Line:
    """Return what happens with a line that is right: somebody new to the network, or known in it."""
    if known is None or not known.part:
        sentence = _("Looks on from now on.") if as_observers else _("Becomes a member.")
        if known is not None and known.left_on:
            sentence = _("Was a member until %(day)s. %(sentence)s") % {
                "day": date_format(known.left_on, "j F Y"),
                "sentence": sentence,
            }
        return Line(entry, NEW, known.name if known else entry.name, sentence, organisation)
    state, sentence = _stand(known)
    if fold(known.name) != fold(entry.name) and not entry.named_after_address:
        sentence += " " + _("Keeps the name that they have here.")
    return Line(entry, state, known.name, sentence, person=known.person)


def _stand(known: Acquaintance) -> tuple[str, str]:
    """Return the kind of somebody who is involved already, and what is known of it."""
    invitation = known.invitation
    if invitation is None:
        return KNOWN, _("%(part)s, not invited yet.") % {"part": known.part}
    day = date_format(timezone.localtime(invitation.sent_at), "j F Y")
    if invitation.state == Invitation.State.ACCEPTED:
        return ACCEPTED, _("%(part)s, and came in.") % {"part": known.part}
    if invitation.state in {Invitation.State.SENT, Invitation.State.OPENED}:
        return INVITED, _("%(part)s, invited on %(day)s.") % {"part": known.part, "day": day}
    return KNOWN, _("%(part)s, invited on %(day)s: %(state)s.") % {
        "part": known.part,
        "day": day,
        "state": Invitation.State(invitation.state).label,
    }


def acquaintances(network: Network, emails: set[str]) -> dict[str, Acquaintance]:
    """Return what the network knows of these addresses, by address in small letters. Four queries."""
    today = timezone.localdate()
    lasting: set[int] = set()
    left: dict[int, date] = {}
    for person, left_on in Membership.objects.filter(network=network).values_list("person", "left_on"):
        if left_on is None or left_on > today:
            lasting.add(person)
        else:
            left[person] = max(left_on, left.get(person, left_on))
    observing = set(Observer.objects.filter(network=network).values_list("person", flat=True))
    invitations = {
        each.person_id: each
        for each in Invitation.objects.filter(network=network).last_of_each().with_state()
    }
    people = Person.objects.filter(pk__in=lasting | left.keys() | observing)
    return {
        person.address: Acquaintance(
            person.pk,
            person.name,
            _part(person.pk in lasting, person.pk in observing),
            left.get(person.pk),
            invitations.get(person.pk),
        )
        for person in people.annotate(address=Lower("email")).filter(address__in=emails)
    }


def _part(is_member: bool, looks_on: bool) -> str:
    if is_member:
        return _("Is a member already")
    return _("Looks on already") if looks_on else ""


def newcomers(plan: InvitationPlan) -> list[Newcomer]:
    """Return who the plan adds to the network."""
    return [Newcomer(line.entry.name, line.entry.email, line.organisation) for line in plan.of_kind(NEW)]
