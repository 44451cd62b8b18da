"""The form with which a meeting is recorded in under a minute."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networks.forms.fields import DayField, SuggestingInput
from networks.models import Network
from networks.seating import Party, Seating
from networks.services.consultations import ConsultationDraft, DecisionDraft

Choices = list[tuple[Any, Any]]

SUGGESTED = 30
BLANK_DECISIONS = 2
MOST_DECISIONS = 20


class ConsultationForm(forms.Form):
    """When, about what, who sat there and who chaired."""

    held_on = DayField(
        label=gettext_lazy("When?"), error_messages={"required": gettext_lazy("Say on which day it was.")}
    )
    topic = forms.CharField(
        label=gettext_lazy("What was it about?"),
        max_length=200,
        widget=SuggestingInput(),
        error_messages={"required": gettext_lazy("Say in a few words what it was about.")},
    )
    people = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Who was there?"),
        coerce=int,
        error_messages={
            "required": gettext_lazy("Tick who was there."),
            "invalid_choice": gettext_lazy("Choose people who take part in this network."),
        },
    )
    chair = forms.TypedChoiceField(
        label=gettext_lazy("Who chaired?"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, network: Network, seating: Seating, **options: Any) -> None:
        super().__init__(*args, **options)
        self.seating = seating
        self.fields["held_on"].widget.attrs["max"] = timezone.localdate().isoformat()
        self.fields["topic"].widget.suggestions = recent_topics(network)
        self.fields["people"].choices = list(seating.names.items())
        self.fields["chair"].choices = person_choices(seating.everybody, _("Nobody, or not recorded"))

    @cached_property
    def ticked(self) -> set[str]:
        """The people who are ticked, as their keys are written in the page."""
        return {str(key) for key in self["people"].value() or ()}

    @property
    def former_ticked(self) -> bool:
        """Whether somebody who has left since is ticked."""
        return any(str(sitter.pk) in self.ticked for sitter in self.seating.former)

    def refuse(self, error: forms.ValidationError) -> None:
        """Say what the service refused, at its field where it has one."""
        found = error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
        for name, sentences in found.items():
            self.add_error(name, sentences)

    def draft(self, decisions: Iterable[DecisionDraft]) -> ConsultationDraft:
        """Return what a valid form says, with the decisions."""
        return ConsultationDraft(
            held_on=self.cleaned_data["held_on"],
            topic=" ".join(self.cleaned_data["topic"].split()),
            people=frozenset(self.cleaned_data["people"]),
            chair=self.cleaned_data["chair"],
            decisions=tuple(decisions),
        )


class DecisionForm(forms.Form):
    """What was decided, about which topic, under whose mandate; a row without a text is no decision."""

    text = forms.CharField(label=gettext_lazy("What was decided?"), max_length=500, required=False)
    topic = forms.TypedChoiceField(
        label=gettext_lazy("Decision topic"), coerce=int, empty_value=None, required=False
    )
    under = forms.TypedChoiceField(
        label=gettext_lazy("Under whose mandate?"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, topics: Choices, people: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["topic"].choices = topics
        self.fields["under"].choices = people

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if (
            not cleaned.get("text")
            and "text" not in self.errors
            and (cleaned.get("topic") or cleaned.get("under"))
        ):
            self.add_error("text", _("Say what was decided, or leave the whole row empty."))
        return cleaned


DecisionRows = forms.formset_factory(
    DecisionForm, extra=BLANK_DECISIONS, max_num=MOST_DECISIONS, absolute_max=MOST_DECISIONS
)


def decision_rows(
    data: QueryDict | None, *, network: Network, seating: Seating, initial: Sequence[dict[str, Any]] = ()
) -> Any:
    """Return the rows of decisions, those that are recorded and some empty ones. One query."""
    topics = [("", _("None of these")), *network.decision_topics.values_list("pk", "name")]
    mandated = [
        Party(party.name, tuple(each for each in party.sitters if each.pk in seating.mandated))
        for party in seating.everybody
    ]
    people = person_choices(mandated, _("Nobody's, or not recorded"))
    return DecisionRows(
        data, prefix="decisions", initial=initial, form_kwargs={"topics": topics, "people": people}
    )


def decisions_of(rows: Any) -> list[DecisionDraft]:
    """Return what valid rows say."""
    filled = [each.cleaned_data for each in rows if each.cleaned_data.get("text")]
    return [DecisionDraft(each["text"], each["topic"], each["under"]) for each in filled]


def person_choices(parties: Iterable[Party], nobody: str) -> Choices:
    """Return people to choose one from, under their organisations."""
    groups = [
        (party.name, [(sitter.pk, sitter.name) for sitter in party.sitters])
        for party in parties
        if party.sitters
    ]
    return [("", nobody), *groups]


def recent_topics(network: Network) -> list[str]:
    """Return what the latest meetings were about, each once, the last first. One query."""
    latest = network.consultations.order_by("-held_on", "-pk").values_list("topic", flat=True)
    return list(dict.fromkeys(latest[:SUGGESTED]))
