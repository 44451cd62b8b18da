"""What is kept, why, for how long, and who sees it."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from networks.models import Invitation, Retention


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say it all in plain words, for everybody."""
    return render(
        request,
        "networks/privacy.html",
        {
            "contact": settings.PRIVACY_CONTACT,
            "kept": Retention.current(),
            "link_days": Invitation.VALID_FOR.days,
            "session_days": settings.SESSION_COOKIE_AGE // (24 * 3600),
        },
    )
