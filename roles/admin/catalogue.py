"""The catalogue, in both languages. Its codes stand in people's files, so nothing is added or removed here."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline

from collab.admin import HouseAdmin, LeanMixin, number_of
from roles.models import Cluster, Competence, Role, RoleAssignment, RoleValue


class CatalogueAdmin(HouseAdmin, TranslationAdmin):
    """An entry whose texts and place can be changed, in two languages; its code and position cannot."""

    readonly_fields = ("slug", "position")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Cluster)
class ClusterAdmin(CatalogueAdmin):
    list_display = ("position", "name_nl", "name_en", "role_count")
    fields = ("slug", "position", "name", "description")
    list_display_links = ("name_nl",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Cluster]:
        """With its own roles counted."""
        return super().get_queryset(request).annotate(own_roles=number_of(Role.objects.all(), "cluster"))

    @admin.display(description=_("roles"), ordering="own_roles")
    def role_count(self, cluster: Any) -> int:
        return cluster.own_roles


class CompetenceInline(LeanMixin, TranslationStackedInline):
    model = Competence
    extra = 0
    max_num = 0
    can_delete = False
    exclude = ("slug", "position")


class RoleValueInline(LeanMixin, admin.TabularInline):
    model = RoleValue
    extra = 1


@admin.register(Role)
class RoleAdmin(CatalogueAdmin):
    list_display = ("position", "name_nl", "name_en", "place", "cluster", "holder_count")
    list_display_links = ("name_nl",)
    list_filter = ("place", "cluster")
    fields = ("slug", "position", "place", "cluster", "name", "summary", "brings", "missing", "too_much")
    list_select_related = ("cluster",)
    search_fields = ("slug", "name_nl", "name_en")
    inlines: ClassVar[list[type]] = [CompetenceInline, RoleValueInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Role]:
        """With its running assignments counted, over all networks."""
        running = RoleAssignment.objects.active_on(timezone.localdate())
        return super().get_queryset(request).annotate(held_now=number_of(running, "role"))

    @admin.display(description=_("held now"), ordering="held_now")
    def holder_count(self, role: Any) -> int:
        return role.held_now


@admin.register(Competence)
class CompetenceAdmin(CatalogueAdmin):
    list_display = ("position", "name_nl", "name_en", "role")
    fields = ("slug", "position", "role", "name", "description")
    list_display_links = ("name_nl",)
    list_filter = (("role", admin.EmptyFieldListFilter),)
    list_select_related = ("role",)
    search_fields = ("slug", "name_nl", "name_en")
