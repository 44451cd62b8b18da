"""`import_roles`: a role matrix or role list into the database."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_slug
from django.utils import timezone
from django.utils.translation import gettext as _

from networks.models import Network
from networks.services.networks import RESERVED_SLUGS
from roles.spreadsheets.apply import ChangedMeanwhileError, import_file
from roles.spreadsheets.cells import CellError, as_date
from roles.spreadsheets.changes import summary
from roles.spreadsheets.options import Options
from roles.spreadsheets.plan import Plan, plan_import
from roles.spreadsheets.reading import MAX_BYTES


class Command(BaseCommand):
    """Read a role matrix or role list; all of it, or nothing when there is an error."""

    help = "Reads a role matrix or role list (CSV or XLSX) and prints what it created, changed and ended."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--network", metavar="SLUG", help="the network of rows that name none")
        parser.add_argument("--create", metavar="NAME", help="make the network of --network, with this name")
        parser.add_argument(
            "--create-networks",
            action="store_true",
            help="make networks that the file names and that are new",
        )
        parser.add_argument(
            "--replace", action="store_true", help="end memberships and roles that the file no longer has"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and write nothing")
        parser.add_argument("--date", metavar="YYYY-MM-DD", help="the import date (today)")

    def handle(self, *args: Any, **options: Any) -> None:
        data = read_file(options["file"])
        what = Options(
            day=read_day(options["date"]),
            network=find_network(options["network"], options["create"], make=options["create_networks"]),
            replace=options["replace"],
            create_networks=options["create_networks"],
        )
        try:
            plan = plan_import(data, what) if options["dry_run"] else import_file(data, what)
        except ChangedMeanwhileError as error:
            raise CommandError(str(error)) from error
        self.report(plan, dry_run=options["dry_run"])

    def report(self, plan: Plan, *, dry_run: bool) -> None:
        """Print what the plan did, or raise CommandError with every error."""
        for warning in plan.warnings:
            self.stderr.write(_("Warning: %(text)s") % {"text": warning}, self.style.WARNING)
        if plan.errors:
            lines = [_("Nothing was imported. Correct this and import again:"), *map(str, plan.errors)]
            raise CommandError("\n".join(lines))
        if dry_run:
            self.stdout.write(_("This is what would happen; nothing was written."))
        for line in summary(plan.changes) or [_("Nothing changed: all of it was on record already.")]:
            self.stdout.write(line)


def read_file(path: str) -> bytes:
    """Return what is in a file, up to a byte more than is accepted; raise CommandError when there is none."""
    try:
        with Path(path).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CommandError(
            _("The file %(path)s cannot be read: %(reason)s.") % {"path": path, "reason": error.strerror}
        ) from error


def read_day(text: str | date | None) -> date:
    """Return the import date; raise CommandError when it is no date."""
    try:
        return as_date(text) or timezone.localdate()
    except CellError as error:
        raise CommandError(f"--date {text}: {error}") from error


def find_network(slug: str | None, name: str | None, *, make: bool) -> Network | None:
    """Return the network at an address, or a new one to be created; raise CommandError when there is neither."""
    if slug is None:
        if name is not None:
            raise CommandError(_("--create needs --network: the address (slug) of the new network."))
        return None
    network = Network.objects.filter(slug=slug).first()
    if network is not None:
        return network
    if name is None and not make:
        raise CommandError(
            _("There is no network at the address %(slug)s. To make it, add --create with its name.")
            % {"slug": slug}
        )
    network = Network(slug=slug, name=" ".join((name or slug).split()))
    try:
        validate_slug(slug)
        network.clean_fields(exclude=["started_on"])
    except ValidationError as error:
        raise CommandError("\n".join(error.messages)) from error
    if slug in RESERVED_SLUGS:
        raise CommandError(_("No network can have the address %(slug)s. Choose another.") % {"slug": slug})
    return network
