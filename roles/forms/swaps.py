"""The forms with which moves of roles are proposed, row by row, answered, talked about and looked back on."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from networks.forms.fields import DayField, ProseField
from networks.models import Membership
from roles.analysis.months import add_months
from roles.models import Role
from roles.pages.swap_board import SwapBoard
from roles.services.swaps import LATEST_MONTHS

DAYS_AHEAD = 7  # what is filled in: time to talk it over
LOOK_BACK_CHOICES = [
    ("1", gettext_lazy("after a month")),
    ("3", gettext_lazy("after three months")),
    ("6", gettext_lazy("after half a year")),
    ("12", gettext_lazy("after a year")),
]
NOT_A_MEMBER = gettext_lazy("Choose one of the members of this network.")


class MoveForm(forms.Form):
    """One role that moves: who lays it down and who takes it on; one of the two may be nobody."""

    role = forms.ChoiceField(
        label=gettext_lazy("Which role?"),
        error_messages={
            "required": gettext_lazy("Choose the role that moves."),
            "invalid_choice": gettext_lazy("Choose one of the roles in this list."),
        },
    )
    giver = forms.ChoiceField(
        label=gettext_lazy("Who lays it down?"),
        required=False,
        error_messages={"invalid_choice": NOT_A_MEMBER},
    )
    receiver = forms.ChoiceField(
        label=gettext_lazy("Who takes it on?"),
        required=False,
        error_messages={"invalid_choice": NOT_A_MEMBER},
    )

    def __init__(self, *args: Any, board: SwapBoard, first: Sequence[Role] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.board = board
        seats = board.seat_choices()
        self.fields["role"].choices = [("", _("Choose a role")), *board.role_choices(first)]
        self.fields["role"].widget.attrs["data-holders"] = json.dumps(board.holder_keys())
        self.fields["giver"].choices = [("", _("Nobody: somebody joins in")), *seats]
        self.fields["receiver"].choices = [("", _("Nobody: it is laid down")), *seats]

    @property
    def is_blank(self) -> bool:
        """Whether nothing was filled in."""
        return not any(self.data.get(self.add_prefix(name)) for name in self.fields)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        giver, receiver = self.giver_seat, self.receiver_seat
        if self.errors:
            return cleaned
        if giver is None and receiver is None:
            self.add_error("receiver", _("Say who lays the role down, who takes it on, or both."))
        elif giver is not None and receiver is not None and giver.person_id == receiver.person_id:
            self.add_error("receiver", _("This is the same person twice. Choose somebody else."))
        return cleaned

    @property
    def chosen_role(self) -> Role:
        """The role that moves."""
        return self.board.roles[self.cleaned_data["role"]]

    @property
    def giver_seat(self) -> Membership | None:
        """Who lays it down, if anybody."""
        return self._seat("giver")

    @property
    def receiver_seat(self) -> Membership | None:
        """Who takes it on, if anybody."""
        return self._seat("receiver")

    def _seat(self, name: str) -> Membership | None:
        key = self.cleaned_data.get(name)
        return self.board.seats[int(key)] if key else None


class PlanForm(forms.Form):
    """Why, when, by whom, and when to look back."""

    reason = ProseField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("A sentence or two. Everyone in the network can read it."),
        error_messages={"required": gettext_lazy("Say in a sentence why. The others will want to know.")},
    )
    planned_on = DayField(label=gettext_lazy("On which day?"))
    by_itself = forms.TypedChoiceField(
        label=gettext_lazy("Who carries it out?"),
        choices=[
            ("no", gettext_lazy("A coordinator, on that day or later")),
            ("yes", gettext_lazy("It happens by itself on that day, once everybody consents")),
        ],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        initial="no",
    )
    look_back = forms.TypedChoiceField(
        label=gettext_lazy("When do you look back together?"),
        choices=LOOK_BACK_CHOICES,
        coerce=int,
        initial="3",
        help_text=gettext_lazy("Everyone whom it touches is then asked what it brought."),
    )

    def __init__(
        self, *args: Any, today: date, initial: Mapping[str, Any] | None = None, **options: Any
    ) -> None:
        begins = {"planned_on": today + timedelta(days=DAYS_AHEAD)}
        super().__init__(*args, initial=begins | dict(initial or {}), **options)
        self.today = today

    def clean_planned_on(self) -> date:
        day: date = self.cleaned_data["planned_on"]
        if day < self.today:
            raise forms.ValidationError(_("This day is over. Choose today or a later day."))
        last = add_months(self.today, LATEST_MONTHS)
        if day > last:
            raise forms.ValidationError(
                _("That is far ahead. Choose a day before %(day)s.") % {"day": date_format(last, "j F Y")}
            )
        return day

    @property
    def look_back_on(self) -> date:
        """The day to look back on."""
        return add_months(self.cleaned_data["planned_on"], self.cleaned_data["look_back"])


class AnswerForm(forms.Form):
    """What somebody whom a proposal touches says of it."""

    text = ProseField(
        label=gettext_lazy("Do you want to add something?"),
        required=False,
        help_text=gettext_lazy("Needed only when you object: then say why."),
    )


class CommentForm(forms.Form):
    """Something to say about a proposal."""

    text = ProseField(
        label=gettext_lazy("What do you want to say?"),
        error_messages={"required": gettext_lazy("Write something first.")},
    )


class WithdrawForm(forms.Form):
    """Why a proposal is taken back."""

    text = ProseField(
        label=pgettext_lazy("a proposal", "Why do you take it back?"),
        required=False,
        help_text=gettext_lazy("Not needed, but kind to those who were asked."),
    )


class LookBackForm(forms.Form):
    """What a swap brought."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("How does it go now, compared with before?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose what fits best."),
            "invalid_choice": gettext_lazy("Choose one of the three."),
        },
    )
    brought = ProseField(
        label=gettext_lazy("What did it bring?"),
        required=False,
        help_text=gettext_lazy("Everyone in the network can read it, beside the role."),
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["verdict"].choices = choices
