"""Opening a mapping round, closing it, and calling it off.

What is laid stays sealed until the round closes. Then it is counted, and what it was counted from goes.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networks.models import Membership, Network, Person
from roles.analysis.months import add_months
from roles.models import MappingCount, MappingMark, MappingPart, MappingRound

LONGEST_MONTHS = 12
MIN_LAYERS = 3  # with fewer, a count would tell who laid what
Way = MappingRound.Way


def participants_on(*, network: Network, day: date) -> QuerySet[Membership]:
    """Return the members who are asked when a round opens: everybody who takes part on that day."""
    return Membership.objects.running_on(day).filter(network=network, person__erased_on=None)


def open_round(
    *, network: Network, way: str, asked_by: Person | None, closes_on: date, today: date
) -> MappingRound:
    """Open a round until a day, that day included; whoever joins later waits for the next one.

    Everybody who takes part now is asked, or only the asker when a coordinator marks the matrix alone. Raise
    ValidationError when it cannot be opened so.
    """
    _refuse_last_day(closes_on, today)
    running = participants_on(network=network, day=today)
    if way == Way.COORDINATOR:
        running = running.filter(person=asked_by)
    asked = list(running.order_by("pk").values_list("person", flat=True))
    if way == Way.COORDINATOR and not asked:
        raise ValidationError({"way": _("Only a coordinator who takes part here can mark the matrix.")})
    if way == Way.EVERYONE and len(asked) < MIN_LAYERS:
        raise ValidationError(
            _("It takes at least three members: with fewer, everybody would know who laid what.")
        )
    try:
        with transaction.atomic():
            opened = MappingRound.objects.create(
                network=network, way=way, asked_by=asked_by, opened_on=today, closes_on=closes_on
            )
            MappingPart.objects.bulk_create(MappingPart(round=opened, person_id=person) for person in asked)
    except IntegrityError as error:
        raise ValidationError(_("A round is open in this network already.")) from error
    return opened


def _refuse_last_day(closes_on: date, today: date) -> None:
    if closes_on < today:
        raise ValidationError({"closes_on": _("Choose today or a day that is still to come.")})
    if closes_on > (latest := add_months(today, LONGEST_MONTHS)):
        raise ValidationError(
            {
                "closes_on": _("A round lasts a year at most: choose %(day)s or an earlier day.")
                % {"day": date_format(latest, "j F Y")}
            }
        )


@transaction.atomic
def close_round(*, mapping_round: MappingRound, day: date) -> None:
    """Count what was laid, and forget who laid it. Repeating the call changes nothing.

    With too few who laid cards nothing is counted. Of the parts stays who was asked, not who took part.
    """
    found = (
        MappingRound.objects.select_for_update(of=("self",))
        .filter(pk=mapping_round.pk, closed_on=None)
        .first()
    )
    if found is None:
        return
    laid = MappingMark.objects.filter(part__round=found)
    answered = laid.values("part").distinct().count()
    if answered >= needed_layers(found):
        known = laid.filter(Q(person=None) | Q(person__erased_on=None))
        counted = (
            known.values("role", "person").annotate(seen_by=Count("pk")).order_by("role__position", "person")
        )
        MappingCount.objects.bulk_create(
            MappingCount(round=found, role_id=each["role"], person_id=each["person"], seen_by=each["seen_by"])
            for each in counted
        )
    _end(found, day, answered)


@transaction.atomic
def withdraw_round(*, mapping_round: MappingRound, day: date) -> None:
    """Call a round off: whatever was laid goes unread. Repeating the call changes nothing."""
    found = (
        MappingRound.objects.select_for_update(of=("self",))
        .filter(pk=mapping_round.pk, closed_on=None)
        .first()
    )
    if found is not None:
        _end(found, day, 0)


def _end(found: MappingRound, day: date, answered: int) -> None:
    """Close a round, and remove all that tells who laid cards, or what."""
    MappingMark.objects.filter(part__round=found).delete()
    # The mark of a link stays, so that it can still say that the round is over; it opens nothing any more.
    found.parts.update(answered_on=None, device_hash="")
    found.closed_on, found.answered_by = max(day, found.opened_on), answered
    found.save(update_fields=["closed_on", "answered_by"])


def needed_layers(mapping_round: MappingRound) -> int:
    """Return how many have to lay cards for a result: three, or the one coordinator who marks the matrix."""
    return 1 if mapping_round.way == Way.COORDINATOR else MIN_LAYERS


def close_due_mapping_rounds(*, day: date) -> int:
    """Close the rounds whose last day lies before a day, as of that last day; return how many there were."""
    due = list(MappingRound.objects.due_on(day))
    for each in due:
        close_round(mapping_round=each, day=each.closes_on)
    return len(due)
