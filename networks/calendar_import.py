"""What the import of a calendar needs of a network, and its plan on its way through the page that shows it.

The file is read and forgotten: what goes to the page and comes back, signed, is only what would be recorded.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core import signing

from collab.text import fold
from networks.calendars.plan import Known, Meeting, Plan, Stay
from networks.models import Membership, Network, User

LIFETIME = 60 * 60  # seconds
LONGEST = 2_000_000  # characters
_SALT = "calendar"


@dataclass(frozen=True, slots=True)
class Row:
    """A meeting to be ticked, by its place in the plan."""

    place: int
    meeting: Meeting
    names: str


@dataclass(frozen=True, slots=True)
class Series:
    """Meetings of one name, the last first."""

    topic: str
    rows: Sequence[Row]

    @property
    def people(self) -> int:
        """How many people sat at one of them at least."""
        return len({person for row in self.rows for person in row.meeting.people})

    @property
    def first(self) -> date:
        """The day of the first one."""
        return self.rows[-1].meeting.day

    @property
    def last(self) -> date:
        """The day of the last one."""
        return self.rows[0].meeting.day


def series_of(plan: Plan, names: Mapping[int, str]) -> list[Series]:
    """Return what would be recorded by name, what came last first."""
    found: dict[str, list[Row]] = {}
    for place, each in enumerate(plan.meetings):
        present = ", ".join(sorted((names[person] for person in each.people), key=fold))
        found.setdefault(fold(each.topic), []).append(Row(place, each, present))
    series = [Series(rows[-1].meeting.topic, rows[::-1]) for rows in found.values()]
    return sorted(series, key=lambda each: each.last, reverse=True)


def known_in(network: Network) -> tuple[Known, dict[int, str]]:
    """Return what a network knows already, and the names of its people. Two queries."""
    stays: dict[str, list[Stay]] = {}
    names: dict[int, str] = {}
    memberships = Membership.objects.filter(network=network, person__erased_on=None)
    for person, name, email, account, joined, left in memberships.values_list(
        "person", "person__name", "person__email", "person__user__email", "joined_on", "left_on"
    ):
        names[person] = name
        for address in {email.casefold(), (account or "").casefold()} - {""}:
            stays.setdefault(address, []).append(Stay(person, joined, left))
    topics: dict[str, str] = {}
    typed: set[tuple[date, str]] = set()
    for key, day, topic in network.consultations.values_list("calendar_key", "held_on", "topic"):
        if key:
            topics[key] = topic
        else:
            typed.add((day, fold(topic)))
    return Known(stays, topics, frozenset(typed)), names


def seal(meetings: Iterable[Meeting], network: Network, user: User) -> str:
    """Return what would be recorded as a text that only this user can send back, for this network."""
    rows = [[each.key, each.day.toordinal(), each.topic, each.people] for each in meetings]
    return signing.dumps([network.pk, user.pk, rows], salt=_SALT, compress=True)


def unseal(text: str, network: Network, user: User) -> list[Meeting] | None:
    """Return what `seal` put into a text; None when it is not that, is another's, or is older than an hour."""
    if len(text) > LONGEST:
        return None
    try:
        of_network, of_user, rows = signing.loads(text, salt=_SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return None
    if (of_network, of_user) != (network.pk, user.pk):
        return None
    return [Meeting(key, date.fromordinal(day), topic, tuple(people)) for key, day, topic, people in rows]
