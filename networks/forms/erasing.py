"""Confirming that one wants everything about oneself erased."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from networks.models import User


class EraseForm(forms.Form):
    """One's own address typed out, and the password of whoever has one."""

    email = forms.CharField(
        label=_("Your own e-mail address"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )
    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        self.fields["email"].help_text = _(
            "Type it in full, so that nobody does this by mistake: %(email)s"
        ) % {"email": user.email}
        if not user.has_usable_password():
            del self.fields["password"]

    def clean_email(self) -> str:
        typed = self.cleaned_data["email"].strip()
        if typed.lower() != self.user.email.lower():
            raise ValidationError(_("That is not the address of this account."))
        return typed

    def clean_password(self) -> str:
        typed = self.cleaned_data["password"]
        if not self.user.check_password(typed):
            raise ValidationError(_("That is not your password."))
        return typed
