"""The parts of a profile: what somebody thinks of the roles, and of themselves."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from networks.forms.editing import OwnSeenMixin
from networks.forms.voices import wide
from roles.models import Competence, Role, RoleStance

STANCES = [
    (RoleStance.Stance.PREFERS.value, pgettext_lazy("my stance on a role", "Gladly")),
    (RoleStance.Stance.WILLING.value, pgettext_lazy("my stance on a role", "Willing")),
    (RoleStance.Stance.AVOIDS.value, pgettext_lazy("my stance on a role", "Rather not")),
    ("", pgettext_lazy("my stance on a role", "Not yet")),
]
SCORES = [*((str(score), str(score)) for score in range(1, 6)), ("", gettext_lazy("No answer"))]


class StancesForm(OwnSeenMixin, forms.Form):
    """What somebody thinks of taking up each role; a role that was not sent is left alone."""

    def __init__(self, *args: Any, roles: Iterable[Role], stances: Mapping[int, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.roles = list(roles)
        for role in self.roles:
            self.fields[role.slug] = forms.ChoiceField(
                label=role.name,
                choices=STANCES,
                widget=forms.RadioSelect,
                required=False,
                initial=stances.get(role.pk, ""),
            )

    @property
    def stances(self) -> dict[int, str]:
        """The answers by role."""
        sent = [role for role in self.roles if self.add_prefix(role.slug) in self.data]
        return {role.pk: self.cleaned_data[role.slug] for role in sent}


class SpontaneousRow(NamedTuple):
    """One role in the form below."""

    role: Role
    takes: forms.BoundField
    why: forms.BoundField


class SpontaneousForm(OwnSeenMixin, forms.Form):
    """Which roles somebody takes on of their own accord, and why."""

    def __init__(self, *args: Any, roles: Iterable[Role], reasons: Mapping[int, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.roles = list(roles)
        for role in self.roles:
            self.fields[f"takes-{role.slug}"] = forms.BooleanField(
                label=role.name, required=False, initial=role.pk in reasons
            )
            self.fields[f"why-{role.slug}"] = forms.CharField(
                label=_("%(role)s: why?") % {"role": role.name},
                max_length=1000,
                required=False,
                initial=reasons.get(role.pk, ""),
                widget=wide(2),
            )

    @property
    def rows(self) -> list[SpontaneousRow]:
        """Each role with its two fields."""
        return [
            SpontaneousRow(role, self[f"takes-{role.slug}"], self[f"why-{role.slug}"]) for role in self.roles
        ]

    @property
    def reasons(self) -> dict[int, str]:
        """Why, by role, for the roles that were ticked."""
        data = self.cleaned_data
        return {role.pk: data[f"why-{role.slug}"] for role in self.roles if data[f"takes-{role.slug}"]}


class TalentsForm(OwnSeenMixin, forms.Form):
    """What somebody is good at, in their own words."""

    talents = forms.CharField(
        label=gettext_lazy("What am I good at?"),
        max_length=2000,
        required=False,
        widget=wide(),
        help_text=gettext_lazy("What can people ask you for, at the table or outside it?"),
    )


class SelfAssessmentForm(OwnSeenMixin, forms.Form):
    """How good somebody thinks they are at each competence; one that was not sent is left alone."""

    def __init__(
        self, *args: Any, competences: Iterable[Competence], scores: Mapping[int, int], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.competences = list(competences)
        for competence in self.competences:
            self.fields[competence.slug] = forms.ChoiceField(
                label=competence.name,
                choices=SCORES,
                widget=forms.RadioSelect,
                required=False,
                initial=str(scores.get(competence.pk, "")),
            )

    @property
    def scores(self) -> dict[int, int | None]:
        """The scores by competence; None for no answer."""
        sent = [each for each in self.competences if self.add_prefix(each.slug) in self.data]
        return {each.pk: int(self.cleaned_data[each.slug] or 0) or None for each in sent}
