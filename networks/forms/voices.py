"""The forms in which members speak for themselves, and stewards for their organisation."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from networks.forms.editing import OwnSeenMixin, SeenMixin
from networks.forms.fields import DayField
from networks.models import BalanceReading, CollaborationPolicy, Engagement, Membership
from networks.policy_questions import POLICY_HINTS


def wide(rows: int = 3) -> forms.Textarea:
    """Return a field for a few sentences."""
    return forms.Textarea(attrs={"rows": rows})


class VoiceForm(OwnSeenMixin, forms.ModelForm):
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


class BalanceForm(OwnSeenMixin, forms.Form):
    """How a member divides their attention over the three perspectives.

    `may_stay` is for a page with other questions too: three fields as they were, or empty, ask for no new reading
    unless `again` is ticked. Who is there in their own name looks at the organisations around the table.
    """

    SHARES: ClassVar[tuple[str, ...]] = ("organisation", "individual", "network")

    organisation = forms.IntegerField(label=_("My organisation"), min_value=0, max_value=100)
    individual = forms.IntegerField(label=_("Myself"), min_value=0, max_value=100)
    network = forms.IntegerField(label=_("The network"), min_value=0, max_value=100)
    again = forms.BooleanField(label=_("This still holds: note it again, with today's date"), required=False)

    def __init__(
        self,
        *args: Any,
        last: BalanceReading | None = None,
        may_stay: bool = False,
        in_own_name: bool = False,
        **options: Any,
    ) -> None:
        self.last, self.may_stay = last, may_stay
        if last is not None:
            options["initial"] = {name: getattr(last, f"{name}_share") for name in self.SHARES}
        super().__init__(*args, **options)
        if last is None or not may_stay:
            del self.fields["again"]
        if in_own_name:
            self.fields["organisation"].label = _("The organisations")
        for name in self.SHARES:
            self.fields[name].required = not may_stay
            self.fields[name].widget.attrs |= {"inputmode": "numeric", "aria-describedby": self.left_id}

    @property
    def left_id(self) -> str:
        """The identifier of the line that says how much of 100 is left."""
        return f"{self.prefix or 'balance'}-left"

    @property
    def share_fields(self) -> list[forms.BoundField]:
        """The three number fields."""
        return [self[name] for name in self.SHARES]

    @property
    def shares(self) -> dict[str, int]:
        """The three shares, once the form holds."""
        return {name: self.cleaned_data[name] for name in self.SHARES}

    @property
    def asks_for_reading(self) -> bool:
        """Whether there is something to keep: always, unless this may stay as it was and did."""
        return not self.may_stay or any(name in self.changed_data for name in (*self.SHARES, "again"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors or not self.asks_for_reading:
            return cleaned
        given = {name: cleaned.get(name) for name in self.SHARES}
        missing = [name for name, share in given.items() if share is None]
        for name in missing:
            self.add_error(name, _("Fill in a number from 0 to 100; a zero counts too."))
        total = sum(share or 0 for share in given.values())
        if not missing and total != 100:
            self.add_error("network", self._off_by(total))
        return cleaned

    @staticmethod
    def _off_by(total: int) -> str:
        """Return the sentence that says what the three make, and how much is missing or too much."""
        if total < 100:
            text = gettext(
                "Together the three must make 100; now they make %(total)s, so %(off)s is missing."
            )
        else:
            text = gettext("Together the three must make 100; now they make %(total)s, %(off)s too much.")
        return text % {"total": total, "off": abs(100 - total)}


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
