"""The form with which a coordinator changes a member's seat."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networks.forms.editing import SeenMixin
from networks.forms.fields import DayField, OrganisationField
from networks.forms.members import LANGUAGES, organisation_names
from networks.models import Membership, User
from roles.services.seats import Seat


class MemberEditForm(SeenMixin):
    """Who somebody is, if that may be put right here; for whom they sit, since when and until when."""

    PERSON_FIELDS = ("name", "email", "language")

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    organisation = OrganisationField(
        required=False, help_text=_("Leave empty for somebody who takes part in their own name.")
    )
    moves_on = DayField(
        label=_("Other organisation since"),
        initial=timezone.localdate,
        required=False,
        help_text=_("Only counts when the organisation changes. The roles move along."),
    )
    joined_on = DayField(label=_("Member since"))
    is_coordinator = forms.BooleanField(label=_("Coordinator"), required=False)
    left_on = DayField(
        label=_("Member until"),
        required=False,
        help_text=_("From this day on no longer a member. Leave empty for somebody who stays."),
    )

    def __init__(
        self, *args: Any, membership: Membership, user: User, may_correct: bool, **options: Any
    ) -> None:
        person, organisation = membership.person, membership.organisation
        options["initial"] = {
            "name": person.name,
            "email": person.email,
            "language": person.language,
            "organisation": organisation.name if organisation else "",
            "joined_on": membership.joined_on,
            "is_coordinator": membership.is_coordinator,
            "left_on": membership.left_on,
        }
        super().__init__(*args, **options)
        if not may_correct:
            for field in self.PERSON_FIELDS:
                del self.fields[field]
        self.fields["organisation"].widget.suggestions = organisation_names(membership.network, user)

    @property
    def watched(self) -> frozenset[str]:
        return super().watched - {"moves_on"}

    @property
    def seat(self) -> Seat:
        """What the membership is to become."""
        data = self.cleaned_data
        return Seat(
            organisation=data["organisation"],
            moves_on=data["moves_on"] or timezone.localdate(),
            joined_on=data["joined_on"],
            left_on=data["left_on"],
            is_coordinator=data["is_coordinator"],
        )

    @property
    def person_changes(self) -> dict[str, str]:
        """How the person is to be called and reached; empty when that may not be changed here."""
        return {field: self.cleaned_data[field] for field in self.PERSON_FIELDS if field in self.cleaned_data}
