"""Erasing people and accounts, in place of deleting them: what they did stays, with an anonymous holder."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from collab.admin import HouseAdmin
from networks.admin.people import UserAdmin
from networks.models import Person, User
from roles.services.erasing import erase_account, erase_person
from roles.services.erasure_preview import foresee


class ErasingAdmin(HouseAdmin):
    """A list whose rows are erased, after a page that says what that means; never deleted."""

    actions: ClassVar[Any] = ("erase",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def people_among(self, chosen: list[Any]) -> list[Person]:
        """Return the people behind the chosen rows."""
        raise NotImplementedError

    def erase_each(self, chosen: list[Any]) -> None:
        """Erase the chosen rows."""
        raise NotImplementedError

    @admin.action(description=gettext_lazy("Erase, with an anonymous holder for what they did"))
    def erase(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Ask first; then erase everything that is kept about those chosen."""
        if not request.user.is_superuser:
            raise PermissionDenied
        chosen = list(queryset)
        if "confirmed" in request.POST:
            self.erase_each(chosen)
            text = ngettext("%(count)s erased.", "%(count)s erased.", len(chosen)) % {"count": len(chosen)}
            self.message_user(request, text, messages.SUCCESS)
            return None
        today = timezone.localdate()
        context = self.admin_site.each_context(request) | {
            "title": _("Erase, with an anonymous holder for what they did"),
            "opts": self.model._meta,
            "chosen": chosen,
            "foreseen": [(person, foresee(person, today)) for person in self.people_among(chosen)],
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/erase_confirmation.html", context)


admin.site.unregister(User)


@admin.register(User)
class ErasableUserAdmin(ErasingAdmin, UserAdmin):
    """Accounts, which go together with what is kept about their owner."""

    actions = (*UserAdmin.actions, "erase")

    def people_among(self, chosen: list[User]) -> list[Person]:
        return list(Person.objects.filter(user__in=chosen))

    def erase_each(self, chosen: list[User]) -> None:
        for user in chosen:
            erase_account(user=user)


class ErasablePersonMixin(ErasingAdmin):
    """People. Whoever was erased is only looked at, and offered nowhere."""

    def has_change_permission(self, request: HttpRequest, obj: Person | None = None) -> bool:
        erased = obj is not None and obj.erased_on is not None
        return not erased and super().has_change_permission(request, obj)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Person], search_term: str
    ) -> tuple[QuerySet[Person], bool]:
        """Offer nobody who was erased when a field asks for somebody."""
        if request.path.endswith("/autocomplete/"):
            queryset = queryset.filter(erased_on=None)
        return super().get_search_results(request, queryset, search_term)

    def people_among(self, chosen: list[Person]) -> list[Person]:
        return chosen

    def erase_each(self, chosen: list[Person]) -> None:
        for person in chosen:
            erase_person(person=person)
