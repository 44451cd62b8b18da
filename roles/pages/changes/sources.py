"""Where changes are kept: one history a model, and how each leads to the network and the person it is about."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from networks.models import Authority, Mandate, Membership, Observer, Stewardship
from roles.models import EmptySeat, NetworkNorms, RoleAssignment
from roles.pages.changes.change import Change
from roles.pages.changes.mandate_sentences import of_authority, of_mandate, of_norms
from roles.pages.changes.seat_sentences import (
    of_assignment,
    of_empty_seat,
    of_membership,
    of_observer,
    of_stewardship,
)

# What a reader can choose to see only.
KINDS: dict[str, str | Promise] = {
    "roles": pgettext_lazy("kind of change", "Roles"),
    "members": pgettext_lazy("kind of change", "Members and coordinators"),
    "mandates": pgettext_lazy("kind of change", "Mandates"),
    "norms": pgettext_lazy("kind of change", "Norms"),
    "access": pgettext_lazy("kind of change", "Who looks on"),
}
ICONS = {
    "roles": "diagram-3",
    "members": "people",
    "mandates": "shield-check",
    "norms": "gear",
    "access": "eye",
}


@dataclass(frozen=True, slots=True)
class Source:
    """The history of one model."""

    kind: str
    history: Any  # the historical model
    network: str  # the way to the network; empty when it is about none
    person: str  # the way to whom it is about; empty when it is about nobody in particular
    organisation: str  # the way to the organisation whose stewards it concerns; empty without
    related: tuple[str, ...]  # what its sentences name
    sentences: Callable[[Change], list[str]]

    @property
    def code(self) -> str:
        """The model, as a word."""
        return self.history.instance_type._meta.model_name

    def network_of(self, row: Any) -> Any:
        """Return the network that a row of the history is about."""
        for step in filter(None, self.network.split("__")):
            row = getattr(row, step)
        return row if self.network else None


SOURCES: tuple[Source, ...] = (
    Source(
        "roles",
        RoleAssignment.history.model,
        "membership__network",
        "membership__person",
        "",
        ("membership__person", "membership__network"),
        of_assignment,
    ),
    Source(
        "members",
        Membership.history.model,
        "network",
        "person",
        "",
        ("person", "network", "engagement__organisation"),
        of_membership,
    ),
    Source(
        "mandates",
        Mandate.history.model,
        "membership__network",
        "membership__person",
        "membership__engagement__organisation",
        ("membership__person", "membership__network", "coach", "granted_by"),
        of_mandate,
    ),
    Source(
        "mandates",
        Authority.history.model,
        "mandate__membership__network",
        "mandate__membership__person",
        "mandate__membership__engagement__organisation",
        ("mandate__membership__person", "mandate__membership__network", "topic"),
        of_authority,
    ),
    Source("norms", NetworkNorms.history.model, "network", "", "", ("network",), of_norms),
    Source("roles", EmptySeat.history.model, "network", "", "", ("network",), of_empty_seat),
    Source("access", Observer.history.model, "network", "person", "", ("person", "network"), of_observer),
    Source("access", Stewardship.history.model, "", "person", "", ("person", "organisation"), of_stewardship),
)
BY_CODE = {source.code: source for source in SOURCES}
