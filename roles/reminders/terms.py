"""Terms of roles that end, or ended without anybody saying so."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from collab.addresses import address
from roles.agreed_terms import ends_of_terms
from roles.analysis.months import add_days
from roles.models import ReminderKind, RoleAssignment
from roles.reminders.concerns import Concern
from roles.reminders.line import Line
from roles.texts.reminders import term_sentence

NOTICE_DAYS = 60  # time to ask around, and for a hand-over


def term_lines(
    concerns: Sequence[Concern], held: Mapping[int, Sequence[RoleAssignment]], day: date
) -> Iterator[tuple[int, Line]]:
    """Yield, with its reader, each term that ends within two months or has ended. Two queries.

    `held` are the roles held on the day, by membership. A coach who may not know of the network is told nothing.
    """
    ends = ends_of_terms([each for assignments in held.values() for each in assignments], day)
    last = add_days(day, NOTICE_DAYS)
    for concern in concerns:
        seat = concern.membership
        for assignment in held.get(seat.pk, ()) if concern.sees else ():
            end = ends.get(assignment.pk)
            if end is not None and end <= last:
                yield (
                    concern.reader,
                    Line(
                        ReminderKind.TERMS,
                        f"{seat.pk}-{assignment.role_id}-{end}",
                        partial(term_sentence, concern.part, seat, assignment.role, end, day),
                        address("network_role", seat.network.slug, assignment.role.slug),
                    ),
                )
