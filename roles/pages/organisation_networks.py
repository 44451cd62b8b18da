"""The networks in which an organisation is engaged, as a list."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from collab.addresses import address
from roles.pages.organisation_seats import Engaged


class Button(NamedTuple):
    """Something that one can do for an engagement."""

    label: str
    url: str
    quiet: bool = False  # less pressing than the others


class EngagementRow(NamedTuple):
    """One network: what is at stake there, how many people sit there, and what the reader can do."""

    engaged: Engaged
    people: int
    url: str
    buttons: Sequence[Button]


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
            [_stake_button(each), _send_button(each)] if may_edit else [],
        )
        for each in engaged
    ]


def _stake_button(engaged: Engaged) -> Button:
    label = _("Change what is at stake") if engaged.stake else _("Say what is at stake")
    url = f"{address('engagement_stake', engaged.slug, engaged.key)}?back=organisation"
    return Button(label, url, quiet=bool(engaged.stake))


def _send_button(engaged: Engaged) -> Button:
    url = address("seat_candidates", engaged.slug, engaged.key)
    return Button(_("Whom do we send?"), url, quiet=True)
