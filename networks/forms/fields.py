"""Fields that several forms share."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

# No collaboration kept here began earlier; an earlier date is a slip of the keyboard, such as the year 26.
EARLIEST = date(1900, 1, 1)


class DayField(forms.DateField):
    """A day, from the browser's own calendar; written out where it has none."""

    default_error_messages = {"invalid": _("Write a date as year-month-day, such as 2026-05-31.")}

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**options)
        self.validators.append(
            MinValueValidator(EARLIEST, _("This date lies before 1900. Write the year in four digits."))
        )


class ProseField(forms.CharField):
    """A few sentences."""

    def __init__(self, *, rows: int = 3, **options: Any) -> None:
        super().__init__(max_length=2000, widget=forms.Textarea(attrs={"rows": rows}), **options)


class SuggestingInput(forms.TextInput):
    """A text field that suggests what is known already, and takes anything else too."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.suggestions: Iterable[str] = ()

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        list_id = f"{name}-suggestions"
        field = super().render(
            name, value, {**(attrs or {}), "list": list_id, "autocomplete": "off"}, renderer
        )
        options = format_html_join("", '<option value="{}"></option>', ((each,) for each in self.suggestions))
        return format_html('{}<datalist id="{}">{}</datalist>', field, list_id, options)


class OrganisationField(forms.CharField):
    """An organisation by name: one that is known, or a new one."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Organisation"))
        options.setdefault("max_length", 200)
        super().__init__(widget=SuggestingInput(), **options)
