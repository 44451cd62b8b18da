"""The form with which a suggestion is proposed: which of its moves, and why and when."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy

from roles.analysis.suggestions import SuggestedMove
from roles.forms.swaps import PlanForm
from roles.pages.suggestions import Group
from roles.services.swaps import SwapPlan

HOURS_VALID = 24


class ProposeForm(PlanForm):
    """Which groups of moves are proposed, each as a proposal of its own."""

    groups = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Which moves do you propose?"),
        coerce=int,
        error_messages={
            "required": gettext_lazy("Choose at least one."),
            "invalid_choice": gettext_lazy("Choose from the moves in this list."),
        },
    )

    def __init__(self, *args: Any, choices: Sequence[Group], **options: Any) -> None:
        super().__init__(*args, **options)
        self.open_groups = [each for each in choices if each.proposed is None]
        self.fields["groups"].choices = [(each.number, each.words) for each in self.open_groups]

    @property
    def ticked(self) -> list[tuple[Group, bool]]:
        """The groups, each with whether it is ticked; at first they all are."""
        chosen = {str(each) for each in self["groups"].value() or ()} if self.is_bound else None
        return [(each, chosen is None or str(each.number) in chosen) for each in self.open_groups]

    @property
    def plans(self) -> list[SwapPlan]:
        """What is proposed."""
        said = self.cleaned_data
        return [
            SwapPlan(each.moves, said["reason"], said["planned_on"], self.look_back_on, said["by_itself"])
            for each in self.open_groups
            if each.number in said["groups"]
        ]


def sign_moves(network: int, moves: Sequence[SuggestedMove]) -> str:
    """Write moves so that they come back as they went out."""
    return signing.dumps([list(each) for each in moves], salt=f"suggestion-{network}")


def read_moves(network: int, text: str) -> list[SuggestedMove] | None:
    """Read moves again; None when they were forged, were of another network, or are a day old."""
    try:
        rows = signing.loads(text, salt=f"suggestion-{network}", max_age=HOURS_VALID * 3600)
    except signing.BadSignature:
        return None
    return [SuggestedMove(*row) for row in rows]
