"""The networks in which an organisation is engaged, as a list."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from collab.addresses import address
from roles.pages.organisation_seats import Engaged


class EngagementRow(NamedTuple):
    """One network: what is at stake there, how many people sit there, and where one says what is at stake."""

    engaged: Engaged
    people: int
    url: str
    stake_url: str  # nothing for who may not


def most_pressing(engaged: Sequence[Engaged], number: int, *, may_edit: bool) -> list[Engaged]:
    """Return so many engagements: for who may say it, those without a stake first; else in the order given."""
    return sorted(engaged, key=lambda each: bool(each.stake) if may_edit else False)[:number]


def engagement_rows(
    engaged: Iterable[Engaged], people: Mapping[int, int], *, may_edit: bool
) -> list[EngagementRow]:
    """Return engagements as rows; `people` counts those who sit there, by engagement."""
    return [
        EngagementRow(
            each,
            people.get(each.key, 0),
            address("dashboard", each.slug),
            f"{address('engagement_stake', each.slug, each.key)}?back=organisation" if may_edit else "",
        )
        for each in engaged
    ]
