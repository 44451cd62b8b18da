"""The form with which a coordinator uploads a spreadsheet."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networks.forms.fields import DayField
from roles.spreadsheets.reading import MAX_BYTES


class UploadForm(forms.Form):
    """A spreadsheet, and how it is to be read."""

    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        help_text=gettext_lazy(
            "CSV or XLSX, at most 10,000 rows and 10 MB. You see what it does before anything is saved."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt,text/csv"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("This file is empty."),
        },
    )
    day = DayField(
        label=gettext_lazy("Date of the file"),
        help_text=gettext_lazy(
            "What the file says holds from this day on. Roles without a date of their own begin on this "
            "day, and are marked as having begun earlier."
        ),
    )
    replace = forms.BooleanField(
        label=gettext_lazy("The file is complete: end what it leaves out"),
        required=False,
        help_text=gettext_lazy(
            "Members who are not in the file, and roles that it has a column for but no longer gives to "
            "somebody, end on this date. Otherwise they stay."
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["day"].initial = timezone.localdate
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout("file", "day", "replace")

    def clean_file(self) -> UploadedFile:
        """Refuse a file that is too large before it is read."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("This file is larger than 10 MB. Split it, or remove what is not needed.")
            )
        return file
