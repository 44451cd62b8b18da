"""Two people who change the same thing at the same time."""

from typing import Any

from django import forms
from django.core import signing
from django.utils.text import capfirst
from django.utils.translation import gettext as _


class SeenMixin(forms.Form):
    """Keeps in a hidden field what stood in the form when it was opened.

    Somebody who saves after another has changed one of these values is told what it is now, and what they typed
    stays; saving once more carries their own through.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.current = {
            name: str(self.get_initial_for_field(field, name) or "")
            for name, field in self.fields.items()
            if name in self.watched
        }
        self.initial["seen"] = signing.dumps(self.current, salt="seen")

    @property
    def watched(self) -> frozenset[str]:
        """The fields whose change by somebody else matters."""
        return frozenset(self.fields) - {"seen"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        try:
            seen = signing.loads(self.data.get(self.add_prefix("seen"), ""), salt="seen")
        except signing.BadSignature:
            return cleaned  # a form of an earlier version, or made by hand
        changed = [name for name, value in self.current.items() if seen.get(name, value) != value]
        for name in changed:
            self.add_error(name, self._tell(name))
        if changed:
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = self.initial["seen"]
        return cleaned

    def _tell(self, name: str) -> str:
        field = self.fields[name]
        if isinstance(field, forms.BooleanField):
            now = _("yes") if self.current[name] else _("no")
        else:
            now = self.current[name] or _("empty")
        return _(
            "Somebody else changed “%(field)s” while you were at it: it is now “%(value)s”. "
            "Save again to keep what you filled in."
        ) % {"field": capfirst(str(field.label)), "value": now}
