"""The proposals of a network, and what became of them: what waits for whom first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from collab.text import fold
from networks.models import Network, User
from roles.catalogue_names import CatalogueNames
from roles.models import RoleSwap, SwapAnswer, SwapMove
from roles.moves import PlannedMove
from roles.pages.swap_lines import MoveLine, Tints, move_lines, person_tints, swap_title
from roles.pages.swap_standing import TAGS
from roles.swap_rules import OPEN, Answer, State
from roles.texts.swap_states import names_of


@dataclass(frozen=True, slots=True)
class SwapRow:
    """A swap in a list."""

    swap: RoleSwap
    lines: Sequence[MoveLine]
    state: State
    label: str | Promise
    tag: str
    waits_for: str  # the names of those who have not answered, or of who objects
    is_mine: bool  # whether it waits for the reader

    @property
    def title(self) -> str:
        """What it comes to."""
        return swap_title(self.lines)


class SwapGroup(NamedTuple):
    """The swaps that stand alike."""

    key: str
    heading: str
    rows: list[SwapRow]


def with_all(swaps: QuerySet[RoleSwap]) -> QuerySet[RoleSwap]:
    """Return swaps with what a list shows of them at hand."""
    moves = SwapMove.objects.select_related("role__cluster", "giver__person", "receiver__person")
    answers = SwapAnswer.objects.select_related("person").order_by("person__name_key")
    return swaps.select_related("proposed_by").prefetch_related(
        Prefetch("moves", moves.order_by("position")), Prefetch("answers", answers)
    )


def matching(swaps: QuerySet[RoleSwap], query: str, names: CatalogueNames) -> QuerySet[RoleSwap]:
    """Return the swaps in which somebody or a role bears such a name."""
    wanted = fold(query)
    if not wanted:
        return swaps
    roles = [role.pk for role in names.roles.values() if wanted in fold(role.name)]
    moves = SwapMove.objects.filter(
        Q(giver__person__name_key__contains=wanted)
        | Q(receiver__person__name_key__contains=wanted)
        | Q(role__in=roles)
    )
    return swaps.filter(Q(pk__in=moves.values("swap")) | Q(proposed_by__name_key__contains=wanted))


def count_states(swaps: QuerySet[RoleSwap]) -> dict[State, int]:
    """Return how many swaps stand in each state. One query."""
    counted = dict(swaps.order_by().values_list("state").annotate(Count("pk")))
    return {state: counted[state] for state in State if counted.get(state)}


def _row(swap: RoleSwap, tints: Tints, person: int | None) -> SwapRow:
    state = State(swap.state)
    answers = list(swap.answers.all())
    wanted = {State.PROPOSED: Answer.WAITING, State.OBJECTED: Answer.OBJECTS}.get(state)
    mine = any(each.person_id == person and each.answer == Answer.WAITING for each in answers)
    return SwapRow(
        swap=swap,
        lines=move_lines([PlannedMove.of(move) for move in swap.moves.all()], tints),
        state=state,
        label=state.label,
        tag=TAGS[state],
        waits_for=names_of([each.person.name for each in answers if each.answer == wanted]),
        is_mine=state in OPEN and mine,
    )


def open_groups(rows: Sequence[SwapRow]) -> list[SwapGroup]:
    """Return open swaps by what they wait for, those that wait for the reader first; empty groups are left out."""
    groups = [
        SwapGroup("mine", _("Waits for your answer"), [row for row in rows if row.is_mine]),
        SwapGroup("objected", _("Somebody objects"), _in(rows, State.OBJECTED)),
        SwapGroup("agreed", _("Everybody consents"), _in(rows, State.AGREED)),
        SwapGroup("others", _("Waits for others"), _in(rows, State.PROPOSED)),
    ]
    return [group for group in groups if group.rows]


def _in(rows: Sequence[SwapRow], state: State) -> list[SwapRow]:
    return [row for row in rows if row.state is state and not row.is_mine]


def read_rows(swaps: Iterable[RoleSwap], network: Network, user: User, day: date) -> list[SwapRow]:
    """Return swaps in words, with their colours. One query besides the swaps' own."""
    person = user.person_or_none
    tints = person_tints(network, day)
    return [_row(swap, tints, person.pk if person else None) for swap in swaps]
