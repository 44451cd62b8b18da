"""Who could answer for an organisation, and since when: on its page, for administrators."""

from typing import Any

from django.contrib import admin
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from networks.admin.organisations import OrganisationAdmin
from networks.models import Organisation
from roles.pages.changes.entries import read_access

admin.site.unregister(Organisation)


@admin.register(Organisation)
class OrganisationWithHistoryAdmin(OrganisationAdmin):
    """An organisation, with the history of its stewards."""

    fields = (*OrganisationAdmin.fields, "steward_history")
    readonly_fields = ("steward_history",)

    @admin.display(description=_("who could answer for it"))
    def steward_history(self, organisation: Any) -> SafeString | str:
        """Return the changes to its stewards, newest first."""
        if organisation is None or organisation.pk is None:
            return "–"
        entries = read_access(organisation)
        if not entries:
            return "–"
        rows = (
            (date_format(localtime(each.moment), "j F Y H:i"), " ".join(each.sentences)) for each in entries
        )
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}: {}</li>", rows))
