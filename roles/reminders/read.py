"""Everything that some people can be reminded of on a day, but for what waits on their own page."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain

from networks.models import Person
from roles.models import ReminderKind, RoleAssignment
from roles.reminders.check_ins import check_in_lines
from roles.reminders.concerns import Concern, read_concerns
from roles.reminders.line import Line
from roles.reminders.look_backs import look_back_lines
from roles.reminders.mandates import mandate_lines
from roles.reminders.terms import term_lines

FOR_ACCOUNTS = frozenset({ReminderKind.LOOK_BACKS, ReminderKind.CHECK_INS})  # they ask to fill in something


def read_lines(readers: Mapping[int, Person], day: date) -> dict[int, list[Line]]:
    """Return what there is for each of these people, by key, the first to end first among those of a kind.

    Twelve queries at most, whatever the number of people.
    """
    concerns = read_concerns(readers, day)
    held = _held(concerns, day)
    found: dict[int, list[Line]] = {key: [] for key in readers}
    for key, line in chain(
        term_lines(concerns, held, day),
        mandate_lines(concerns, day),
        look_back_lines(readers, day),
        check_in_lines(concerns, day),
    ):
        if line.kind not in FOR_ACCOUNTS or readers[key].user_id is not None:
            found[key].append(line)
    return found


def _held(concerns: Iterable[Concern], day: date) -> dict[int, list[RoleAssignment]]:
    """Return the roles that members hold on a day, by membership, with role and membership at hand. One query."""
    seats = {each.membership.pk: each.membership for each in concerns}
    active = RoleAssignment.objects.active_on(day).filter(membership__in=seats.keys())
    held: dict[int, list[RoleAssignment]] = {}
    for each in active.select_related("role").order_by("role__position", "pk"):
        each.membership = seats[each.membership_id]
        held.setdefault(each.membership_id, []).append(each)
    return held
