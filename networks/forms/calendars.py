"""The form with which a calendar is uploaded."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networks.calendars.lines import MAX_BYTES
from networks.calendars.reading import YEARS_BACK
from networks.forms.fields import DayField

YEAR = timedelta(days=365)


class CalendarForm(forms.Form):
    """A calendar, and from which day on it is read."""

    file = forms.FileField(
        label=gettext_lazy("Calendar file"),
        help_text=gettext_lazy("An iCalendar file (.ics) of at most 2 MB, as your calendar exports it."),
        widget=forms.FileInput(attrs={"accept": ".ics,.ical,text/calendar"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("This file is empty."),
        },
    )
    since = DayField(
        label=gettext_lazy("Meetings since"),
        help_text=gettext_lazy("What is still to come is never recorded."),
        error_messages={"required": gettext_lazy("Choose a first day.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["since"].initial = timezone.localdate() - YEAR
        self.fields["since"].widget.attrs["max"] = timezone.localdate().isoformat()

    def clean_file(self) -> UploadedFile:
        """Refuse a file that is too large before it is read."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("This file is larger than 2 MB. Export a shorter period from your calendar.")
            )
        return file

    def clean_since(self) -> date:
        """Refuse a day that has still to come, or lies too far back for anybody to look through."""
        since: date = self.cleaned_data["since"]
        today = timezone.localdate()
        if since > today:
            raise forms.ValidationError(_("This day has yet to come. Choose an earlier one."))
        if since < today - YEARS_BACK * YEAR:
            raise forms.ValidationError(
                _("Meetings of more than five years ago are not imported. Choose a later day.")
            )
        return since
