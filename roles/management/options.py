"""What the commands take alike."""

from datetime import date, datetime

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _


def read_date(text: str | date | None) -> date:
    """Return the date that an option gives, today without one; CommandError for what is no date."""
    if text is None:
        return timezone.localdate()
    if isinstance(text, date):
        return text
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 (a day has no time zone)
    except ValueError as error:
        raise CommandError(
            _("“%(text)s” is not a date. Write it as year-month-day, for example 2026-11-22.")
            % {"text": text}
        ) from error
