"""What one fills in about a role that nobody holds."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networks.forms.editing import SeenMixin
from networks.forms.fields import DayField, ProseField
from roles.analysis.months import add_months
from roles.models import EmptySeat
from roles.services.vacancies import USUAL_EMPTY_MONTHS


class ApplyForm(forms.Form):
    """Why somebody would like a role, and from when."""

    reason = ProseField(
        label=_("Why would you like this role?"),
        rows=5,
        help_text=_("All members of this network can read it."),
        error_messages={"required": _("Say in a sentence why you would like it: the others read it.")},
    )
    since = DayField(label=_("From when?"), initial=timezone.localdate)


class LeaveEmptyForm(SeenMixin):
    """Why a role is left empty on purpose, and when that is looked at again."""

    reason = ProseField(
        label=_("Why do you leave it empty?"),
        rows=5,
        help_text=_("Everybody who sees this network can read it."),
        error_messages={"required": _("Say why, so that whoever reads it later understands.")},
    )
    look_again_on = DayField(
        label=_("When do you look again?"),
        help_text=_("Until that day it is no longer flagged. Two years ahead at most."),
    )

    def __init__(self, *args: Any, decided: EmptySeat | None, **options: Any) -> None:
        usual = add_months(timezone.localdate(), USUAL_EMPTY_MONTHS)
        options["initial"] = {
            "reason": decided.reason if decided else "",
            "look_again_on": decided.look_again_on if decided else usual,
        }
        super().__init__(*args, **options)
