"""The form with which a network begins."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networks.forms.fields import DayField, OrganisationField
from networks.models import Network, Organisation, User
from networks.services.networks import Founder


class NetworkForm(forms.ModelForm):
    """What a network is about, and for whom its founder takes part."""

    class Part:
        ORGANISATION = "organisation"
        OWN_NAME = "own"
        NONE = "none"

    started_on = DayField(label=_("Begun on"), initial=timezone.localdate)
    part = forms.ChoiceField(label=_("For whom do you take part?"), widget=forms.RadioSelect)
    organisation = OrganisationField(
        required=False, help_text=_("Choose an organisation that is known already, or write a new name.")
    )

    class Meta:
        model = Network
        fields = ("name", *Network.PURPOSE_FIELDS, "phase", "parent", "started_on")
        widgets = {field: forms.Textarea(attrs={"rows": 2}) for field in Network.PURPOSE_FIELDS}
        labels = {
            "name": _("Name"),
            "question": _("Which question does it exist for?"),
            "goal": _("What is the shared goal?"),
            "in_scope": _("What belongs to it?"),
            "out_of_scope": _("What does not belong to it?"),
            "phase": _("Phase"),
            "parent": _("Part of"),
        }
        help_texts = {
            "question": _("One sentence that everyone at the table would put in the same words."),
            "phase": _("Without a phase a network counts as carrying out its plans."),
            "parent": _("A larger network that you coordinate, if this one sits inside it."),
        }

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.person = user.person_or_none
        self.fields["phase"].choices = [("", _("Not recorded")), *Network.Phase.choices]
        self.fields["parent"].queryset = Network.objects.coordinated_by(user)
        self.fields["parent"].empty_label = _("No larger network")
        self.fields["organisation"].widget.suggestions = Organisation.objects.visible_to(user).values_list(
            "name", flat=True
        )
        self._ask_for_part(user)
        self.order_fields(["name", "question", "part", "organisation", "started_on"])

    def _ask_for_part(self, user: User) -> None:
        choices = []
        if self.person is not None:
            choices += [
                (self.Part.ORGANISATION, _("for an organisation")),
                (self.Part.OWN_NAME, _("in my own name")),
            ]
        if user.is_superuser:
            choices.append((self.Part.NONE, _("I do not take part")))
        self.fields["part"].choices = choices
        self.fields["part"].initial = choices[0][0]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("part") == self.Part.ORGANISATION and not cleaned.get("organisation"):
            self.add_error("organisation", _("Write the name of the organisation for which you take part."))
        return cleaned

    @property
    def purpose(self) -> dict[str, str]:
        """The four answers to what the network is for."""
        return {field: self.cleaned_data[field] for field in Network.PURPOSE_FIELDS}

    @property
    def founder(self) -> Founder | None:
        """Who begins the network, and for whom; None for an administrator who takes no part."""
        part = self.cleaned_data["part"]
        if part == self.Part.NONE or self.person is None:
            return None
        return Founder(
            self.person, self.cleaned_data["organisation"] if part == self.Part.ORGANISATION else ""
        )
