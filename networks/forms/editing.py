"""Two people, or two windows of one, that change the same thing at once; and forms that are sent together."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class SeenMixin(forms.Form):
    """Keeps in a hidden field what stood in the form when it was opened.

    Somebody who saves after another has changed one of these values is told what it is now, and what they typed
    stays; saving once more carries their own through. Who wants what the other made of it is not told anything.
    """

    told = gettext_lazy(
        "Somebody else changed “%(field)s” while you were at it: it is now “%(value)s”. "
        "Save again to keep what you filled in."
    )

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    @cached_property
    def current(self) -> dict[str, str]:
        """What stands in the watched fields now."""
        return {
            name: str(self.get_initial_for_field(field, name) or "")
            for name, field in self.fields.items()
            if name in self.watched
        }

    @property
    def watched(self) -> frozenset[str]:
        """The fields whose change by somebody else matters."""
        return frozenset(self.fields) - {"seen"}

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        if field_name == "seen":
            return signing.dumps(self.current, salt="seen")
        return super().get_initial_for_field(field, field_name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        try:
            seen = signing.loads(self.data.get(self.add_prefix("seen"), ""), salt="seen")
        except signing.BadSignature:
            return cleaned  # a form of an earlier version, or made by hand
        changed = [
            name
            for name, value in self.current.items()
            if seen.get(name, value) != value and str(cleaned.get(name) or "") != value
        ]
        for name in changed:
            self.add_error(name, self._tell(name))
        if changed:
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = signing.dumps(self.current, salt="seen")
        return cleaned

    def _tell(self, name: str) -> str:
        field = self.fields[name]
        return self.told % {"field": capfirst(str(field.label)), "value": self._now(field, name)}

    def _now(self, field: forms.Field, name: str) -> str:
        """Return what stands in a field now, as its reader knows it."""
        if isinstance(field, forms.BooleanField):
            return _("yes") if self.current[name] else _("no")
        value = self.get_initial_for_field(field, name)
        labels: list[str] = []
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            chosen = value if isinstance(value, list) else [value or ""]
            labels = [str(label) for key, label in field.choices if key in chosen]
        return ", ".join(labels) or self.current[name] or _("empty")


class OwnSeenMixin(SeenMixin):
    """The same for what only somebody themselves, in another window, or an administrator changes."""

    told = gettext_lazy(
        "“%(field)s” was changed in the meantime, in another window perhaps: it is now “%(value)s”. "
        "Save again to keep what you filled in here."
    )


def part_of(data: QueryDict | None, prefix: str) -> QueryDict | None:
    """Return what was sent, for a form that is one part of a page; None when that part was not sent."""
    return data if data and f"{prefix}-seen" in data else None


def all_hold(forms_of_page: Iterable[forms.BaseForm]) -> bool:
    """Whether some of a page's forms were sent and none of these has an error; every one is looked at."""
    answers = [form.is_valid() for form in forms_of_page if form.is_bound]
    return bool(answers) and all(answers)


def refused_parts(parts: Mapping[str, forms.BaseForm], headings: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the names and headings of the parts of a page that were sent and have an error."""
    return [(name, str(headings[name])) for name, form in parts.items() if form.is_bound and form.errors]
