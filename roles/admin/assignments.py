"""Who holds which role; also on the page of a membership, and the norms on the page of a network."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from collab.admin import HouseAdmin, Inline, number_of
from networks.admin.filters import RunningFilter
from networks.admin.memberships import MembershipAdmin
from networks.admin.networks import NetworkAdmin
from networks.models import Membership, Network
from roles.models import NetworkNorms, Role, RoleAssignment
from roles.texts.norms import NORM_TEXTS


class AssignmentFormSet(forms.BaseInlineFormSet):
    """The roles of one member; each row is held against the database, and here against the others."""

    def clean(self) -> None:
        """Refuse a role that two rows give at the same time: the database would, without a sentence."""
        super().clean()
        held: set[Role] = set()
        for form in self.forms:
            row = getattr(form, "cleaned_data", {})
            role = row.get("role")
            if role is None or row.get("ended_on") or row.get("DELETE"):
                continue
            if role in held:
                form.add_error("role", gettext("This member holds this role already."))
            held.add(role)


class RoleAssignmentInline(Inline):
    model = RoleAssignment
    formset = AssignmentFormSet
    related = ("role", "membership__person")
    shared_choices = ("role",)
    ordering = ("-started_on", "pk")


admin.site.unregister(Membership)


@admin.register(Membership)
class MembershipWithRolesAdmin(MembershipAdmin):
    """A membership, with the roles that come with it."""

    list_display = (*MembershipAdmin.list_display, "role_count")
    inlines: ClassVar[list[type]] = [RoleAssignmentInline, *MembershipAdmin.inlines]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        """With its running assignments counted."""
        running = RoleAssignment.objects.active_on(timezone.localdate())
        return super().get_queryset(request).annotate(roles_now=number_of(running, "membership"))

    @admin.display(description=_("roles now"), ordering="roles_now")
    def role_count(self, membership: Any) -> int:
        return membership.roles_now


class NormsInline(admin.StackedInline):
    """The norms in the words of the network's own settings page."""

    model = NetworkNorms
    extra = 0
    classes = ("collapse",)

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        text = NORM_TEXTS.get(db_field.name)
        if text is not None:
            kwargs |= {"label": text.name, "help_text": text.explanation}
        return super().formfield_for_dbfield(db_field, request, **kwargs)


admin.site.unregister(Network)


@admin.register(Network)
class NetworkWithNormsAdmin(NetworkAdmin):
    """A network, with its norms."""

    inlines: ClassVar[list[type]] = [*NetworkAdmin.inlines, NormsInline]


class MotiveFilter(admin.SimpleListFilter):
    """For whose sake a role was taken up, as far as is known."""

    title = _("motives")
    parameter_name = "motive"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("for_organisation", _("for the organisation")),
            ("for_individual", _("for the individual")),
            ("for_network", _("for the network")),
            ("none", _("not known")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[RoleAssignment]) -> QuerySet[RoleAssignment]:
        chosen, fields = self.value(), RoleAssignment.MOTIVES.values()
        if chosen == "none":
            return queryset.filter(**dict.fromkeys(fields, False))
        return queryset.filter(**{chosen: True}) if chosen in fields else queryset


@admin.register(RoleAssignment)
class RoleAssignmentAdmin(HouseAdmin):
    list_display = (
        "person",
        "role",
        "network",
        "organisation",
        "motive",
        "started_on",
        "ended_on",
        "start_known",
    )
    list_filter = (RunningFilter, MotiveFilter, "start_known", "role")
    date_hierarchy = "started_on"
    search_fields = ("membership__person__name", "membership__person__name_key", "membership__network__name")
    autocomplete_fields = ("membership", "role")
    ordering = ("membership__person__name_key", "role__position", "-started_on", "pk")
    fieldsets = (
        (None, {"fields": ("membership", "role", ("started_on", "start_known"), "ended_on")}),
        (_("For whose sake"), {"fields": (("for_organisation", "for_individual", "for_network"),)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[RoleAssignment]:
        """With whom, which, where and for which organisation, which list and title name."""
        return (
            super()
            .get_queryset(request)
            .select_related(
                "role", "membership__person", "membership__network", "membership__engagement__organisation"
            )
        )

    @admin.display(description=_("individual"), ordering="membership__person__name_key")
    def person(self, assignment: RoleAssignment) -> str:
        return str(assignment.membership.person)

    @admin.display(description=_("network"), ordering="membership__network__name")
    def network(self, assignment: RoleAssignment) -> str:
        return str(assignment.membership.network)

    @admin.display(description=_("organisation"), ordering="membership__engagement__organisation__name_key")
    def organisation(self, assignment: RoleAssignment) -> str:
        return str(assignment.membership.organisation or _("in their own name"))

    @admin.display(description=_("motives"))
    def motive(self, assignment: RoleAssignment) -> str:
        return assignment.motives or "–"
