"""`manage.py load_demo`: the demo networks, the same every time it runs."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roles.demo.load import ACCOUNTS, PASSWORD, load
from roles.demo.plan import DOMAIN


class Command(BaseCommand):
    """Put the demo in place and say how to sign in."""

    help = gettext_lazy("Load the demo networks, or put them back as they were.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--force", action="store_true", help=_("Load them outside development too (DEBUG is off).")
        )

    def handle(self, *, force: bool, **options: Any) -> None:
        if not settings.DEBUG and not force:
            raise CommandError(
                _(
                    "The demo's accounts have a password that everyone knows, and one of them is an administrator. "
                    "Set DEBUG=1 on your own machine, or use --force if nobody else can reach this one."
                )
            )
        changes = load(timezone.localdate())
        self.stdout.write(
            _("Demo: %(created)d created, %(changed)d changed, %(removed)d removed.")
            % {"created": changes.created, "changed": changes.changed, "removed": changes.removed}
        )
        self.stdout.write(
            _("Sign in with one of these; the password is %(password)s") % {"password": PASSWORD}
        )
        for account in ACCOUNTS:
            self.stdout.write(f"  {account}@{DOMAIN}")
