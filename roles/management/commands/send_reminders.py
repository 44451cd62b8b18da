"""`manage.py send_reminders`: mails about mandates that end soon, meant to be sent once a day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from roles.services.reminders import send_reminders


class Command(BaseCommand):
    """Remind whom it concerns of mandates that end soon, and say what was done."""

    help = gettext_lazy(
        "Mail stewards, members and coaches about mandates that end soon, once for each mandate."
    )

    def handle(self, **options: Any) -> None:
        outcome = send_reminders(day=timezone.localdate())
        self.stdout.write(
            ngettext(
                "Mandates that end soon: %(mandates)d. Mailed: %(mailed)d person.",
                "Mandates that end soon: %(mandates)d. Mailed: %(mailed)d people.",
                outcome.mailed,
            )
            % {"mandates": outcome.mandates, "mailed": outcome.mailed}
        )
        if outcome.missed:
            self.stderr.write(
                _("Not mailed, for want of an address or of a mail server: %(names)s")
                % {"names": ", ".join(outcome.missed)}
            )
