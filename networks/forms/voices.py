"""The forms in which members speak for themselves, and stewards for their organisation."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from networks.forms.editing import SeenMixin
from networks.forms.fields import DayField
from networks.models import CollaborationPolicy, Engagement, Membership
from networks.policy_questions import POLICY_HINTS


def wide(rows: int = 3) -> forms.Textarea:
    """Return a field for a few sentences."""
    return forms.Textarea(attrs={"rows": rows})


class VoiceForm(SeenMixin, forms.ModelForm):
    """What a member wants from a network."""

    class Meta:
        model = Membership
        fields = Membership.VOICE_FIELDS
        widgets = {field: wide() for field in Membership.VOICE_FIELDS}
        labels = {
            "interests": _("My interests"),
            "ambitions": _("My ambitions"),
            "expectations": _("My expectations"),
        }
        help_texts = {
            "interests": _("What is at stake here for you yourself?"),
            "ambitions": _("What would you like to bring about, or to learn?"),
            "expectations": _("What do you count on the others for?"),
        }


class BalanceForm(forms.Form):
    """How a member divides their attention over the three perspectives."""

    organisation = forms.IntegerField(label=_("My organisation"), min_value=0, max_value=100)
    individual = forms.IntegerField(label=_("Myself"), min_value=0, max_value=100)
    network = forms.IntegerField(label=_("The network"), min_value=0, max_value=100)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and (total := sum(cleaned.values())) != 100:
            raise forms.ValidationError(
                _("Together the three must make 100; now they make %(total)s."), params={"total": total}
            )
        return cleaned


class CheckInForm(forms.Form):
    """The question that a member answers now and then."""

    answer = forms.CharField(label=_("What is my added value at this table?"), widget=wide(), max_length=4000)


class StakeForm(SeenMixin, forms.ModelForm):
    """What is at stake for an organisation in one network."""

    class Meta:
        model = Engagement
        fields = ("stake",)
        widgets = {"stake": wide()}
        labels = {"stake": _("What is at stake for the organisation here?")}


class PolicyForm(SeenMixin, forms.ModelForm):
    """An organisation's answers to the five questions."""

    reviewed_on = DayField(
        label=_("Last reviewed on"),
        required=False,
        help_text=_("The day on which the organisation last looked at these answers."),
    )

    class Meta:
        model = CollaborationPolicy
        fields = (*CollaborationPolicy.QUESTIONS, "reviewed_on")
        widgets = {question: wide() for question in CollaborationPolicy.QUESTIONS}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for question in CollaborationPolicy.QUESTIONS:
            self.fields[question].widget.attrs["aria-describedby"] = f"hints-{question}"

    def clean_reviewed_on(self) -> date | None:
        """Refuse a day to come."""
        day = self.cleaned_data["reviewed_on"]
        if day is not None and day > timezone.localdate():
            raise forms.ValidationError(
                _("This day is still to come. Give the day on which you last looked.")
            )
        return day

    @property
    def questions(self) -> list[tuple[forms.BoundField, str, tuple[Promise, ...]]]:
        """The fields of the five questions, each with where its hints stand, and the hints."""
        return [(self[name], f"hints-{name}", POLICY_HINTS[name]) for name in CollaborationPolicy.QUESTIONS]

    @property
    def answers(self) -> dict[str, str]:
        """The five answers."""
        return {question: self.cleaned_data[question] for question in CollaborationPolicy.QUESTIONS}
