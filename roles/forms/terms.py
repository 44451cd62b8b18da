"""For how many months each role is held."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from networks.forms.editing import SeenMixin
from roles.models import Role

MONTHS = _("Write a whole number of months from 1 to 240, or nothing.")


class TermsForm(SeenMixin, forms.Form):
    """A number of months for each role; the fields are named after the roles."""

    def __init__(self, *args: Any, roles: Iterable[Role], chosen: Mapping[int, int], **options: Any) -> None:
        super().__init__(*args, **options)
        self.roles = {role.slug: role for role in roles}
        for slug, role in self.roles.items():
            self.fields[slug] = forms.IntegerField(
                label=role.name,
                required=False,
                min_value=1,
                max_value=240,
                initial=chosen.get(role.pk),
                error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), MONTHS),
            )

    @property
    def months(self) -> dict[Role, int | None]:
        """What was filled in for each role."""
        return {role: self.cleaned_data[slug] for slug, role in self.roles.items()}
