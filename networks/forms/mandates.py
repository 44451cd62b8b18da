"""The forms in which mandates are asked for, granted, declined and withdrawn."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from networks.forms.fields import DayField, ProseField
from networks.models import Authority, Mandate, Membership, Person, Stewardship, User
from networks.services.mandate_terms import Terms

HOURS = _("Write a whole number of hours from 0 to 744: a month has no more.")
PREFIX = "topic_"


class TermsForm(forms.Form):
    """From when until when, how many hours a month, and what is to be said of each decision topic."""

    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    hours_per_month = forms.IntegerField(
        label=_("Hours a month"),
        required=False,
        min_value=0,
        max_value=744,
        error_messages={"invalid": HOURS, "min_value": HOURS, "max_value": HOURS},
    )

    def __init__(self, *args: Any, membership: Membership, **options: Any) -> None:
        super().__init__(*args, **options)
        self.membership = membership
        topics = membership.network.decision_topics.values_list("pk", "name")
        self.topics = {f"{PREFIX}{key}": key for key, _name in topics}
        for key, name in topics:
            self.fields[f"{PREFIX}{key}"] = forms.ChoiceField(
                label=name,
                required=False,
                choices=[("", pgettext_lazy("about a topic", "nothing said")), *Authority.Level.choices],
            )

    @property
    def topic_fields(self) -> list[forms.BoundField]:
        """The fields of the topics, by name."""
        return [self[name] for name in self.topics]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if any(name.startswith(PREFIX) and name not in self.topics for name in self.data):
            raise forms.ValidationError(
                _now(
                    "One of these topics is not, or no longer, a topic of this network. Look at the list again."
                )
            )
        return cleaned

    @property
    def terms(self) -> Terms:
        """What was filled in."""
        data = self.cleaned_data
        return Terms(
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            hours_per_month=data["hours_per_month"],
            coach=data.get("coach"),
            authority={key: data[name] for name, key in self.topics.items() if data[name]},
        )


class AskForm(TermsForm):
    """A request for a mandate."""

    request = ProseField(
        label=_("What is it for?"),
        required=False,
        help_text=_("Read by the member, the coordinators and whoever answers for the organisation."),
    )


class GrantForm(TermsForm):
    """What a steward grants."""

    coach = forms.ModelChoiceField(
        label=_("Coach"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Nobody for now"),
        error_messages={"invalid_choice": _("Choose somebody from the organisation in the list, or nobody.")},
        help_text=_("Somebody from the organisation with whom the member talks the mandate over."),
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["coach"].queryset = possible_coaches(user, self.membership)


class RenewForm(GrantForm):
    """What a steward grants after an earlier mandate, or in its place."""

    replaces = forms.BooleanField(
        label=_("It takes the place of the mandate that counts now"),
        required=False,
        help_text=_("Then that one ends the day before this one begins. For when something changes halfway."),
    )


class ReasonForm(forms.Form):
    """Why a request is declined, or a mandate withdrawn."""

    reason = ProseField(
        label=_("Why?"),
        help_text=_(
            "Read by the member, the coordinators and whoever answers for the organisation; by nobody else."
        ),
        error_messages={"required": _("Say why in a sentence: the member would like to know.")},
    )


def possible_coaches(user: User, membership: Membership) -> Any:
    """Return the people of the member's organisation whom the user may see, without the member."""
    running = Membership.objects.active_on(timezone.localdate())
    colleagues = running.filter(engagement__organisation=membership.organisation).values("person")
    stewards = Stewardship.objects.visible_to(user).filter(organisation=membership.organisation)
    seen = Q(pk__in=Person.objects.visible_to(user).values("pk")) & Q(pk__in=colleagues)
    return Person.objects.filter(seen | Q(pk__in=stewards.values("person"))).exclude(pk=membership.person_id)


def initial_terms(mandate: Mandate, authorities: Iterable[Authority]) -> dict[str, Any]:
    """Return what a form begins with when it goes on from a mandate."""
    return {
        "starts_on": mandate.starts_on,
        "ends_on": mandate.ends_on,
        "hours_per_month": mandate.hours_per_month,
        "coach": mandate.coach_id,
    } | {f"{PREFIX}{each.topic_id}": each.level for each in authorities}
