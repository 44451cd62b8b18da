"""Whose terms and mandates somebody is told of: their own, those of whom they coach or answer for."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from django.db.models import Q

from networks.models import Engagement, Mandate, Membership, Observer, Stewardship


class Part(StrEnum):
    """What somebody is to a member."""

    SELF = "self"
    STEWARD = "steward"
    COACH = "coach"


class Concern(NamedTuple):
    """A member whose terms and mandates somebody is told of."""

    reader: int  # a person
    part: Part
    membership: Membership
    sees: bool  # whether the reader may know of the network


def read_concerns(readers: Iterable[int], day: date) -> list[Concern]:
    """Return the members of running networks whom people are told of, nobody twice for the same reader.

    Five queries at most, whatever the number of people.
    """
    keys = set(readers)
    steward_of = _pairs(Stewardship.objects.filter(person__in=keys).values_list("organisation", "person"))
    coached = Mandate.objects.valid_on(day).filter(coach__in=keys)
    coach_of = _pairs(coached.values_list("membership", "coach"))
    told_of = Membership.objects.running_on(day).filter(
        Q(person__in=keys) | Q(engagement__organisation__in=steward_of.keys()) | Q(pk__in=coach_of.keys())
    )
    parties = ("person", "network__norms", "engagement__organisation")
    memberships = list(told_of.select_related(*parties).order_by("network__name", "person__name_key", "pk"))
    known = _known(keys, memberships, steward_of) if coach_of else set()
    found: dict[tuple[int, int], Concern] = {}
    for each in memberships:
        for reader, part in _readers(each, keys, steward_of, coach_of):
            sees = part is not Part.COACH or (reader, each.network_id) in known
            found.setdefault((reader, each.pk), Concern(reader, part, each, sees))
    return list(found.values())


def _pairs(rows: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    pairs: dict[int, list[int]] = {}
    for key, person in rows:
        pairs.setdefault(key, []).append(person)
    return pairs


def _readers(
    membership: Membership,
    keys: set[int],
    steward_of: dict[int, list[int]],
    coach_of: dict[int, list[int]],
) -> Iterator[tuple[int, Part]]:
    """Yield who is told of a member, as what; the part that counts comes first."""
    if membership.person_id in keys:
        yield membership.person_id, Part.SELF
    if membership.engagement is not None:
        for person in steward_of.get(membership.engagement.organisation_id, ()):
            yield person, Part.STEWARD
    for person in coach_of.get(membership.pk, ()):
        yield person, Part.COACH


def _known(
    keys: set[int], memberships: Iterable[Membership], steward_of: dict[int, list[int]]
) -> set[tuple[int, int]]:
    """Return which of these people may know of which network: they are in it, look on, or answer in it."""
    known = {(each.person_id, each.network_id) for each in memberships}
    known.update(Observer.objects.filter(person__in=keys).values_list("person", "network"))
    engaged = Engagement.objects.filter(organisation__in=steward_of.keys())
    for organisation, network in engaged.values_list("organisation", "network"):
        known.update((person, network) for person in steward_of[organisation])
    return known
