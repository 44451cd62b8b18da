"""What somebody types into a search field."""

from django.http import HttpRequest

FEW = 10  # so many can be overlooked without a search field


def search_query(request: HttpRequest) -> str:
    """Return what somebody searches for (`?q=`), without the one character that no database takes."""
    return request.GET.get("q", "").replace("\x00", "").strip()
