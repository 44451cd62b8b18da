"""What somebody types into a search field."""

from django.http import HttpRequest


def search_query(request: HttpRequest) -> str:
    """Return what somebody searches for (`?q=`), without the one character that no database takes."""
    return request.GET.get("q", "").replace("\x00", "").strip()
