"""The form with which a coordinator names what a network decides about."""

from django import forms
from django.utils.translation import gettext_lazy as _

from networks.forms.editing import SeenMixin


class TopicForm(SeenMixin):
    """The name of a decision topic."""

    name = forms.CharField(
        label=_("Decision topic"),
        max_length=200,
        help_text=_("Something the network decides about, in a few words: “Spending above 500 euros”."),
        error_messages={"required": _("Write in a few words what is decided about.")},
    )
