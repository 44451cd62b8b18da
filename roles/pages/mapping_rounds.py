"""The mapping rounds of a network: the one that runs, with how far it is, and those that are over."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from networks.models import Network, User
from roles.models import MappingCount, MappingPart, MappingRound


@dataclass(frozen=True, slots=True)
class OpenRound:
    """The round that runs, as one reader may know of it: how many have laid cards, never who."""

    round: MappingRound
    asked: int
    laid: int
    own_part: MappingPart | None

    @property
    def by_everyone(self) -> bool:
        """Whether everybody lays cards, and not a coordinator alone."""
        return self.round.way == MappingRound.Way.EVERYONE


def read_open_round(network: Network, user: User) -> OpenRound | None:
    """Return the round that runs in a network, if any. Two queries."""
    rounds = MappingRound.objects.visible_to(user).filter(network=network, closed_on=None)
    found = (
        rounds.select_related("asked_by")
        .annotate(asked=Count("parts"), laid=Count("parts", filter=Q(parts__answered_on__isnull=False)))
        .first()
    )
    if found is None:
        return None
    own = MappingPart.objects.visible_to(user).filter(round=found).first()
    return OpenRound(found, found.asked, found.laid, own)


def closed_rounds(network: Network, user: User) -> QuerySet[MappingRound]:
    """Return the rounds that are over, the last one first, each with whether it came to something (`counted`)."""
    counted = Exists(MappingCount.objects.filter(round=OuterRef("pk")))
    rounds = MappingRound.objects.visible_to(user).closed().filter(network=network)
    return rounds.annotate(counted=counted).order_by("-closed_on", "-pk")
