"""The period whose meetings are looked at: the last months, or from a day until a day."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from collab.days import read_days
from roles.analysis.months import add_months

CHOICES = (3, 12, 24)  # months back
USUAL = 12
BEGINNING = date(1900, 1, 1)


class Period(NamedTuple):
    """From a first to a last day, both included, and how it was asked for."""

    first: date
    last: date
    months: str  # "3", "12", "24", "all"; empty for days of one's own
    typed: Mapping[str, str]  # what was typed for `from` and `until`
    errors: Mapping[str, str]

    @property
    def shown(self) -> Mapping[str, str]:
        """What stands in the fields: what was typed, while there is something wrong with it."""
        if self.errors:
            return self.typed
        first = "" if self.first == BEGINNING else self.first.isoformat()
        return {"from": first, "until": self.last.isoformat()}

    @property
    def presets(self) -> list[tuple[str, str]]:
        """The periods to choose from, as `months` in an address, with their labels."""
        choices = [
            (str(count), ngettext("The last month", "The last %(count)d months", count) % {"count": count})
            for count in CHOICES
        ]
        return [*choices, ("all", pgettext("period", "All meetings"))]


def asked_period(asked: Mapping[str, str], today: date) -> Period:
    """Read a period from an address; without one, the last twelve months.

    Days that do not exist or come in the wrong order are named, and the usual period is shown.
    """
    typed = {name: asked.get(name, "").strip() for name in ("from", "until")}
    months = asked.get("months", "")
    if months not in {*map(str, CHOICES), "all"}:
        months = str(USUAL)
    if not any(typed.values()):
        return Period(_begin(months, today), today, months, typed, {})
    days, errors = read_days(typed, {"from": BEGINNING, "until": today})
    if not errors and days["from"] > days["until"]:
        errors["until"] = _("The period ends before it begins. Choose a later day.")
    if errors:
        return Period(_begin(str(USUAL), today), today, str(USUAL), typed, errors)
    return Period(days["from"], days["until"], "", typed, {})


def _begin(months: str, today: date) -> date:
    return BEGINNING if months == "all" else add_months(today, -int(months))
