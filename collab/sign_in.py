"""Signing in by a code from the mail, and how one's own account is kept safe."""

from typing import Any

from allauth.account.views import RequestLoginCodeView
from allauth.mfa.base.views import IndexView
from django.forms import Form
from django.http import HttpResponse

from collab.second_factor import lacks_second_factor

KEEP_SIGNED_IN = "keep_signed_in"  # in the session, while a code is on its way


class CodeRequestView(RequestLoginCodeView):
    """Asking for a code; whether to stay signed in is chosen here already, and kept until the code comes back."""

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        self.request.session[KEEP_SIGNED_IN] = form.cleaned_data["remember"]
        return response


class SafetyView(IndexView):
    """How somebody signs in, and what keeps others out; an administrator may be told what is missing."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        texts = super().get_context_data(**kwargs)
        return texts | {"must_add_second_factor": lacks_second_factor(self.request.user)}
