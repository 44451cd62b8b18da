"""Accounts, and the people behind them."""

from typing import Any, ClassVar

from allauth.account.forms import ResetPasswordForm
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from collab.admin import HouseAdmin, ViewInline, link_to_list, number_of
from networks.models import Membership, Person, Stewardship, User
from networks.services.accounts import open_account


def mail_password_link(request: HttpRequest, user: User) -> None:
    """Mail somebody the link with which they choose a password."""
    form = ResetPasswordForm(data={"email": user.email})
    if form.is_valid():
        form.save(request)


class AdministratorTexts:
    """Django tells staff from superusers; here an administrator is both."""

    model = User
    labels: ClassVar[dict[str, Any]] = {"is_superuser": _("Administrator")}
    help_texts: ClassVar[dict[str, Any]] = {"is_superuser": _("Sees and changes everything, here too.")}


class NewAccountForm(forms.ModelForm):
    """An account by e-mail and name; its owner chooses the password."""

    name = forms.CharField(label=_("Name"), max_length=200)

    class Meta(AdministratorTexts):
        fields = ("email", "is_superuser")

    def clean_email(self) -> str:
        return self.cleaned_data["email"].strip().lower()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        owner = Person.objects.filter(email__iexact=cleaned.get("email", "")).exclude(user=None).first()
        if cleaned.get("email") and owner is not None:
            self.add_error(
                "email", _("%(name)s has this address, and an account already.") % {"name": owner.name}
            )
        return cleaned

    def save(self, commit: bool = True) -> User:
        """Open the account at once: the person behind it has to be there too."""
        user = open_account(
            email=self.cleaned_data["email"],
            name=self.cleaned_data["name"],
            is_administrator=self.cleaned_data["is_superuser"],
        )
        self.instance = user
        self.save_m2m = lambda: None
        return user


class AccountForm(forms.ModelForm):
    """What an administrator changes of an account; its password is its owner's."""

    class Meta(AdministratorTexts):
        fields = ("email", "is_active", "is_superuser")

    def clean_email(self) -> str:
        return self.cleaned_data["email"].strip().lower()

    def save(self, commit: bool = True) -> User:
        self.instance.is_staff = self.cleaned_data["is_superuser"]
        return super().save(commit)


@admin.register(User)
class UserAdmin(HouseAdmin, DjangoUserAdmin):
    form = AccountForm
    add_form = NewAccountForm
    add_form_template = None
    list_display = ("email", "owner", "is_active", "is_superuser", "last_login")
    list_filter = ("is_active", "is_superuser", "last_login")
    list_select_related = ("person",)
    search_fields = ("email", "person__name", "person__name_key")
    ordering = ("email",)
    filter_horizontal = ()
    readonly_fields = ("owner", "last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "owner", "is_active", "is_superuser")}),
        (_("Signing in"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "fields": ("email", "name", "is_superuser"),
                "description": _("They get a mail with a link to choose a password."),
            },
        ),
    )
    actions = ("send_password_link", "remove_second_factor")

    @admin.display(description=_("individual"), ordering="person__name_key")
    def owner(self, user: User) -> SafeString | str:
        person = getattr(user, "person", None)
        if person is None:
            return "–"
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:networks_person_change", args=[person.pk]), person
        )

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Mail whoever got an account; whose address changes, signs in with the new one only."""
        if change:
            super().save_model(request, obj, form, change)
            EmailAddress.objects.filter(user=obj).exclude(email__iexact=obj.email).delete()
        else:
            mail_password_link(request, obj)

    def log_addition(self, request: HttpRequest, obj: User, message: Any) -> Any:
        self.message_user(request, _("A mail with a link to choose a password went to %s.") % obj.email)
        return super().log_addition(request, obj, message)

    @admin.action(description=_("Mail a link to choose a password"))
    def send_password_link(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        chosen = list(queryset.filter(is_active=True))
        for user in chosen:
            mail_password_link(request, user)
        self.message_user(
            request,
            ngettext("%(count)s mail sent.", "%(count)s mails sent.", len(chosen)) % {"count": len(chosen)},
            messages.SUCCESS,
        )

    @admin.action(description=_("Take away the second factor (a lost phone)"))
    def remove_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Let somebody back in who lost phone and recovery codes; ask them first, by voice, whether it is them."""
        held = Authenticator.objects.filter(user__in=queryset)
        count = held.values("user").distinct().count()
        held.delete()
        self.message_user(
            request,
            ngettext(
                "%(count)s account is without a second factor now.",
                "%(count)s accounts are without a second factor now.",
                count,
            )
            % {"count": count},
            messages.SUCCESS,
        )


class PersonMembershipInline(ViewInline):
    model = Membership
    fields = ("network", "organisation", "joined_on", "left_on", "is_coordinator")
    readonly_fields = ("organisation",)
    related = ("network", "person", "engagement__organisation")
    ordering = ("-joined_on", "pk")

    @admin.display(description=_("organisation"))
    def organisation(self, membership: Membership) -> str:
        return str(membership.organisation or _("in their own name"))


class PersonStewardshipInline(ViewInline):
    model = Stewardship
    verbose_name_plural = _("answers for")
    fields = ("organisation",)
    related = ("organisation", "person")
    show_change_link = False


@admin.register(Person)
class PersonAdmin(HouseAdmin):
    list_display = ("name", "email", "has_account", "network_count", "organisation_count", "language")
    list_filter = (("user", admin.EmptyFieldListFilter), "language")
    search_fields = ("name", "name_key", "email")
    autocomplete_fields = ("user",)
    fields = ("name", "email", "user", "language", "talents")
    inlines: ClassVar[list[type]] = [PersonMembershipInline, PersonStewardshipInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        """With how many networks each is in now, and how many organisations they answer for."""
        running = Membership.objects.active_on(timezone.localdate())
        return (
            super()
            .get_queryset(request)
            .annotate(
                networks_now=number_of(running, "person"),
                organisations_answered_for=number_of(Stewardship.objects.all(), "person"),
            )
        )

    @admin.display(description=_("account"), boolean=True)
    def has_account(self, person: Person) -> bool:
        return person.user_id is not None

    @admin.display(description=_("networks"), ordering="networks_now")
    def network_count(self, person: Any) -> SafeString | int:
        address = reverse("admin:networks_membership_changelist")
        return link_to_list(address, person.networks_now, person__id__exact=person.pk, time="now")

    @admin.display(description=_("answers for"), ordering="organisations_answered_for")
    def organisation_count(self, person: Any) -> int:
        return person.organisations_answered_for
