"""Describing a scenario, playing a step in it, sharing it, and proposing what it comes to."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from networks.forms.editing import OwnSeenMixin
from networks.forms.fields import DayField, ProseField
from networks.models import Membership, Person
from roles.analysis.months import add_months
from roles.models import Role
from roles.services.swaps import LOOK_BACK_MONTHS

DAYS_AHEAD = 14
PLACES = {"role": "role", "giver": "from", "receiver": "to"}  # of add_step's errors


class ScenarioForm(OwnSeenMixin):
    """What a scenario is called and about."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("Something by which you know it again: “A cockpit of three”."),
        error_messages={"required": _("Give it a name, so that you find it again.")},
    )
    note = ProseField(
        label=_("What is it about?"),
        required=False,
        rows=4,
        help_text=_(
            "What do you want to try out, and why? Only you see this, and those with whom you share it."
        ),
    )


class StepForm(forms.Form):
    """A role, from whom, to whom; nobody on one side is a way too."""

    def __init__(
        self, *args: Any, roles: Mapping[str, Role], seats: Mapping[int, Membership], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.roles, self.seats = roles, seats
        people = [(key, seat.person.name) for key, seat in seats.items()]
        self.fields["role"] = forms.ChoiceField(
            label=_("Which role?"),
            choices=[("", _("Choose a role")), *((slug, role.name) for slug, role in roles.items())],
            error_messages={
                "required": _("Choose a role first."),
                "invalid_choice": _("This role does not exist here. Choose one of the list."),
            },
        )
        self.fields["from"] = self._person(_("From whom?"), _("nobody: it is taken up or shared"), people)
        self.fields["to"] = self._person(_("To whom?"), _("nobody: it is laid down"), people)

    @staticmethod
    def _person(label: Any, nobody: Any, people: list[tuple[int, str]]) -> forms.TypedChoiceField:
        return forms.TypedChoiceField(
            label=label,
            choices=[("", nobody), *people],
            coerce=int,
            empty_value=None,
            required=False,
            error_messages={"invalid_choice": _("Choose somebody who takes part in this network now.")},
        )

    @property
    def step(self) -> dict[str, Any]:
        """What `add_step` asks for."""
        return {
            "role": self.roles[self.cleaned_data["role"]],
            "giver": self.seats.get(self.cleaned_data["from"]),
            "receiver": self.seats.get(self.cleaned_data["to"]),
        }

    def refuse(self, error: ValidationError) -> None:
        """Say what the deed says is wrong, where it is wrong."""
        if hasattr(error, "error_dict"):
            for place, errors in error.error_dict.items():
                self.add_error(PLACES[place], errors)
        else:
            self.add_error(None, error)

    @property
    def sentences(self) -> list[str]:
        """All that is wrong, for a reader who sees the board and not the fields."""
        return [str(each) for errors in self.errors.values() for each in errors]


class ShareForm(forms.Form):
    """Which members may look at a scenario."""

    people = forms.TypedMultipleChoiceField(
        label=_("Who may look at it?"),
        coerce=int,
        required=False,
        error_messages={"invalid_choice": _("Choose from the members of this network who have an account.")},
    )

    def __init__(
        self, *args: Any, members: Iterable[Membership], shared: Iterable[int], **options: Any
    ) -> None:
        options["initial"] = {"people": list(shared)}
        super().__init__(*args, **options)
        self.members = list(members)
        self.fields["people"].choices = [(each.person_id, each.person.name) for each in self.members]

    @property
    def chosen(self) -> list[Person]:
        """With whom it is shared."""
        wanted = set(self.cleaned_data["people"])
        return [each.person for each in self.members if each.person_id in wanted]

    @property
    def rows(self) -> list[tuple[Membership, bool]]:
        """The members, each with whether they are ticked."""
        ticked = {str(each) for each in self["people"].value() or ()}
        return [(each, str(each.person_id) in ticked) for each in self.members]


class ProposalForm(forms.Form):
    """Why and when moves are proposed; not ticked, these are left for another time."""

    wanted = forms.BooleanField(label=_("Propose this"), required=False, initial=True)
    reason = ProseField(
        label=_("Why?"),
        required=False,
        help_text=_("Those whom it touches read this before they say yes or no."),
    )
    planned_on = DayField(label=_("From when on?"), required=False)
    look_back_on = DayField(
        label=_("When do you look back?"),
        required=False,
        help_text=_("Those whom it touches are then asked what it brought."),
    )

    def __init__(self, *args: Any, today: date, reason: str, **options: Any) -> None:
        planned = today + timedelta(days=DAYS_AHEAD)
        options["initial"] = {
            "reason": reason,
            "planned_on": planned,
            "look_back_on": add_months(planned, LOOK_BACK_MONTHS),
        }
        super().__init__(*args, **options)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("wanted"):
            for name, sentence in self.asked.items():
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return cleaned

    asked: Mapping[str, Any] = {
        "reason": _("Say why, so that the others can say yes."),
        "planned_on": _("Choose the day from which on it would be so."),
        "look_back_on": _("Choose a day on which you look back together."),
    }
