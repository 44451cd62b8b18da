"""Somebody's own role cards in a running round, and the members with whom they can be laid."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import cached_property

from networks.models import Membership
from roles.models import MappingPart, Role
from roles.services.mapping_cards import people_on_the_table

TOO_MANY = 30  # from here on initials lead through the list


@dataclass(frozen=True, slots=True)
class Card:
    """A role card, and with whom I laid it."""

    role: Role
    people: Sequence[str]
    keys: frozenset[int]
    nobody: bool

    @property
    def is_laid(self) -> bool:
        """Whether it lies with somebody, or with nobody."""
        return self.nobody or bool(self.keys)


@dataclass(frozen=True)
class Cards:
    """All the cards of one part, in the catalogue's order."""

    part: MappingPart
    cards: Sequence[Card]
    by_link: bool = False

    @property
    def hides_link(self) -> bool:
        """Whether cards were laid with a personal link, which are not shown here."""
        return not self.by_link and bool(self.part.device_hash)

    @property
    def laid(self) -> int:
        """How many of them lie."""
        return sum(card.is_laid for card in self.cards)

    @cached_property
    def next_open(self) -> Card | None:
        """The first card that does not lie yet."""
        return next((card for card in self.cards if not card.is_laid), None)

    def card(self, slug: str) -> Card | None:
        """The card of a role, by its code."""
        return next((card for card in self.cards if card.role.slug == slug), None)

    def after(self, card: Card) -> Card | None:
        """The card that follows; None after the last."""
        place = self.cards.index(card) + 1
        return self.cards[place] if place < len(self.cards) else None

    def before(self, card: Card) -> Card | None:
        """The card before it; None before the first."""
        place = self.cards.index(card)
        return self.cards[place - 1] if place else None

    def number(self, card: Card) -> int:
        """The how manieth card it is."""
        return self.cards.index(card) + 1


@dataclass(frozen=True, slots=True)
class Choice:
    """A member with whom a card can be laid."""

    person: int
    name: str
    organisation: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Members whose names begin alike; with few of them there is one group without an initial."""

    initial: str
    choices: Sequence[Choice]


def read_cards(part: MappingPart, *, by_link: bool = False) -> Cards:
    """Return the cards of one part, as its link or its account may show them. Two queries.

    An account does not show what was laid with a link: it can be opened in somebody's name, at another address.
    """
    laid: dict[int, list[tuple[int | None, str]]] = {}
    shown = part.marks.all() if by_link else part.marks.filter(part__device_hash="")
    marks = shown.order_by("person__name_key").values_list("role", "person", "person__name")
    for role, person, name in marks:
        laid.setdefault(role, []).append((person, name))
    return Cards(
        part,
        [_card(role, laid.get(role.pk, ())) for role in Role.objects.select_related("cluster")],
        by_link,
    )


def _card(role: Role, laid: Sequence[tuple[int | None, str]]) -> Card:
    people = {key: name for key, name in laid if key is not None}
    return Card(role, list(people.values()), frozenset(people), nobody=len(people) < len(laid))


def read_groups(part: MappingPart, ticked: Collection[int], day: date) -> list[Group]:
    """Return the members to choose from, by initial where there are many. One query."""
    members = list(people_on_the_table(mapping_round=part.round, day=day))
    grouped: dict[str, list[Choice]] = {}
    for each in members:
        initial = each.person.name_key[:1].upper() if len(members) > TOO_MANY else ""
        grouped.setdefault(initial, []).append(_choice(each, ticked))
    return [Group(initial, choices) for initial, choices in grouped.items()]


def _choice(member: Membership, ticked: Collection[int]) -> Choice:
    organisation = member.organisation.name if member.organisation else ""
    return Choice(member.person_id, member.person.name, organisation, member.person_id in ticked)
