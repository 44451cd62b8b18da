"""Recording the meetings of a calendar: all of those that somebody agreed to, or none."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from networks.calendars.plan import FEWEST, Meeting, Stay
from networks.models import Attendance, Consultation, Membership, Network, Person

BATCH = 1_000


def record_meetings(*, network: Network, meetings: Sequence[Meeting], recorded_by: Person | None) -> int:
    """Record meetings and return how many were new: a calendar that is imported again changes nothing.

    Whoever was no member that day after all is left out, and so is a meeting that keeps fewer than two people.
    Raise ValidationError when somebody else records the same ones at this very moment.
    """
    try:
        with transaction.atomic():
            Network.objects.select_for_update(no_key=True).get(pk=network.pk)
            return _write(network, meetings, recorded_by)
    except IntegrityError as error:
        raise ValidationError(
            _("Somebody else imported these meetings at this moment. Try again.")
        ) from error


def _write(network: Network, meetings: Sequence[Meeting], recorded_by: Person | None) -> int:
    stays = _stays(network, {person for each in meetings for person in each.people})
    recorded = set(network.consultations.exclude(calendar_key="").values_list("calendar_key", flat=True))
    people: dict[str, list[int]] = {}
    new: list[Consultation] = []
    for each in meetings:
        present = [one for one in each.people if any(stay.runs_on(each.day) for stay in stays.get(one, ()))]
        if each.key in recorded or len(present) < FEWEST:
            continue
        recorded.add(each.key)
        people[each.key] = present
        new.append(
            Consultation(
                network=network,
                held_on=each.day,
                topic=each.topic,
                recorded_by=recorded_by,
                calendar_key=each.key,
            )
        )
    made = Consultation.objects.bulk_create(new, batch_size=BATCH)
    Attendance.objects.bulk_create(
        (
            Attendance(consultation=one, person_id=person)
            for one in made
            for person in people[one.calendar_key]
        ),
        batch_size=BATCH,
    )
    return len(made)


def _stays(network: Network, people: Iterable[int]) -> dict[int, list[Stay]]:
    """Return when each of some people took part; nobody who was erased."""
    found = Membership.objects.filter(network=network, person__in=people, person__erased_on=None)
    stays: dict[int, list[Stay]] = {}
    for person, joined, left in found.values_list("person", "joined_on", "left_on"):
        stays.setdefault(person, []).append(Stay(person, joined, left))
    return stays
