"""`manage.py close_ratings`: close the rounds whose last day is over: those about competences, and mapping rounds.

The pages do so too, when read.
"""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from roles.services.mapping_rounds import close_due_mapping_rounds
from roles.services.rating_rounds import close_due_rounds


class Command(BaseCommand):
    """Close what is due; running it twice changes nothing."""

    help = gettext_lazy("Close the questions to colleagues and the mapping rounds whose last day is over.")

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        closed = close_due_rounds(day=today) + close_due_mapping_rounds(day=today)
        self.stdout.write(
            ngettext("%(count)s question closed.", "%(count)s questions closed.", closed) % {"count": closed}
        )
