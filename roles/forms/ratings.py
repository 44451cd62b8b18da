"""Asking colleagues how they see somebody, and answering when asked."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from networks.forms.fields import DayField
from networks.models import Membership, Person
from roles.models import Competence

USUAL_DAYS = 14
CANNOT_SAY = "-"
SCORES = [
    ("1", pgettext_lazy("lowest score", "1: hardly")),
    ("2", "2"),
    ("3", "3"),
    ("4", "4"),
    ("5", pgettext_lazy("highest score", "5: very well")),
    (CANNOT_SAY, gettext_lazy("I cannot say")),
]


class AskForm(forms.Form):
    """Which colleagues are asked, and until when."""

    everybody = forms.BooleanField(required=False)
    colleagues = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Which colleagues?"),
        coerce=int,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose from the members of this network.")},
    )
    closes_on = DayField(
        label=gettext_lazy("Until when can they answer?"),
        help_text=gettext_lazy(
            "That day included; two months at most. It closes earlier when all have responded."
        ),
    )

    def __init__(self, *args: Any, members: Iterable[Membership], today: date, **options: Any) -> None:
        options["initial"] = {"closes_on": today + timedelta(days=USUAL_DAYS)}
        super().__init__(*args, **options)
        self.members = list(members)
        self.fields["colleagues"].choices = [(each.pk, each.person.name) for each in self.members]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned["everybody"] and not cleaned["colleagues"]:
            self.add_error("colleagues", _("Choose at least three colleagues, or everybody."))
        return cleaned

    @property
    def raters(self) -> list[Person]:
        """Who is asked."""
        chosen = set(self.cleaned_data["colleagues"])
        return [each.person for each in self.members if self.cleaned_data["everybody"] or each.pk in chosen]

    @property
    def parties(self) -> list[tuple[str, list[tuple[Membership, bool]]]]:
        """The colleagues by organisation, each with whether they are ticked; last those in their own name."""
        ticked = {str(each) for each in self["colleagues"].value() or ()}
        parties: dict[str, list[tuple[Membership, bool]]] = {}
        for each in self.members:
            name = each.organisation.name if each.organisation else ""
            parties.setdefault(name, []).append((each, str(each.pk) in ticked))
        return sorted(parties.items(), key=lambda party: (not party[0], party[0]))


class AnswerForm(forms.Form):
    """How a colleague sees somebody: a score for each competence, or that they cannot say."""

    def __init__(
        self, *args: Any, competences: Iterable[Competence], given: Mapping[int, int] | None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.competences = list(competences)
        for competence in self.competences:
            self.fields[self._name(competence)] = forms.ChoiceField(
                label=competence.name,
                help_text=competence.description,
                choices=SCORES,
                widget=forms.RadioSelect,
                initial=None if given is None else str(given.get(competence.pk, CANNOT_SAY)),
                error_messages={
                    "required": _("Choose a number, or “I cannot say”."),
                    "invalid_choice": _("Choose a number from 1 to 5, or “I cannot say”."),
                },
            )

    @staticmethod
    def _name(competence: Competence) -> str:
        return f"competence-{competence.pk}"

    @property
    def roles(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The questions, by the role to which the competences belong."""
        roles: dict[str, list[forms.BoundField]] = {}
        for competence in self.competences:
            roles.setdefault(competence.role.name, []).append(self[self._name(competence)])
        yield from roles.items()

    @property
    def scores(self) -> dict[int, int]:
        """The scores, by the competence's key; what they cannot judge is left out."""
        answers = {each.pk: self.cleaned_data[self._name(each)] for each in self.competences}
        return {key: int(answer) for key, answer in answers.items() if answer != CANNOT_SAY}
