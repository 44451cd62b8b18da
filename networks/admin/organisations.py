"""Organisations, their policy, and who answers for them."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from collab.admin import AddressAdmin, HouseAdmin, Inline, LeanMixin, ViewInline, link_to_list, number_of
from networks.models import CollaborationPolicy, Engagement, Membership, Organisation, Stewardship


class PolicyInline(LeanMixin, admin.StackedInline):
    model = CollaborationPolicy
    extra = 0


class StewardshipInline(Inline):
    model = Stewardship
    autocomplete_fields = ("person",)
    related = ("person", "organisation")


class OrganisationEngagementInline(ViewInline):
    model = Engagement
    fields = ("network", "stake")
    related = ("network", "organisation")
    ordering = ("network__name", "pk")


class PolicyFilter(admin.EmptyFieldListFilter):
    """Whether an organisation has answered anything; a relation has no name of its own to show."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.title = CollaborationPolicy._meta.verbose_name


def answered() -> Any:
    """Return an expression that counts the questions answered in an organisation's policy."""
    total: Any = Value(0)
    for question in CollaborationPolicy.QUESTIONS:
        total += Case(
            When(policy=None, then=0),
            When(**{f"policy__{question}": ""}, then=0),
            default=1,
            output_field=IntegerField(),
        )
    return total


@admin.register(Organisation)
class OrganisationAdmin(AddressAdmin):
    list_display = ("name", "network_count", "people_count", "steward_count", "policy_answered")
    list_filter = (("policy", PolicyFilter), "policy__reviewed_on")
    search_fields = ("name", "name_key", "slug")
    fields = ("name", "slug")
    inlines: ClassVar[list[type]] = [StewardshipInline, PolicyInline, OrganisationEngagementInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organisation]:
        """With its engagements, active members and stewards counted, and the questions it answered."""
        running = Membership.objects.active_on(timezone.localdate())
        return (
            super()
            .get_queryset(request)
            .annotate(
                engaged_in=number_of(Engagement.objects.all(), "organisation"),
                members_now=number_of(running, "engagement__organisation"),
                stewards_now=number_of(Stewardship.objects.all(), "organisation"),
                questions_answered=answered(),
            )
        )

    @admin.display(description=_("networks"), ordering="engaged_in")
    def network_count(self, organisation: Any) -> SafeString | int:
        address = reverse("admin:networks_engagement_changelist")
        return link_to_list(address, organisation.engaged_in, organisation__id__exact=organisation.pk)

    @admin.display(description=_("members now"), ordering="members_now")
    def people_count(self, organisation: Any) -> SafeString | int:
        address = reverse("admin:networks_membership_changelist")
        filters = {"engagement__organisation__id__exact": organisation.pk, "time": "now"}
        return link_to_list(address, organisation.members_now, **filters)

    @admin.display(description=_("stewards"), ordering="stewards_now")
    def steward_count(self, organisation: Any) -> int:
        return organisation.stewards_now

    @admin.display(description=_("questions answered"), ordering="questions_answered")
    def policy_answered(self, organisation: Any) -> str:
        return f"{organisation.questions_answered}/{len(CollaborationPolicy.QUESTIONS)}"


@admin.register(Engagement)
class EngagementAdmin(HouseAdmin):
    list_display = ("organisation", "network", "people_count", "has_stake")
    list_filter = (("stake", admin.EmptyFieldListFilter),)
    search_fields = ("organisation__name", "organisation__name_key", "network__name")
    autocomplete_fields = ("network", "organisation")
    ordering = ("organisation__name_key", "network__name", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Engagement]:
        """With its parties, which its name is made of, and its active members counted."""
        running = Membership.objects.active_on(timezone.localdate())
        engagements = super().get_queryset(request).select_related("organisation", "network")
        return engagements.annotate(members_now=number_of(running, "engagement"))

    @admin.display(description=_("members now"), ordering="members_now")
    def people_count(self, engagement: Any) -> SafeString | int:
        address = reverse("admin:networks_membership_changelist")
        return link_to_list(address, engagement.members_now, engagement__id__exact=engagement.pk, time="now")

    @admin.display(description=_("stake"), boolean=True)
    def has_stake(self, engagement: Engagement) -> bool:
        return bool(engagement.stake)
