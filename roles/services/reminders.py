"""Reminding people in time that a mandate ends: its steward, its member and its coach, each once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction

from networks.models import Mandate, Membership, Network, Person
from networks.services.mails import write_to
from networks.services.mandate_mails import who_answers_for
from networks.services.mandate_terms import ONE_DAY
from roles.analysis import Norms
from roles.pages.matrix import norms_of


@dataclass(frozen=True, slots=True)
class Line:
    """A mandate that ends, as one of its readers is told of it."""

    mandate: Mandate
    days_left: int
    is_own: bool  # the reader is the member
    address: str  # empty for a coach who may not know of the network


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a round of reminders."""

    mandates: int
    mailed: int
    missed: list[str]  # who could not be mailed, by name


def send_reminders(*, day: date) -> Outcome:
    """Mail everybody concerned about the mandates that end within their network's notice, with none to follow.

    One mail for each person, however many mandates it is about. Each mandate is told of once: it is marked before
    anything is mailed, so that two rounds at the same time do not both tell. One of which no mail left at all is
    left for the next round.
    """
    ending = [mandate for mandate in ending_mandates(day) if _claim(mandate, day)]
    letters: dict[int, tuple[Person, list[Line]]] = {}
    for mandate in ending:
        for person, line in _lines(mandate, day):
            letters.setdefault(person.pk, (person, []))[1].append(line)
    told: set[int] = set()
    missed: list[str] = []
    mailed = 0
    for person, lines in letters.values():
        if write_to(person=person, mail="mandate_ending", texts={"lines": lines}):
            mailed += 1
            told.update(line.mandate.pk for line in lines)
        else:
            missed.append(person.name)
    untold = [mandate.pk for mandate in ending if mandate.pk not in told]
    Mandate.objects.filter(pk__in=untold).update(reminded_on=None)
    return Outcome(len(told), mailed, missed)


def ending_mandates(day: date) -> Iterator[Mandate]:
    """Yield the valid mandates that end within their network's notice, none granted to follow, not yet told of."""
    networks = Network.objects.active_on(day)
    memberships = Membership.objects.active_on(day).filter(network__in=networks).exclude(engagement=None)
    valid = Mandate.objects.valid_on(day).filter(reminded_on=None, membership__in=memberships)
    norms: dict[int, Norms] = {}
    for mandate in valid.with_people().select_related("membership__network__norms").order_by("ends_on", "pk"):
        network = mandate.membership.network
        notice = norms.setdefault(network.pk, norms_of(network)).mandate_notice_days
        if mandate.last_day < day + timedelta(days=notice) and not _is_followed(mandate):
            yield mandate


def _is_followed(mandate: Mandate) -> bool:
    """Whether another mandate counts on the day after this one's last."""
    following = Mandate.objects.valid_on(mandate.last_day + ONE_DAY).filter(membership=mandate.membership_id)
    return following.exclude(pk=mandate.pk).exists()


@transaction.atomic
def _claim(mandate: Mandate, day: date) -> bool:
    """Mark a mandate as told of; whoever does so first tells."""
    return bool(Mandate.objects.filter(pk=mandate.pk, reminded_on=None).update(reminded_on=day))


def _lines(mandate: Mandate, day: date) -> Iterator[tuple[Person, Line]]:
    """Yield who is to be told of a mandate's end, nobody twice."""
    membership = mandate.membership
    organisation = membership.organisation
    stewards: Iterable[Person] = []
    if organisation is not None and (answerers := who_answers_for(organisation)).are_stewards:
        stewards = answerers.people
    address = f"{settings.PUBLIC_ADDRESS}{mandate.get_absolute_url()}"
    days_left = (mandate.last_day - day).days
    told = {membership.person_id}
    yield membership.person, Line(mandate, days_left, is_own=True, address=address)
    for steward in stewards:
        if steward.pk not in told:
            told.add(steward.pk)
            yield steward, Line(mandate, days_left, is_own=False, address=address)
    coach = mandate.coach
    if coach is not None and coach.pk not in told:
        sees = _takes_part(coach, membership.network, day)
        yield coach, Line(mandate, days_left, is_own=False, address=address if sees else "")


def _takes_part(person: Person, network: Network, day: date) -> bool:
    """Whether somebody may know of a network: they take part, look on, or answer for an organisation in it."""
    return (
        network.memberships.active_on(day).filter(person=person).exists()
        or network.observers.filter(person=person).exists()
        or network.engagements.filter(organisation__stewardships__person=person).exists()
    )
