"""Narrowing a list to what still runs."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from networks.models import Mandate


class RunningFilter(admin.SimpleListFilter):
    """Now, over, or still to begin; for rows with a first day and a last one, which is the first day without."""

    title = _("time")
    parameter_name = "time"
    begins = "started_on"
    ends = "ended_on"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str | Promise]]:
        return [("now", _("running now")), ("over", _("over")), ("later", _("still to begin"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = timezone.localdate()
        over = Q(**{f"{self.ends}__lte": today})
        begun = Q(**{f"{self.begins}__lte": today})
        chosen = {"now": begun & ~over, "over": over, "later": ~begun & ~over}.get(self.value() or "")
        return queryset if chosen is None else queryset.filter(chosen)


class MembershipRunningFilter(RunningFilter):
    begins = "joined_on"
    ends = "left_on"


class MandateStateFilter(admin.SimpleListFilter):
    """Asked for, declined, valid today, withdrawn, or past its last day."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str | Promise]]:
        return [
            (each.value, each.label)
            for each in (
                Mandate.State.ASKED,
                Mandate.State.DECLINED,
                Mandate.State.VALID,
                Mandate.State.WITHDRAWN,
                Mandate.State.EXPIRED,
            )
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = timezone.localdate()
        withdrawn = Q(withdrawn_on__lte=today)
        match self.value():
            case Mandate.State.ASKED:
                return queryset.asked()
            case Mandate.State.DECLINED:
                return queryset.declined()
            case Mandate.State.VALID:
                return queryset.valid_on(today)
            case Mandate.State.WITHDRAWN:
                return queryset.filter(withdrawn)
            case Mandate.State.EXPIRED:
                return queryset.granted_by(today).filter(~withdrawn, ends_on__lt=today)
        return queryset
