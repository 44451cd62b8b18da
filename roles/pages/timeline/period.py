"""The period that a page about time shows: one of a few, or from a day to a day."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from collab.days import read_days
from networks.models import Network
from roles.analysis.months import add_months, full_months

CHOICES = (1, 3, 10)  # years back
USUAL = 3
AHEAD = (6, 24)  # months shown of what is to come, at least and at most
STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)  # months


class Period(NamedTuple):
    """From a first to a last day, and how it was asked for."""

    first: date
    last: date
    years: str  # "1", "3", "10", "all"; empty for days of one's own
    typed: Mapping[str, str]  # what was typed for `from` and `to`
    errors: Mapping[str, str]

    @property
    def shown(self) -> Mapping[str, str]:
        """What stands in the fields `from` and `to`: what was typed, while there is something wrong with it."""
        return self.typed if self.errors else {"from": self.first.isoformat(), "to": self.last.isoformat()}

    @property
    def presets(self) -> list[tuple[str, str]]:
        """The periods to choose from, as `years` in an address, with their labels."""
        years = [
            (str(count), ngettext("%(count)d year", "%(count)d years", count) % {"count": count})
            for count in CHOICES
        ]
        return [*years, ("all", _("All of its time"))]


def asked_period(asked: Mapping[str, str], network: Network, today: date) -> Period:
    """Read a period from an address; without one, the last three years and what is to come.

    Days that do not exist or come in the wrong order are named, and the usual period is shown.
    """
    typed = {name: asked.get(name, "").strip() for name in ("from", "to")}
    years = asked.get("years", "")
    if years not in {*map(str, CHOICES), "all"}:
        years = str(USUAL)
    begin, end = _preset(years, network, today)
    if not any(typed.values()):
        return Period(begin, end, years, typed, {})
    days, errors = read_days(typed, {"from": begin, "to": end})
    if not errors and days["from"] >= days["to"]:
        errors["to"] = _("The period ends before it begins. Choose a later day.")
    if errors:
        return Period(begin, end, str(USUAL), typed, errors)
    return Period(days["from"], days["to"], "", typed, {})


def _preset(years: str, network: Network, today: date) -> tuple[date, date]:
    """Return so many years back, not beyond the network's own beginning, and a part of that ahead."""
    over = network.ended_on is not None and network.ended_on <= today
    now = min(network.ended_on or today, today)
    begin = min(network.started_on, now)
    if years != "all":
        begin = max(begin, add_months(now, -12 * int(years)))
    if over:
        return begin, max(now, begin + timedelta(days=1))
    return begin, add_months(now, min(AHEAD[1], max(AHEAD[0], full_months(begin, now) // 3)))


def _step(months: int, most: int) -> int:
    """Return the smallest usual number of months that goes into so many at most so often."""
    return next((step for step in STEPS if months <= step * most), STEPS[-1])


def tick_days(first: date, last: date, most: int = 9) -> list[date]:
    """Return the days to name along a period: first days of months or years, evenly spaced, not too many."""
    step = _step(full_months(first, last), most)
    months = first.year * 12 + first.month - 1
    months += -months % step  # on from the first that the step divides
    days = [
        date(number // 12, number % 12 + 1, 1) for number in range(months, last.year * 12 + last.month, step)
    ]
    return [day for day in days if first <= day <= last]


def sample_days(first: date, last: date, most: int = 12) -> list[date]:
    """Return the days on which the course of a period is looked at, its first and last day among them.

    At whole months counted back from the last day; in less than half a year, evenly. At most two more than `most`.
    """
    if first >= last:
        return [last] if first == last else []
    months = full_months(first, last)
    if months < most // 2:
        length = (last - first).days
        number = min(most, length)
        return [first + timedelta(days=length * place // number) for place in range(number + 1)]
    step = _step(months, most)
    days = [add_months(last, -step * place) for place in range(months // step + 1)]
    return sorted({first, *days})
