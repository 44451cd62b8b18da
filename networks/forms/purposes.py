"""What a network exists for, the rules it works by and what it reached, as they are filled in."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networks.clarity_words import CLARITY_WORDS
from networks.forms.editing import SeenMixin
from networks.forms.fields import DayField, ProseField
from networks.models import Network, PurposeClarity, SharedResult, WorkingRules
from networks.services.purposes import tidy_text
from networks.services.working_rules import rule_lines


class PurposeForm(SeenMixin):
    """The four parts of a purpose."""

    told = _(
        "Somebody else changed “%(field)s” while you were at it. It says now: “%(value)s”. "
        "What you wrote still stands here; save again to keep it."
    )

    question = ProseField(
        label=_("Which question does it exist for?"),
        required=False,
        help_text=_("One sentence that everyone at the table would put in the same words."),
    )
    goal = ProseField(label=_("What is the shared goal?"), required=False)
    in_scope = ProseField(label=_("What belongs to it?"), required=False)
    out_of_scope = ProseField(label=_("What does not belong to it?"), required=False)

    def clean(self) -> dict[str, Any]:
        for name, text in self.cleaned_data.items():
            if name in Network.PURPOSE_FIELDS:
                self.cleaned_data[name] = tidy_text(text)
        return super().clean()

    @property
    def texts(self) -> dict[str, str]:
        """The four texts, once the form holds."""
        return {name: self.cleaned_data[name] for name in Network.PURPOSE_FIELDS}


class ClarityForm(forms.Form):
    """How clear the purpose is to a member, and a word for it. It says which version was read."""

    score = forms.TypedChoiceField(
        label=_("How clear is this to you?"),
        coerce=int,
        choices=list(CLARITY_WORDS.items()),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the five."),
            "invalid_choice": _("Choose one of the five."),
        },
    )
    word = forms.CharField(
        label=_("In a word"), required=False, max_length=PurposeClarity._meta.get_field("word").max_length
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class RulesForm(SeenMixin, forms.Form):
    """The rules that a network works by, one a line."""

    told = PurposeForm.told

    text = forms.CharField(
        label=_("The rules, one a line"),
        max_length=WorkingRules._meta.get_field("text").max_length,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Five short ones are remembered, fifteen are not."),
        error_messages={"required": _("Write at least one rule.")},
    )

    def clean_text(self) -> str:
        rules = "\n".join(rule_lines(self.cleaned_data["text"]))
        if not rules:
            raise forms.ValidationError(self.fields["text"].error_messages["required"])
        return rules


class ResultForm(forms.Form):
    """Something that was reached, and when."""

    text = forms.CharField(
        label=_("What did you reach together?"),
        max_length=SharedResult._meta.get_field("text").max_length,
        help_text=_("In one sentence, as you would tell it to somebody who was not there."),
    )
    reached_on = DayField(label=_("When?"), initial=timezone.localdate)

    def clean_reached_on(self) -> date:
        """Refuse a day to come."""
        day = self.cleaned_data["reached_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. A result is something that is there."))
        return day
