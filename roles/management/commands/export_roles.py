"""`export_roles`: a network as a role matrix or role list that `import_roles` reads."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from networks.models import Network
from roles.spreadsheets.export import FORMATS, LAYOUTS, export_network


class Command(BaseCommand):
    """Write a network as a spreadsheet, to standard output or to a file."""

    help = "Writes a network as a role matrix (who holds what today) or role list (all that is recorded)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--network", metavar="SLUG", required=True)
        parser.add_argument("--format", choices=FORMATS, required=True)
        parser.add_argument("--layout", choices=LAYOUTS, default="matrix")
        parser.add_argument("--output", metavar="FILE", help="where to write (standard output)")

    def handle(self, *args: Any, **options: Any) -> None:
        network = Network.objects.filter(slug=options["network"]).first()
        if network is None:
            raise CommandError(
                _("There is no network at the address %(slug)s.") % {"slug": options["network"]}
            )
        content = export_network(
            network, layout=options["layout"], file_format=options["format"], day=timezone.localdate()
        )
        if options["output"]:
            self.write_file(options["output"], content)
        else:
            self.write_out(content, binary=options["format"] == "xlsx")

    def write_file(self, path: str, content: bytes) -> None:
        """Write to a file, or raise CommandError."""
        try:
            Path(path).write_bytes(content)
        except OSError as error:
            raise CommandError(
                _("The file %(path)s cannot be written: %(reason)s.")
                % {"path": path, "reason": error.strerror}
            ) from error

    def write_out(self, content: bytes, *, binary: bool) -> None:
        """Write bytes to standard output, or text where it takes no bytes; raise CommandError for a terminal."""
        if binary and self.stdout.isatty():
            raise CommandError(_("A workbook cannot be shown on the screen. Add --output with a file name."))
        stream = getattr(self.stdout, "buffer", None)
        if stream is not None:
            stream.write(content)
            stream.flush()
        elif binary:
            raise CommandError(_("A workbook cannot be shown on the screen. Add --output with a file name."))
        else:
            self.stdout.write(content.decode("utf-8-sig"), ending="")
