"""What organisations let their members decide."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from collab.admin import HouseAdmin, Inline, number_of
from networks.admin.filters import MandateStateFilter
from networks.models import Authority, DecisionTopic, Mandate


class AuthorityInline(Inline):
    """What the mandate says of each topic; the topics offered are those of its own network."""

    model = Authority
    related = ("topic", "mandate")

    def get_formset(self, request: HttpRequest, obj: Mandate | None = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        topic = formset.form.base_fields.get("topic")
        if topic is not None:
            network = obj.membership.network_id if obj else None
            topics = DecisionTopic.objects.filter(network=network)
            topic.choices = [("", "---------"), *topics.values_list("pk", "name")]
        return formset


@admin.register(Mandate)
class MandateAdmin(HouseAdmin):
    list_display = (
        "member",
        "network",
        "organisation",
        "state",
        "starts_on",
        "ends_on",
        "hours",
        "topic_count",
    )
    list_filter = (MandateStateFilter,)
    list_select_related = (
        "membership__person",
        "membership__network",
        "membership__engagement__organisation",
    )
    date_hierarchy = "ends_on"
    search_fields = (
        "membership__person__name",
        "membership__person__name_key",
        "membership__network__name",
        "membership__engagement__organisation__name",
    )
    autocomplete_fields = ("membership", "asked_by", "granted_by", "closed_by", "coach")
    fields = (
        "membership",
        ("starts_on", "ends_on"),
        ("asked_on", "asked_by"),
        ("granted_on", "granted_by"),
        ("declined_on", "withdrawn_on", "closed_by"),
        "hours_per_month",
        "coach",
    )
    inlines: ClassVar[list[type]] = [AuthorityInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mandate]:
        """With whom, where and for which organisation, which list and title name, and its topics counted."""
        mandates = (
            super()
            .get_queryset(request)
            .select_related(
                "membership__person", "membership__network", "membership__engagement__organisation"
            )
        )
        return mandates.annotate(topics=number_of(Authority.objects.all(), "mandate"))

    @admin.display(description=_("member"), ordering="membership__person__name_key")
    def member(self, mandate: Mandate) -> str:
        return str(mandate.membership.person)

    @admin.display(description=_("network"), ordering="membership__network__name")
    def network(self, mandate: Mandate) -> str:
        return str(mandate.membership.network)

    @admin.display(
        description=_("organisation"),
        ordering="membership__engagement__organisation__name_key",
        empty_value="–",
    )
    def organisation(self, mandate: Mandate) -> str | None:
        organisation = mandate.membership.organisation
        return str(organisation) if organisation else None

    @admin.display(description=_("state"))
    def state(self, mandate: Mandate) -> str | Promise:
        return mandate.state_on(timezone.localdate()).label

    @admin.display(description=_("hours a month"), ordering="hours_per_month")
    def hours(self, mandate: Mandate) -> int | None:
        return mandate.hours_per_month

    @admin.display(description=_("topics"), ordering="topics")
    def topic_count(self, mandate: Any) -> int:
        return mandate.topics


@admin.register(DecisionTopic)
class DecisionTopicAdmin(HouseAdmin):
    list_display = ("name", "network", "mandate_count")
    list_select_related = ("network",)
    search_fields = ("name", "network__name")
    autocomplete_fields = ("network",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[DecisionTopic]:
        """With the mandates that speak of it counted."""
        return super().get_queryset(request).annotate(spoken_of=number_of(Authority.objects.all(), "topic"))

    @admin.display(description=_("mandates"), ordering="spoken_of")
    def mandate_count(self, topic: Any) -> int:
        return topic.spoken_of
