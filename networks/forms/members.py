"""The forms with which a coordinator adds people."""

from typing import Any

from django import forms
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from networks.forms.fields import DayField, OrganisationField
from networks.models import Network, Organisation

LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]


def organisation_names(network: Network, user: Any) -> list[str]:
    """Return the names to suggest: of the organisations that the user sees, the network's own first."""
    visible = Organisation.objects.visible_to(user)
    own = list(visible.filter(engagements__network=network).values_list("name", flat=True).distinct())
    return own + [name for name in visible.values_list("name", flat=True) if name not in set(own)]


class PersonForm(forms.Form):
    """Who somebody is."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("This address is how we recognise somebody who already takes part elsewhere."),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=LANGUAGES, help_text=_("We write to them in this language.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].initial = (translation.get_language() or "nl")[:2]


class MemberForm(PersonForm):
    """A new member: who, for whom and since when."""

    organisation = OrganisationField(
        required=False, help_text=_("Leave empty for somebody who takes part in their own name.")
    )
    joined_on = DayField(label=_("Member since"), initial=timezone.localdate)
    is_coordinator = forms.BooleanField(
        label=_("Coordinator"),
        required=False,
        help_text=_("A coordinator adds members, gives roles and sets the norms."),
    )

    def __init__(self, *args: Any, network: Network, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].widget.suggestions = organisation_names(network, user)

    @property
    def member(self) -> dict[str, Any]:
        """What `add_member` wants to know."""
        data = dict(self.cleaned_data)
        data["since"] = data.pop("joined_on")
        return data


class ObserverForm(PersonForm):
    """Somebody who looks on; without an e-mail address they could never sign in."""

    email = forms.EmailField(label=_("E-mail"))
