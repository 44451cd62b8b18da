"""The form with which a steward proposes somebody."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ProposalForm(forms.Form):
    """Why this person."""

    reason = forms.CharField(
        label=_("Why this person?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A sentence or two. The coordinators read it in the mail; nobody else does."),
        error_messages={"required": _("Say in a sentence why. The coordinators will want to know.")},
    )
