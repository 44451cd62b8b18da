"""For whose sake a member holds each of their roles in a network."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from networks.forms.editing import OwnSeenMixin
from roles.models import RoleAssignment


def own_motives(*, in_own_name: bool) -> list[tuple[str, str]]:
    """Return for whose sake I may hold a role; who has no organisation here may do it for those of the others."""
    organisation = _("for the organisations") if in_own_name else _("for my organisation")
    return [("O", organisation), ("I", _("for myself")), ("N", _("for the network"))]


class MotivesForm(OwnSeenMixin, forms.Form):
    """Three boxes to tick for each role that a member holds here; the fields are named after the roles."""

    def __init__(self, *args: Any, assignments: Iterable[RoleAssignment], **options: Any) -> None:
        super().__init__(*args, **options)
        self.assignments = {assignment.role.slug: assignment for assignment in assignments}
        for slug, assignment in self.assignments.items():
            self.fields[slug] = forms.MultipleChoiceField(
                label=assignment.role.name,
                choices=own_motives(in_own_name=assignment.membership.engagement_id is None),
                widget=forms.CheckboxSelectMultiple,
                required=False,
                initial=list(assignment.motives),
            )

    @property
    def rows(self) -> list[tuple[RoleAssignment, forms.BoundField]]:
        """Each role held, with its field."""
        return [(assignment, self[slug]) for slug, assignment in self.assignments.items()]

    @property
    def motives(self) -> list[tuple[RoleAssignment, list[str]]]:
        """Each role held, with the letters that were ticked."""
        return [(assignment, self.cleaned_data[slug]) for slug, assignment in self.assignments.items()]
