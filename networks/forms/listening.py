"""The forms in which members say what they understood of each other, and answer it."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networks.forms.voices import wide
from networks.listening_rules import Answer
from networks.models import ListeningNote

LONGEST = 1000


class NoteForm(forms.Form):
    """What I understood of somebody: three questions, of which any may be skipped."""

    background = forms.CharField(widget=wide(5), max_length=LONGEST, required=False)
    interests = forms.CharField(widget=wide(5), max_length=LONGEST, required=False)
    drives = forms.CharField(widget=wide(5), max_length=LONGEST, required=False)

    def __init__(self, *args: Any, name: str, note: ListeningNote | None = None, **options: Any) -> None:
        if note is not None:
            options["initial"] = {field: getattr(note, field) for field in ListeningNote.TEXTS}
        super().__init__(*args, **options)
        for field, (label, hint) in self._questions(name).items():
            self.fields[field].label, self.fields[field].help_text = label, hint

    @staticmethod
    def _questions(name: str) -> dict[str, tuple[str, str]]:
        """Return what is asked about each, and what one may think of."""
        return {
            "background": (
                _("What did you hear of the road that %(name)s has come?") % {"name": name},
                _(
                    "Work, training, the place somebody comes from: what made them who they are at this table."
                ),
            ),
            "interests": (
                _("What is at stake for %(name)s?") % {"name": name},
                _("For themselves, for their team or for the organisation behind them."),
            ),
            "drives": (
                _("What makes %(name)s want to do this together?") % {"name": name},
                _("What lies behind the words: what gives energy, what touches, what must never be lost."),
            ),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.get(name) for name in ListeningNote.TEXTS):
            raise forms.ValidationError(_("Write something down for one of the three at least."))
        return cleaned

    @property
    def texts(self) -> dict[str, str]:
        """The three texts."""
        return {name: self.cleaned_data[name] for name in ListeningNote.TEXTS}


class AnswerForm(forms.Form):
    """Whether I recognise myself; `mark` says which text I read."""

    ANSWERS: ClassVar = [
        (Answer.RECOGNISED.value, gettext_lazy("Yes, that is me")),
        (Answer.NEARLY.value, gettext_lazy("Nearly")),
        (Answer.NOT.value, gettext_lazy("No, not really")),
    ]

    answer = forms.ChoiceField(
        label=gettext_lazy("Do you recognise yourself in it?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the three answers.")},
    )
    correction = forms.CharField(
        label=gettext_lazy("What would you put differently?"),
        widget=wide(),
        max_length=LONGEST,
        required=False,
    )
    mark = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if (
            cleaned.get("answer") == Answer.NEARLY
            and not cleaned.get("correction")
            and "correction" not in self.errors
        ):
            self.add_error("correction", _("Say in a sentence what is not quite right yet."))
        return cleaned


class OfferForm(forms.Form):
    """What whom a note is about adds when sharing it."""

    offer = forms.CharField(label=gettext_lazy("What I can offer"), max_length=200, required=False)
    need = forms.CharField(label=gettext_lazy("What I need"), max_length=200, required=False)
