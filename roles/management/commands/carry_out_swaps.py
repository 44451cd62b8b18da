"""`manage.py carry_out_swaps`: move the roles of which that was agreed for today. Reading a report does so too."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from roles.services.due_swaps import carry_out_due_swaps, settle_open_swaps


class Command(BaseCommand):
    """Carry out what is due; running it twice, or twice at once, changes nothing more."""

    help = gettext_lazy("Carry out the swaps of which everybody agreed that they would happen by themselves.")

    def handle(self, *args: Any, **options: Any) -> None:
        settle_open_swaps()
        outcome = carry_out_due_swaps(day=timezone.localdate())
        lines = [
            ngettext("%(count)s swap carried out.", "%(count)s swaps carried out.", outcome.carried_out)
            % {"count": outcome.carried_out}
        ]
        if outcome.stalled:
            lines.append(
                ngettext(
                    "%(count)s swap could not be carried out, and waits for a coordinator.",
                    "%(count)s swaps could not be carried out, and wait for a coordinator.",
                    outcome.stalled,
                )
                % {"count": outcome.stalled}
            )
        self.stdout.write("\n".join(lines))
