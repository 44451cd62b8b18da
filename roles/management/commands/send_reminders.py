"""`manage.py send_reminders`: the weekly mail, meant to be run from cron or a timer."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from roles.services.reminders import send_reminders

NAMED = 20  # so many people are called by name


class Command(BaseCommand):
    """Mail people what is new for them, and say what was done."""

    help = gettext_lazy(
        "Mail people what waits for them, what ends and what is due: each thing once, and at most one mail a week "
        "for each person, however often this is run."
    )

    def handle(self, **options: Any) -> None:
        outcome = send_reminders(day=timezone.localdate())
        self.stdout.write(
            ngettext("Mailed: %(count)d person.", "Mailed: %(count)d people.", outcome.mailed)
            % {"count": outcome.mailed}
        )
        if outcome.refused:
            self.stderr.write(
                ngettext(
                    "Refused by the mail server: %(count)d mail. It is sent the next time.",
                    "Refused by the mail server: %(count)d mails. They are sent the next time.",
                    outcome.refused,
                )
                % {"count": outcome.refused}
            )
        if outcome.gave_up:
            self.stderr.write(
                _("The mail server refused several in a row; the others wait for the next time.")
            )
        if outcome.unsure:
            self.stderr.write(
                _("Perhaps not mailed, and not mailed again this week (%(count)d): %(names)s")
                % {"count": len(outcome.unsure), "names": _named(outcome.unsure)}
            )
        if outcome.broken:
            self.stderr.write(
                _(
                    "Could not be written, and tried again the next time (%(count)d): %(names)s. The log says why."
                )
                % {"count": len(outcome.broken), "names": _named(outcome.broken)}
            )


def _named(names: list[str]) -> str:
    """Return who it is about, as far as there is room."""
    return get_text_list(names[:NAMED], _("and"))
