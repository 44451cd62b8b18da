"""The editor of one cell of the role matrix."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from networks.forms.fields import DayField
from roles.services.assignments import Holding

YES, NO = "yes", "no"

MOTIVE_CHOICES = [
    ("O", gettext_lazy("O – for the organisation")),
    ("I", gettext_lazy("I – for the individual")),
    ("N", gettext_lazy("N – for the network")),
]


def fingerprint(holding: Holding | None) -> str:
    """Return what a form remembers of the state that it was made from."""
    return "" if holding is None else str(holding)


class AssignmentForm(forms.Form):
    """Whether a member holds a role, for whose sake, and since when.

    `motives_only` is for members: of their own role they say for whose sake they hold it, and nothing else.
    """

    holds = forms.ChoiceField(
        choices=[(YES, pgettext_lazy("holds the role", "Yes")), (NO, pgettext_lazy("holds the role", "No"))],
        widget=forms.RadioSelect,
    )
    motives = forms.MultipleChoiceField(
        label=gettext_lazy("For whose sake?"),
        choices=MOTIVE_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Tick as many as fit; none if nobody asked yet."),
    )
    since = DayField(label=gettext_lazy("Since"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    back = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        holding: Holding | None,
        role_name: str,
        today: date,
        motives_only: bool,
        **kwargs: Any,
    ) -> None:
        self.holding, self.motives_only = holding, motives_only
        super().__init__(*args, **kwargs)
        self.fields["holds"].label = _("Holds the role of %(role)s?") % {"role": role_name}
        self.fields["since"].help_text = self._about_since()
        self.initial = self._state(today) | self.initial
        if motives_only:
            del self.fields["holds"], self.fields["since"]
        self.helper = self._helper()

    def _state(self, today: date) -> dict[str, Any]:
        """What the fields show at first. A cell that is empty is opened to give the role: so say yes, today."""
        if self.holding is None:
            return {"holds": YES, "motives": [], "since": today, "seen": ""}
        return {
            "holds": YES,
            "motives": list(self.holding.motives),
            "since": self.holding.started_on if self.holding.start_known else None,
            "seen": fingerprint(self.holding),
        }

    def _about_since(self) -> str:
        if self.holding is None:
            return _("Leave it empty when nobody knows since when.")
        return _("Leave it empty when nobody knows since when. Who stops, stops today; the history stays.")

    def _helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True  # the template has the token already
        names = [name for name in ("holds", "motives", "since") if name in self.fields]
        helper.layout = Layout(*(Field(name) for name in names), "seen", "back")
        return helper

    def show_state_now(self, holding: Holding | None) -> None:
        """Make the next submit of this form count as decided with the present state in view."""
        self.data = self.data.copy()
        self.data["seen"] = fingerprint(holding)

    def wants(self, holding: Holding | None) -> bool:
        """Whether what was filled in is what is recorded already."""
        data = self.cleaned_data
        if data.get("holds") == NO:
            return holding is None
        if holding is None or set(data["motives"]) != set(holding.motives):
            return False
        return self.motives_only or data["since"] == (holding.started_on if holding.start_known else None)
