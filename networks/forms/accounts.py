"""Signing in, in our own words."""

from typing import Any

from allauth.account.forms import LoginForm, RequestLoginCodeForm, ResetPasswordForm
from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from collab.sign_in import KEEP_SIGNED_IN


class SignInForm(LoginForm):
    """An e-mail address and a password. Who has none leaves it empty, and gets a code by mail."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["login"].label = _("E-mail")
        self.fields["password"].required = False
        self.fields["remember"].label = _("Keep me signed in on this device")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def _login_by_code(self, request: HttpRequest, *args: Any) -> HttpResponse:
        response = super()._login_by_code(request, *args)
        request.session[KEEP_SIGNED_IN] = self.cleaned_data["remember"]
        return response


class PasswordResetForm(ResetPasswordForm):
    """The address to mail a link to for choosing another password."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["email"].label = _("E-mail")


class CodeRequestForm(RequestLoginCodeForm):
    """The address to mail a code to; it may come from the form for signing in, where it is called otherwise."""

    remember = forms.BooleanField(required=False, label=_("Keep me signed in on this device"))

    def __init__(self, data: Any = None, *args: Any, **options: Any) -> None:
        if data and "login" in data and "email" not in data:
            data = data.copy()
            data["email"] = data["login"]
        super().__init__(data, *args, **options)
        self.fields["email"].label = _("E-mail")
        self.fields["email"].widget.attrs.pop("placeholder", None)
        self.order_fields(["email", "remember"])
