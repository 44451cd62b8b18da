"""What every administration page has: the name above it, one door, and what keeps long pages quick."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from allauth.account.decorators import secure_admin_login
from allauth.mfa import admin as mfa_admin  # registers Authenticator
from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import NestedObjects
from django.contrib.admin.widgets import AdminTextareaWidget, AutocompleteSelect, RelatedFieldWidgetWrapper
from django.contrib.auth import admin as auth_admin  # registers Group
from django.db import models, router
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

admin.site.site_header = "Samenspel"
admin.site.site_title = "Samenspel"
admin.site.index_title = _("Administration")
admin.site.enable_nav_sidebar = False  # the lists have better use for the width
# One way in for everyone, with its limit on wrong passwords.
admin.site.login = secure_admin_login(admin.site.login)
# Who may do what follows from people's part in networks, so groups would only mislead.
admin.site.unregister(auth_admin.Group)
# The secrets of somebody's second factor are nobody's business; an account's page can take it away.
admin.site.unregister(mfa_admin.Authenticator)


def number_of(rows: models.QuerySet[Any], parent: str) -> Coalesce:
    """Return an expression that counts the rows which point to an object through their field `parent`.

    As a subquery: several of them beside each other do not multiply, as joins would.
    """
    counted = (
        rows.filter(**{parent: models.OuterRef("pk")})
        .order_by()
        .values(parent)
        .annotate(n=models.Count("pk"))
    )
    return Coalesce(models.Subquery(counted.values("n")), 0)


def link_to_list(address: str, number: int, **filters: Any) -> SafeString | int:
    """Return a number that links to the list of what was counted; nothing to show needs no link."""
    if not number:
        return number
    query = "&".join(f"{name}={value}" for name, value in filters.items())
    return format_html('<a href="{}?{}">{}</a>', address, query, number)


class KnownAutocomplete(AutocompleteSelect):
    """An autocomplete that does not ask the database again for what its form's object knows already."""

    known: models.Model | None = None

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """Offer the chosen object only; the others come while one types."""
        if self.known is None or value != [str(self.known.pk)]:
            return super().optgroups(name, value, attrs)
        options = [self.create_option(name, self.known.pk, str(self.known), True, 1)]
        if not self.is_required:
            options.insert(0, self.create_option(name, "", "", False, 0))
        return [(None, options, 0)]


class KnownForm(forms.ModelForm):
    """A form that tells its autocompletes which related objects were fetched along with its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, KnownAutocomplete) and name in self.instance._state.fields_cache:
                widget.known = getattr(self.instance, name)


class LeanMixin(BaseModelAdmin):
    """Text in boxes of a few lines, and no button that deletes what a row only refers to."""

    formfield_overrides: ClassVar[Any] = {
        models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})}
    }

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
        return field


class LeanInlineMixin(LeanMixin):
    """Rows that belong to a page, with a number of queries that does not depend on how many there are.

    `related` is fetched along with the rows. Autocompletes take their labels from there. `shared_choices` are
    fields with few choices, which are read once for all rows.
    """

    extra = 0
    form = KnownForm
    related: ClassVar[tuple[str, ...]] = ()
    shared_choices: ClassVar[tuple[str, ...]] = ()

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).select_related(*self.related)

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", KnownAutocomplete(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_formset(self, request: HttpRequest, obj: models.Model | None = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        for name in self.shared_choices:
            field = formset.form.base_fields.get(name)  # absent for who may only look
            if field is not None:
                field.choices = list(field.choices)
        return formset


class Inline(LeanInlineMixin, admin.TabularInline):
    """A table of rows that can be edited on the page of what they belong to."""


class ViewInline(LeanInlineMixin, admin.TabularInline):
    """A table of rows to look at, each with a link to its own page. For what there can be a thousand of."""

    show_change_link = True
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class HouseAdmin(LeanMixin, admin.ModelAdmin):
    """Fifty rows a page, and a deletion that says how much goes along."""

    list_per_page = 50
    show_full_result_count = False

    def get_deleted_objects(
        self, objs: Iterable[models.Model], request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Count what goes along, instead of naming every row of it.

        Names would take a query a row, and tell who rated whom.
        """
        chosen = list(objs)
        collector = NestedObjects(using=router.db_for_write(self.model), origin=chosen)
        collector.collect(chosen)
        counts = Counter[str]()
        refused: set[str] = set()
        for model, rows in collector.model_objs.items():
            if self.admin_site.is_registered(model):
                counts[str(model._meta.verbose_name_plural)] += len(rows)
                if not self.admin_site.get_model_admin(model).has_delete_permission(request):
                    refused.add(str(model._meta.verbose_name))
        return [str(each) for each in chosen], dict(counts), refused, _summary(collector.protected)


def _summary(rows: Iterable[models.Model]) -> list[str]:
    """Return how many rows of each kind there are, as sentences' ends."""
    kinds = Counter(str(row._meta.verbose_name_plural) for row in rows)
    return [f"{kind}: {number}" for kind, number in kinds.items()]


class AddressAdmin(HouseAdmin):
    """A thing with an address: proposed from its name, and lasting, since links lead to it."""

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Sequence[str]:
        return (*super().get_readonly_fields(request, obj), *(("slug",) if obj else ()))

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> dict[str, Sequence[str]]:
        return {} if obj else {"slug": ("name",)}
