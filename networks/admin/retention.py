"""How long things are kept: one row, for the whole installation."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from collab.admin import HouseAdmin
from networks.models import Retention


@admin.register(Retention)
class RetentionAdmin(HouseAdmin):
    list_display = ("__str__", *Retention.PERIODS)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Retention.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
