"""What an import does, in words: one line for each thing that it creates, changes or ends."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from networks.models import Membership
from roles.models import RoleAssignment

Kind = Literal["created", "changed", "ended"]
Noun = Literal["network", "organisation", "engagement", "person", "membership", "assignment"]
KINDS: tuple[Kind, ...] = ("created", "changed", "ended")
NOUNS: tuple[Noun, ...] = ("network", "organisation", "engagement", "person", "membership", "assignment")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that an import does: to whom or what, and what exactly."""

    kind: Kind
    noun: Noun
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class MembershipState:
    """What an import can change of a membership."""

    joined: date
    left: date | None
    coordinator: bool

    @classmethod
    def of(cls, membership: Membership) -> "MembershipState":
        """Return the state of a membership now."""
        return cls(membership.joined_on, membership.left_on, membership.is_coordinator)


@dataclass(frozen=True, slots=True)
class AssignmentState:
    """What an import can change of an assignment."""

    started: date
    known: bool
    ended: date | None
    motives: str

    @classmethod
    def of(cls, assignment: RoleAssignment) -> "AssignmentState":
        """Return the state of an assignment now."""
        return cls(assignment.started_on, assignment.start_known, assignment.ended_on, assignment.motives)


def member_label(membership: Membership) -> str:
    """Return how a member is named in a preview: with the organisation, if any."""
    organisation = membership.organisation
    return f"{membership.person.name} ({organisation.name})" if organisation else membership.person.name


def membership_text(state: MembershipState) -> str:
    """Describe a membership."""
    values = {"since": state.joined, "until": state.left}
    if state.left is not None:
        text = _("member from %(since)s until %(until)s") % values
    else:
        text = _("member since %(since)s") % values
    return _("%(text)s, coordinator") % {"text": text} if state.coordinator else text


def assignment_text(name: str, state: AssignmentState) -> str:
    """Describe an assignment: its role, its dates and its motives."""
    values = {"role": name, "since": state.started, "until": state.ended}
    if state.known and state.ended is not None:
        text = _("%(role)s from %(since)s until %(until)s") % values
    elif state.known:
        text = _("%(role)s since %(since)s") % values
    elif state.ended is not None:
        text = _("%(role)s from before %(since)s until %(until)s") % values
    else:
        text = _("%(role)s, beginning not known (recorded on %(since)s)") % values
    if not state.motives:
        return text
    words = {
        "O": pgettext("motive", "the organisation"),
        "I": pgettext("motive", "the individual"),
        "N": pgettext("motive", "the network"),
    }
    whom = ", ".join(words[letter] for letter in state.motives)
    return _("%(text)s, for the sake of: %(whom)s") % {"text": text, "whom": whom}


def changed_text(before: str, after: str) -> str:
    """Describe a correction."""
    return _("%(before)s becomes %(after)s") % {"before": before, "after": after}


def kind_of(before: date | None, after: date | None) -> Kind:
    """Whether an end that changed, or did not, is an ending or a correction."""
    return "ended" if after is not None and (before is None or after < before) else "changed"


def counts(changes: Iterable[Change]) -> dict[Kind, dict[Noun, int]]:
    """Count the changes by kind and noun, in a fixed order, without zeros."""
    found = Counter((change.kind, change.noun) for change in changes)
    return {
        kind: {noun: found[kind, noun] for noun in NOUNS if found[kind, noun]}
        for kind in KINDS
        if any(found[kind, noun] for noun in NOUNS)
    }


def summary(changes: Iterable[Change]) -> list[str]:
    """Return a line for each kind of change: what was created, changed and ended, with its numbers."""
    found = counts(changes)
    headings = {
        "created": pgettext("what an import does", "Created: %(things)s."),
        "changed": pgettext("what an import does", "Changed: %(things)s."),
        "ended": pgettext("what an import does", "Ended: %(things)s."),
    }
    return [
        headings[kind] % {"things": ", ".join(_count(noun, number) for noun, number in things.items())}
        for kind, things in found.items()
    ]


def _count(noun: Noun, number: int) -> str:
    texts = {
        "network": ngettext("%(number)s network", "%(number)s networks", number),
        "organisation": ngettext("%(number)s organisation", "%(number)s organisations", number),
        "engagement": ngettext("%(number)s engagement", "%(number)s engagements", number),
        "person": ngettext("%(number)s person", "%(number)s people", number),
        "membership": ngettext("%(number)s membership", "%(number)s memberships", number),
        "assignment": ngettext("%(number)s role assignment", "%(number)s role assignments", number),
    }
    return texts[noun] % {"number": number}


def grouped(changes: Iterable[Change], kind: Kind) -> Iterator[tuple[str, list[str]]]:
    """Yield each subject with what happens to it, in the order in which they come."""
    groups: dict[str, list[str]] = {}
    for change in changes:
        if change.kind == kind:
            groups.setdefault(change.subject, []).append(change.text)
    yield from groups.items()
