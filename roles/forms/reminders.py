"""Which reminders somebody wants."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from networks.forms.editing import OwnSeenMixin
from roles.models import ReminderKind

EXPLANATIONS: Mapping[ReminderKind, Promise] = {
    ReminderKind.WAITING: _("The same as on your own page: questions to you, signals, requests to answer."),
    ReminderKind.TERMS: _(
        "Your own, and those of the people whom you coach or answer for: two months ahead."
    ),
    ReminderKind.MANDATES: _(
        "Your own, and those of the people whom you coach or answer for: as long ahead as the network chose."
    ),
    ReminderKind.LOOK_BACKS: _("A role changed hands some time ago, and you agreed to look back on it."),
    ReminderKind.CHECK_INS: _("Once in a while: what do I add at this table?"),
}


class RemindersForm(OwnSeenMixin, forms.Form):
    """A box for each part of the weekly mail."""

    def __init__(self, *args: Any, refused: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        unwanted = set(refused)
        for kind in ReminderKind:
            self.fields[kind.value] = forms.BooleanField(
                label=capfirst(str(kind.label)),
                help_text=EXPLANATIONS[kind],
                required=False,
                widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
                initial=kind.value not in unwanted,
            )

    @property
    def boxes(self) -> list[forms.BoundField]:
        """The boxes, in order."""
        return [self[kind.value] for kind in ReminderKind]

    @property
    def kinds(self) -> list[ReminderKind]:
        """The kinds that were ticked."""
        return [kind for kind in ReminderKind if self.cleaned_data[kind.value]]
