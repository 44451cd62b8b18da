"""What waits because roles are to move: for an answer, a talk, somebody to carry it out, or a look back."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networks.models import Person
from roles.analysis.months import add_months
from roles.models import RoleSwap, SwapAnswer, SwapEvent, SwapLookBack
from roles.moves import moves_at_hand
from roles.pages.seats import OwnSeat
from roles.pages.tasks import Task
from roles.swap_rules import Answer, State
from roles.texts.swaps import moves_sentence

ASKED_MONTHS = 3  # so long does a look-back go on asking


def swap_tasks(person: Person, seats: Iterable[OwnSeat], day: date) -> Iterator[Task]:
    """What waits for somebody in the swaps of the networks in which they sit. Two queries at most."""
    own = list(seats)
    coordinated = {seat.network.pk for seat in own if seat.membership.is_coordinator}
    networks = {seat.network.pk: seat.network for seat in own}
    for swap in _waiting(person, list(networks), day):
        swap.network = networks[swap.network_id]
        yield from _tasks(swap, person, day, coordinates=swap.network_id in coordinated)


def _waiting(person: Person, networks: list[int], day: date) -> QuerySet[RoleSwap, Any]:
    """Return the swaps that may ask something of somebody, the first to happen first."""
    answer = SwapAnswer.objects.filter(swap=OuterRef("pk"), person=person).values("answer")
    said = SwapLookBack.objects.filter(swap=OuterRef("pk"), person=person)
    stalled = SwapEvent.objects.filter(swap=OuterRef("pk"), deed=SwapEvent.Deed.STALLED)
    due = Q(look_back_on__lte=day, look_back_on__gt=add_months(day, -ASKED_MONTHS))
    swaps = RoleSwap.objects.filter(network__in=networks).annotate(
        own_answer=Subquery(answer), has_looked_back=Exists(said), has_stalled=Exists(stalled)
    )
    return (
        swaps.filter(
            Q(state__in=[State.PROPOSED, State.OBJECTED], own_answer=Answer.WAITING)
            | Q(state=State.OBJECTED, proposed_by=person)
            | Q(state=State.AGREED, by_itself=False)
            | Q(due, state=State.CARRIED_OUT, own_answer__isnull=False, has_looked_back=False)
        )
        .select_related("proposed_by")
        .prefetch_related(moves_at_hand())
        .order_by("planned_on", "pk")
    )


def _tasks(swap: Any, person: Person, day: date, *, coordinates: bool) -> Iterator[Task]:
    words = {
        "moves": moves_sentence(swap),
        "proposer": swap.proposed_by.name if swap.proposed_by else "",
        "day": date_format(swap.carried_out_on or swap.planned_on, "j F Y"),
    }
    if swap.state in {State.PROPOSED, State.OBJECTED} and swap.own_answer == Answer.WAITING:
        sentence = (
            _("%(proposer)s has a proposal that touches you: %(moves)s.")
            if swap.proposed_by
            else _("A proposal touches you: %(moves)s.")
        )
        yield _task("warning", swap, sentence % words, _("Give your answer"))
    if swap.state == State.OBJECTED and swap.proposed_by_id == person.pk:
        sentence = _("Somebody objects to what you proposed: %(moves)s.")
        yield _task("warning", swap, sentence % words, _("See why"))
    if swap.state == State.AGREED and swap.has_stalled and (coordinates or swap.proposed_by_id == person.pk):
        sentence = _("This could not happen on %(day)s, though everybody agreed: %(moves)s.")
        yield _task("warning", swap, sentence % words, _("See what stands in the way"))
    elif swap.state == State.AGREED and coordinates and swap.planned_on <= day:
        yield _task("notice", swap, _("Everybody agrees: %(moves)s.") % words, _("Carry it out"))
    if swap.state == State.CARRIED_OUT:
        sentence = _("What did it bring that roles moved on %(day)s? %(moves)s.")
        yield _task("notice", swap, sentence % words, _("Look back"))


def _task(severity: str, swap: RoleSwap, sentence: str, button: str) -> Task:
    return Task(severity, swap.network.name, sentence, button, swap.get_absolute_url())
