"""A proposal while it is being written: its moves held against each other and against who holds what."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networks.models import Membership
from roles.forms.swaps import MoveForm, PlanForm
from roles.models import Role
from roles.moves import PlannedMove, kind_of
from roles.pages.swap_board import SwapBoard
from roles.services.swaps import SwapPlan
from roles.texts.base import inside_sentence, listed

MOST_MOVES = 10
Row = Mapping[str, str]


class SwapDraft:
    """The rows of moves and the plan, as they were opened, typed or sent."""

    def __init__(self, board: SwapBoard, today: date, *, first: Sequence[Role] = ()) -> None:
        self.board, self.today, self.first = board, today, first
        self.rows: list[MoveForm] = []
        self.plan_form = PlanForm(today=today, prefix="plan")
        self.moves: list[PlannedMove] = []

    def open(self, rows: Sequence[Row], plan: Mapping[str, Any]) -> "SwapDraft":
        """Show these rows and this plan, without looking whether they hold."""
        self.rows = [self._row(number, initial=row) for number, row in enumerate(rows)]
        self.plan_form = PlanForm(today=self.today, prefix="plan", initial=plan)
        return self

    def send(self, data: QueryDict) -> "SwapDraft":
        """Take what was sent; `is_valid` says whether it holds."""
        count = len(typed_rows(data))
        forms = [self._row(number, data=data) for number in range(count)]
        filled = [form for form in forms if not form.is_blank]
        self.rows = filled or forms[:1]
        self.plan_form = PlanForm(data, today=self.today, prefix="plan")
        return self

    def is_valid(self) -> bool:
        """Whether rows and plan hold; everything that does not is said at its field."""
        answers = [form.is_valid() for form in (*self.rows, self.plan_form)]
        if all(form.is_valid() for form in self.rows):
            self.moves = self._plan_moves()
        return all(answers) and not any(form.errors for form in self.rows)

    @property
    def plan(self) -> SwapPlan:
        """What is proposed, once it is valid."""
        chosen = self.plan_form.cleaned_data
        return SwapPlan(
            moves=self.moves,
            reason=chosen["reason"],
            planned_on=chosen["planned_on"],
            look_back_on=self.plan_form.look_back_on,
            by_itself=chosen["by_itself"],
        )

    @property
    def sent(self) -> list[tuple[str, str]]:
        """What was sent, as the names and values of hidden fields."""
        fields = [form[name] for form in (*self.rows, self.plan_form) for name in form.fields]
        return [("rows", str(len(self.rows))), *((field.html_name, field.value() or "") for field in fields)]

    def _row(self, number: int, **options: Any) -> MoveForm:
        return MoveForm(prefix=f"move-{number}", board=self.board, first=self.first, **options)

    def _plan_moves(self) -> list[PlannedMove]:
        """Go through the moves one after another, each after what the ones before it changed."""
        held = set(self.board.held)
        moves = []
        for form in self.rows:
            role, giver, receiver = form.chosen_role, form.giver_seat, form.receiver_seat
            has_holder = any(key == role.pk for _seat, key in held)
            self._refuse_holdings(form, held)
            for name, seat in (("giver", giver), ("receiver", receiver)):
                if seat is not None:
                    self._refuse_seat(form, name, seat)
            kind = kind_of(giver=giver, receiver=receiver, held=has_holder)
            moves.append(PlannedMove(kind, role, giver, receiver))
            if giver is not None:
                held.discard((giver.pk, role.pk))
            if receiver is not None:
                held.add((receiver.pk, role.pk))
        return moves

    def _refuse_holdings(self, form: MoveForm, held: set[tuple[int, int]]) -> None:
        role, giver, receiver = form.chosen_role, form.giver_seat, form.receiver_seat
        words = {"role": inside_sentence(role.name)}
        if giver is not None and (giver.pk, role.pk) in self.board.held - held:
            form.add_error(
                "giver",
                _("%(name)s lays this role down already, in a move above.") % {"name": giver.person.name},
            )
        elif giver is not None and (giver.pk, role.pk) not in held:
            holders = [each.person.name for each in self.board.holders_of(role)]
            text = (
                _("%(name)s is not %(role)s; that is %(holders)s.")
                if holders
                else _("%(name)s is not %(role)s, and nobody else is. Choose nobody here.")
            )
            names = listed(holders, _("%(first)s and %(last)s"))
            form.add_error("giver", text % (words | {"name": giver.person.name, "holders": names}))
        if receiver is not None and (receiver.pk, role.pk) in held:
            text = _("%(name)s is %(role)s already. Choose somebody else.")
            form.add_error("receiver", text % (words | {"name": receiver.person.name}))

    def _refuse_seat(self, form: MoveForm, name: str, seat: Membership) -> None:
        """Refuse whoever does not take part on the day on which it is to happen."""
        day = getattr(self.plan_form, "cleaned_data", {}).get("planned_on")
        if day is None:
            return
        who = seat.person.name
        if seat.joined_on > day:
            text = _("%(name)s takes part from %(day)s on. Choose that day or a later one, or somebody else.")
            form.add_error(name, text % {"name": who, "day": date_format(seat.joined_on, "j F Y")})
        elif seat.left_on is not None and seat.left_on <= day:
            text = _("%(name)s leaves this network on %(day)s. Choose an earlier day, or somebody else.")
            form.add_error(name, text % {"name": who, "day": date_format(seat.left_on, "j F Y")})


def typed_rows(data: QueryDict) -> list[dict[str, str]]:
    """Return the rows of moves as they were typed; at least one."""
    count = data.get("rows", "")
    counts = count.isascii() and count.isdigit() and len(count) < 4
    number = min(max(int(count), 1), MOST_MOVES) if counts else 1
    names = ("role", "giver", "receiver")
    return [{name: data.get(f"move-{place}-{name}", "") for name in names} for place in range(number)]


def typed_plan(data: QueryDict) -> dict[str, str]:
    """Return why and when, as it was typed."""
    return {name: data.get(f"plan-{name}", "") for name in PlanForm.base_fields}
