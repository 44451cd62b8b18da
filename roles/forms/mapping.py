"""Opening a mapping round."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from networks.forms.fields import DayField
from roles.models import MappingRound

USUAL_DAYS = 14


class OpenForm(forms.Form):
    """In which way, and until when."""

    way = forms.ChoiceField(
        label=_("Who lays the cards?"),
        widget=forms.RadioSelect,
        choices=[
            (MappingRound.Way.EVERYONE, _("Everyone: each member lays the cards, unseen by the others")),
            (MappingRound.Way.COORDINATOR, _("I do: I mark the matrix alone, as I see it")),
        ],
        initial=MappingRound.Way.EVERYONE,
    )
    closes_on = DayField(
        label=_("What is the last day?"), help_text=_("That day included. You can close the round earlier.")
    )

    def __init__(self, *args: Any, today: date, takes_part: bool, **options: Any) -> None:
        options["initial"] = {"closes_on": today + timedelta(days=USUAL_DAYS)}
        super().__init__(*args, **options)
        if not takes_part:  # an administrator sees nobody at the table
            way = self.fields["way"]
            way.choices = way.choices[:1]
