"""The report of a network for programs."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from roles.formats.report_json import report_as_json, texts_in
from roles.pages.reports import asked_day, read_report


@require_safe
def report_json(request: HttpRequest, slug: str) -> JsonResponse:
    """Return the report as JSON, version 1, with the findings that the reader may see.

    A date that does not exist answers 400 with a sentence that says so.
    """
    asked = asked_day(request.GET.get("date", ""))
    read = read_report(request.user, slug, asked.day)  # first: a stranger gets 404 whatever they ask
    if asked.error:
        return JsonResponse({"error": asked.error}, status=400)
    return JsonResponse(report_as_json(read.report, texts=texts_in(read.names)))
