"""`manage.py network_report SLUG`: the analysis of one network, every finding of it."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networks.models import Network
from roles.analysis import analyse
from roles.catalogue_names import CatalogueNames
from roles.formats.report_json import report_as_json, texts_in
from roles.formats.report_text import report_lines
from roles.loading.snapshots import load_snapshot
from roles.management.options import read_date


class Command(BaseCommand):
    """Analyse a network on a day."""

    help = gettext_lazy("Print the analysis of one network.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help=_("The network's address, as in /networks/<slug>/."))
        parser.add_argument("--date", metavar="YYYY-MM-DD", help=_("The day to look at; today without it."))
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *, slug: str, date: str | None, format: str, **options: Any) -> None:  # noqa: A002
        day = read_date(date)
        network = Network.objects.filter(slug=slug).select_related("norms").first()
        if network is None:
            raise CommandError(
                _("There is no network “%(slug)s”. Give the last part of its page's address.")
                % {"slug": slug}
            )
        report = analyse(load_snapshot(network, day))
        texts = texts_in(CatalogueNames.load())
        if format == "json":
            self.stdout.write(json.dumps(report_as_json(report, texts=texts), indent=2))
        else:
            self.stdout.write("\n".join(report_lines(report, texts=texts)))
