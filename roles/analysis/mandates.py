"""Which mandates are valid, and what that comes to for the holders."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from roles.analysis.months import add_days
from roles.analysis.snapshot import Mandate, Member, Snapshot
from roles.analysis.tally import Tally


@dataclass(slots=True)
class MandateState:
    """The mandates of the people who hold a role."""

    needed_by: list[Member]  # the holders with an organisation
    covered: frozenset[int]  # the people among them with a valid mandate
    ever_granted: int  # how many of them have one granted, be it expired
    valid: int  # valid mandates of holders
    with_topics: int  # those that speak of a decision topic
    expiring: list[tuple[Member, int]]  # holders whose cover ends within the notice; days left

    @property
    def measured(self) -> bool:
        """Whether at least half of the holders with an organisation have ever been granted a mandate."""
        return bool(self.needed_by) and 2 * self.ever_granted >= len(self.needed_by)


NO_MANDATES = MandateState([], frozenset(), 0, 0, 0, [])


def judge_mandates(snapshot: Snapshot, tally: Tally) -> MandateState:
    """Work out who is covered on the day, and whose cover ends within the notice."""
    if not snapshot.mandates:
        return NO_MANDATES
    needed_by = [member for member in tally.holders if member.organisation is not None]
    day = snapshot.day
    notice = add_days(day, snapshot.norms.mandate_notice_days)
    covered: set[int] = set()
    expiring: list[tuple[Member, int]] = []
    ever_granted = valid_count = with_topics = 0
    for member in tally.holders:
        recorded = snapshot.mandates.get(member.person, ())
        granted = [mandate for mandate in recorded if was_granted(mandate, day)]
        valid = [mandate for mandate in granted if covers(mandate, day)]
        if member.organisation is not None:
            ever_granted += bool(granted)
            covered.update([member.person] if valid else [])
        valid_count += len(valid)
        with_topics += sum(mandate.topics > 0 for mandate in valid)
        if valid and not any(covers(mandate, notice) for mandate in granted):
            expiring.append((member, max((last_valid_day(mandate) - day).days for mandate in valid)))
    return MandateState(needed_by, frozenset(covered), ever_granted, valid_count, with_topics, expiring)


def valid_until(recorded: Iterable[Mandate], day: date) -> date | None:
    """Return the last day of the mandate that is valid on a day, of several the one that lasts longest."""
    granted = (mandate for mandate in recorded if was_granted(mandate, day))
    return max((last_valid_day(mandate) for mandate in granted if covers(mandate, day)), default=None)


def was_granted(mandate: Mandate, day: date) -> bool:
    """Whether a mandate was granted on a day or before it, be it withdrawn or over since."""
    return mandate.granted is not None and mandate.granted <= day


def covers(mandate: Mandate, day: date) -> bool:
    """Whether a granted mandate is valid on a day: from its first day to its last, unless withdrawn by then."""
    return mandate.first_day <= day <= last_valid_day(mandate)


def last_valid_day(mandate: Mandate) -> date:
    """The last day on which a mandate is valid: the day before it is withdrawn, if that comes sooner."""
    if mandate.withdrawn is None or mandate.withdrawn > mandate.last_day:
        return mandate.last_day
    return mandate.withdrawn - timedelta(days=1)
