"""The application's addresses, and a bare signed-in view to measure the pages against."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def bare(request: HttpRequest) -> HttpResponse:
    """As little as a page behind a login can do: know who asks, and answer."""
    return HttpResponse(f"Hello, {request.user.email}")


urlpatterns = [path("bare/", bare, name="bare"), path("", include("collab.urls"))]
