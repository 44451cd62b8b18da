"""Swaps that it was agreed to look back on."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial

from django.db.models import Exists, OuterRef

from networks.models import Membership, Network
from roles.analysis.months import add_months
from roles.models import ReminderKind, SwapAnswer, SwapLookBack
from roles.moves import moves_at_hand
from roles.pages.tasks.swaps import ASKED_MONTHS
from roles.reminders.line import Line
from roles.swap_rules import State
from roles.texts.reminders import look_back_sentence


def look_back_lines(readers: Iterable[int], day: date) -> Iterator[tuple[int, Line]]:
    """Yield, with its reader, each swap that touched them and on which they have not looked back yet. Two queries.

    Only of running networks in which they still take part, and for as long as their own page asks.
    """
    here = {"network": OuterRef("swap__network"), "person": OuterRef("person")}
    said = SwapLookBack.objects.filter(swap=OuterRef("swap"), person=OuterRef("person"))
    due = SwapAnswer.objects.filter(
        ~Exists(said),
        Exists(Membership.objects.active_on(day).filter(**here)),
        person__in=set(readers),
        swap__state=State.CARRIED_OUT,
        swap__look_back_on__lte=day,
        swap__look_back_on__gt=add_months(day, -ASKED_MONTHS),
        swap__network__in=Network.objects.active_on(day),
    )
    swaps = due.select_related("swap__network").prefetch_related(moves_at_hand("swap__moves"))
    for answer in swaps.order_by("swap__look_back_on", "pk"):
        yield (
            answer.person_id,
            Line(
                ReminderKind.LOOK_BACKS,
                f"{answer.swap_id}",
                partial(look_back_sentence, answer.swap),
                answer.swap.get_absolute_url(),
            ),
        )
