"""The short forms in the demo's files: days relative to today, and a role held from when to when."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from roles.analysis.months import add_months

DAY = re.compile(r"(?P<sign>[+-])(?P<number>\d+)(?P<unit>[md])")
MOTIVES = re.compile(r"[OIN]{1,3}")


def read_day(text: str, today: date) -> date:
    """Return the day that "-14m" (fourteen months ago) or "+40d" (in forty days) stands for."""
    parts = DAY.fullmatch(text)
    if parts is None:
        raise ValueError(f"{text!r} is no day: write -14m (months) or +40d (days)")
    number = int(f"{parts['sign']}{parts['number']}")
    if parts["unit"] == "d":
        return today + timedelta(days=number)
    return add_months(today, number)


@dataclass(frozen=True, slots=True)
class Holding:
    """A role held, for whose sake, since when and until when."""

    role: str
    motives: str
    since: date
    until: date | None
    start_known: bool


def read_holding(text: str, today: date) -> Holding:
    """Return what "leader ON -30m -6m" stands for: role, motives if known, since, until unless still.

    A question mark before the first day says that the true beginning lies before it: "driver ?-3m".
    """
    role, *rest = text.split()
    motives = rest.pop(0) if rest and MOTIVES.fullmatch(rest[0]) else ""
    if not 1 <= len(rest) <= 2:
        raise ValueError(f"{text!r} is no role held: write a role, motives, since and until")
    return Holding(
        role=role,
        motives=motives,
        since=read_day(rest[0].removeprefix("?"), today),
        until=read_day(rest[1], today) if len(rest) == 2 else None,
        start_known=not rest[0].startswith("?"),
    )
