"""Networks, with all that takes part in them."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from collab.admin import AddressAdmin, Inline, ViewInline, link_to_list, number_of
from networks.admin.filters import RunningFilter
from networks.models import DecisionTopic, Engagement, Membership, Network, Observer
from networks.services.networks import RESERVED_SLUGS


class EngagementInline(Inline):
    model = Engagement
    autocomplete_fields = ("organisation",)
    related = ("organisation", "network")


class MembershipInline(ViewInline):
    model = Membership
    fields = ("person", "organisation", "joined_on", "left_on", "is_coordinator")
    readonly_fields = ("organisation",)
    related = ("person", "network", "engagement__organisation")
    ordering = ("person__name_key", "pk")

    @admin.display(description=_("organisation"))
    def organisation(self, membership: Membership) -> str:
        return str(membership.organisation or _("in their own name"))


class ObserverInline(Inline):
    model = Observer
    autocomplete_fields = ("person",)
    related = ("person", "network")


class DecisionTopicInline(Inline):
    model = DecisionTopic
    related = ("network",)


class NetworkForm(forms.ModelForm):
    """A network, at an address that is not one of the application's own."""

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        if slug in RESERVED_SLUGS:
            raise ValidationError(gettext("The application uses this address itself. Choose another."))
        return slug


@admin.register(Network)
class NetworkAdmin(AddressAdmin):
    form = NetworkForm
    list_display = (
        "name",
        "parent",
        "phase",
        "people_count",
        "organisation_count",
        "started_on",
        "is_running",
    )
    list_filter = (RunningFilter, "phase", ("parent", admin.EmptyFieldListFilter))
    list_select_related = ("parent",)
    date_hierarchy = "started_on"
    search_fields = ("name", "slug", "goal", "question")
    autocomplete_fields = ("parent",)
    fieldsets = (
        (None, {"fields": ("name", "slug", "parent", "phase", ("started_on", "ended_on"))}),
        (
            _("Purpose"),
            {
                "fields": Network.PURPOSE_FIELDS,
                "description": _(
                    "The purpose has versions that members agree to. It is written on the network's own page."
                ),
            },
        ),
    )
    readonly_fields = Network.PURPOSE_FIELDS
    inlines: ClassVar[list[type]] = [EngagementInline, MembershipInline, ObserverInline, DecisionTopicInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Network]:
        """With its active members and its engagements counted."""
        running = Membership.objects.active_on(timezone.localdate())
        return (
            super()
            .get_queryset(request)
            .annotate(
                members_now=number_of(running, "network"),
                engaged=number_of(Engagement.objects.all(), "network"),
            )
        )

    @admin.display(description=_("members now"), ordering="members_now")
    def people_count(self, network: Any) -> SafeString | int:
        address = reverse("admin:networks_membership_changelist")
        return link_to_list(address, network.members_now, network__id__exact=network.pk, time="now")

    @admin.display(description=_("organisations"), ordering="engaged")
    def organisation_count(self, network: Any) -> SafeString | int:
        address = reverse("admin:networks_engagement_changelist")
        return link_to_list(address, network.engaged, network__id__exact=network.pk)

    @admin.display(description=_("running now"), boolean=True)
    def is_running(self, network: Network) -> bool:
        return network.is_active_on(timezone.localdate())
