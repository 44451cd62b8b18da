"""One change, as the sentences about it read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networks.models import Person, User
from networks.models.tracking import ERASURE, IMPORT, swap_of

ADDED, CHANGED, REMOVED = "+", "~", "-"


class Names:
    """How people are called in the sentences: by name."""

    def actor(self, user: User | None, reason: str) -> str:
        """Return who made a change, as a sentence begins with it."""
        if user is not None:  # an account without a person is an administrator's
            return user.person_or_none.name if user.person_or_none else _("An administrator")
        return _("An import") if reason == IMPORT else _("Somebody")

    def person(self, person: Person | None) -> str:
        """Return whom a change is about, inside a sentence."""
        return person.name if person else "?"


class NamesForMe(Names):
    """How people are called in what one person takes away: themselves by name, and nobody else."""

    def __init__(self, me: Person) -> None:
        self.me = me

    def actor(self, user: User | None, reason: str) -> str:
        """Return "you", "an import", or that it was somebody else."""
        if user is not None and user.pk == self.me.user_id:
            return _("You")
        return _("An import") if reason == IMPORT else _("Somebody else")

    def person(self, person: Person | None) -> str:
        """Return one's own name; nobody else is named."""
        return person.name if person and person.pk == self.me.pk else _("somebody else")


@dataclass(frozen=True, slots=True)
class Change:
    """A row of a history, the one before it of the same thing, and how to speak of them."""

    now: Any
    before: Any | None  # None for what is new, and when what was before is no longer kept
    roles: Mapping[int, str]  # names of the roles as they stand inside a sentence, by key
    names: Names

    @property
    def kind(self) -> str:
        """Whether something was added, changed or removed."""
        return self.now.history_type

    @property
    def by_erasure(self) -> bool:
        """Whether it was made because somebody had their data erased."""
        return self.now.history_change_reason == ERASURE

    @property
    def by_swap(self) -> bool:
        """Whether it was made because members agreed on a swap."""
        return swap_of(self.now.history_change_reason) is not None

    @property
    def actor(self) -> str:
        """Who did it, as a sentence begins with it."""
        return self.names.actor(self.now.history_user, self.now.history_change_reason or "")

    def differs(self, *fields: str) -> bool:
        """Whether one of these fields changed; not when what was before is not known."""
        return self.before is not None and any(
            getattr(self.before, field) != getattr(self.now, field) for field in fields
        )


def day(value: date) -> str:
    """Return a day as it stands inside a sentence."""
    return date_format(value, "j F Y")
