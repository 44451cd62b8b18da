"""`manage.py apply_retention`: remove what has been kept for as long as it may be."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from roles.services.retention import Removed, apply_retention


class Command(BaseCommand):
    """Apply the periods that stand in the administration, under “How long it is kept”."""

    help = gettext_lazy("Remove what is no longer needed; meant to run once a day.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help=_("Say what would go, and remove nothing.")
        )

    def handle(self, *, dry_run: bool, **options: Any) -> None:
        removed = apply_retention(today=timezone.localdate(), dry_run=dry_run)
        if not removed.anything:
            self.stdout.write(_("Nothing has been kept longer than it may be."))
            return
        self.stdout.write(_("This would go; nothing was removed:") if dry_run else _("Removed:"))
        for line in lines(removed):
            self.stdout.write(f"  {line}")


def lines(removed: Removed) -> list[str]:
    """Return how much of each kind went, in words; nothing of what there was none of."""
    counted = [
        (removed.invitations, ngettext("%(count)s invitation", "%(count)s invitations", removed.invitations)),
        (
            removed.reflections,
            ngettext(
                "%(count)s reading or check-in", "%(count)s readings and check-ins", removed.reflections
            ),
        ),
        (
            removed.voices,
            ngettext(
                "what %(count)s former member wanted of a network",
                "what %(count)s former members wanted of a network",
                removed.voices,
            ),
        ),
        (
            removed.changes,
            ngettext(
                "%(count)s line of who changed what", "%(count)s lines of who changed what", removed.changes
            ),
        ),
        (
            removed.people,
            ngettext(
                "%(count)s person who took part nowhere any more",
                "%(count)s people who took part nowhere any more",
                removed.people,
            ),
        ),
        (
            removed.reminders,
            ngettext("%(count)s reminder sent", "%(count)s reminders sent", removed.reminders),
        ),
    ]
    return [text % {"count": count} for count, text in counted if count]
