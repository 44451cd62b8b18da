"""Who takes part in what, and what they say of it."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from collab.admin import HouseAdmin, ViewInline
from networks.admin.filters import MembershipRunningFilter
from networks.models import BalanceReading, CheckIn, CheckInValue, Mandate, Membership


class MembershipMandateInline(ViewInline):
    model = Mandate
    fields = ("starts_on", "ends_on", "granted_on", "withdrawn_on", "hours_per_month", "coach")
    related = ("coach", "membership__person", "membership__network")


@admin.register(Membership)
class MembershipAdmin(HouseAdmin):
    list_display = ("person", "network", "organisation", "joined_on", "left_on", "is_coordinator")
    list_filter = (MembershipRunningFilter, "is_coordinator", ("engagement", admin.EmptyFieldListFilter))
    date_hierarchy = "joined_on"
    search_fields = ("person__name", "person__name_key", "network__name", "engagement__organisation__name")
    autocomplete_fields = ("person", "network", "engagement")
    ordering = ("person__name_key", "network__name", "pk")
    fieldsets = (
        (None, {"fields": ("person", "network", "engagement", ("joined_on", "left_on"), "is_coordinator")}),
        (_("In their own words"), {"fields": Membership.VOICE_FIELDS}),
    )
    inlines: ClassVar[list[type]] = [MembershipMandateInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        """With person, network and organisation, which list and title name."""
        return super().get_queryset(request).select_related("person", "network", "engagement__organisation")

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Let the list of organisations link to an organisation's members."""
        return lookup == "engagement__organisation__id__exact" or super().lookup_allowed(
            lookup, value, request
        )

    @admin.display(description=_("organisation"), ordering="engagement__organisation__name_key")
    def organisation(self, membership: Membership) -> str:
        return str(membership.organisation or _("in their own name"))


@admin.register(BalanceReading)
class BalanceReadingAdmin(HouseAdmin):
    list_display = ("person", "network", "read_on", "organisation_share", "individual_share", "network_share")
    date_hierarchy = "read_on"
    search_fields = ("person__name", "person__name_key", "network__name")
    autocomplete_fields = ("person", "network")
    ordering = ("-read_on", "person__name_key", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[BalanceReading]:
        """With person and network, which list and title name."""
        return super().get_queryset(request).select_related("person", "network")


@admin.register(CheckIn)
class CheckInAdmin(HouseAdmin):
    list_display = ("person", "network", "answered_on", "has_answer")
    list_filter = (("answer", admin.EmptyFieldListFilter),)
    date_hierarchy = "answered_on"
    search_fields = ("person__name", "person__name_key", "network__name")
    autocomplete_fields = ("person", "network")
    ordering = ("-answered_on", "person__name_key", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[CheckIn]:
        """With person and network, which list and title name, and whether anything was ticked."""
        ticked = Exists(CheckInValue.objects.filter(check_in=OuterRef("pk")))
        return super().get_queryset(request).select_related("person", "network").annotate(ticked=ticked)

    @admin.display(description=_("answer"), boolean=True)
    def has_answer(self, check_in: Any) -> bool:
        return bool(check_in.answer or check_in.wish or check_in.ticked)
