"""The forms in which members speak for themselves, and stewards for their organisation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from networks.forms.editing import SeenMixin
from networks.forms.fields import DayField
from networks.models import CollaborationPolicy, Engagement, Membership


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

    @property
    def answers(self) -> dict[str, str]:
        """The five answers."""
        return {question: self.cleaned_data[question] for question in CollaborationPolicy.QUESTIONS}
