"""What a mandate comes to, and which periods it cannot have."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, date, timedelta

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networks.models import Mandate, Membership, Person

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Terms:
    """From when until when, for how many hours a month, coached by whom, and the level of authority by topic."""

    starts_on: date
    ends_on: date
    hours_per_month: int | None = None
    coach: Person | None = None
    authority: Mapping[int, str] = field(default_factory=dict)


def written(day: date) -> str:
    """Return a day as it stands in a sentence."""
    return date_format(day, "j F Y")


def a_year_from(day: date) -> date:
    """Return the last day of a year that begins on a day, or the last day that can be written."""
    if day.year == MAXYEAR:
        return date.max
    try:
        return day.replace(year=day.year + 1) - ONE_DAY
    except ValueError:  # the 29th of February
        return day.replace(year=day.year + 1, day=28)


def _day_after(day: date) -> date:
    """Return the next day; after the last one that can be written there is none, so that one stays."""
    return day if day == date.max else day + ONE_DAY


def first_free_day(mandates: Iterable[Mandate], day: date) -> date:
    """Return the first day, from a day on, on which none of these mandates counts."""
    for mandate in sorted(mandates, key=lambda each: each.starts_on):
        if mandate.starts_on <= day <= mandate.last_day:
            day = _day_after(mandate.last_day)
    return day


def usual_period(membership: Membership, day: date) -> tuple[date, date]:
    """Return a year for a next mandate: from a day on, or after those that count then, while the member stays."""
    earliest = max(day, membership.joined_on)
    first = first_free_day(membership.mandates.counting_from(earliest), earliest)
    last = a_year_from(first)
    if membership.left_on is not None and first < membership.left_on <= last:
        last = membership.left_on - ONE_DAY
    return first, last


def refuse_period(
    *, membership: Membership, starts_on: date, ends_on: date, day: date, besides: Mandate | None = None
) -> None:
    """Raise ValidationError, at the field where it belongs, when a mandate cannot have this period.

    The member must still take part on `day` or later. It must not end before it begins nor be over on `day`, begin
    while the member takes part, and leave the days alone on which another granted mandate of this membership
    counts, `besides` excepted.
    """
    errors: dict[str, str] = {}
    if ends_on < starts_on:
        errors["ends_on"] = _("A mandate cannot end before it begins. Choose %(day)s or a later day.") % {
            "day": written(starts_on)
        }
    elif ends_on < day:
        errors["ends_on"] = _("By then the mandate would be over already. Choose today or a later day.")
    if outside := _outside_membership(membership, starts_on, day):
        errors["starts_on"] = outside
    if errors:
        raise ValidationError(errors)
    others = membership.mandates.counting_from(starts_on).exclude(pk=besides.pk if besides else None)
    _refuse_overlap(list(others.order_by("starts_on")), starts_on, ends_on)


def _outside_membership(membership: Membership, starts_on: date, day: date) -> str:
    """Say why a mandate of this membership cannot begin on a day, as things stand on `day`; nothing when it can."""
    name = membership.person.name
    if membership.left_on is not None and membership.left_on <= max(day, membership.joined_on):
        return _("%(name)s does not take part any more.") % {"name": name}
    if starts_on < membership.joined_on:
        return _("%(name)s takes part from %(day)s on. Choose that day or a later one.") % {
            "name": name,
            "day": written(membership.joined_on),
        }
    if membership.left_on is not None and starts_on >= membership.left_on:
        return _("%(name)s takes part until %(day)s. Choose an earlier day.") % {
            "name": name,
            "day": written(membership.left_on),
        }
    return ""


def _refuse_overlap(others: list[Mandate], starts_on: date, ends_on: date) -> None:
    other = next((each for each in others if each.starts_on <= ends_on), None)
    if other is None:
        return
    texts = {"first": written(other.starts_on), "last": written(other.last_day)}
    if other.starts_on <= starts_on:
        free = first_free_day(others, starts_on)
        sentence = _("From %(first)s to %(last)s another mandate counts. The first free day is %(free)s.")
        raise ValidationError({"starts_on": sentence % (texts | {"free": written(free)})})
    sentence = _(
        "From %(first)s to %(last)s another mandate counts. Let this one end on %(eve)s at the latest, or begin on "
        "%(free)s."
    )
    free = first_free_day(others, _day_after(other.last_day))
    texts |= {"eve": written(other.starts_on - ONE_DAY), "free": written(free)}
    raise ValidationError({"ends_on": sentence % texts})
