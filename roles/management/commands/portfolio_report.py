"""`manage.py portfolio_report`: the analysis of every active network."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import date as Date  # noqa: N812 (an option is called date)
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networks.models import Network
from roles.analysis import Report, analyse
from roles.catalogue_names import CatalogueNames
from roles.formats.report_json import VERSION, report_as_json, texts_in
from roles.formats.report_text import portfolio_line
from roles.loading.snapshots import load_snapshots
from roles.management.options import read_date


class Command(BaseCommand):
    """Analyse every network that is active on a day."""

    help = gettext_lazy("Print the analysis of every active network.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--date", metavar="YYYY-MM-DD", help=_("The day to look at; today without it."))
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *, date: str | None, format: str, **options: Any) -> None:  # noqa: A002
        day = read_date(date)
        reports = (analyse(snapshot) for snapshot in load_snapshots(Network.objects.active_on(day), day))
        if format == "json":
            self._write_json(reports, day)
        else:
            for report in reports:
                self.stdout.write(portfolio_line(report))

    def _write_json(self, reports: Iterable[Report], day: Date) -> None:
        """Write one network at a time: thousands of reports need not be in memory together."""
        texts = texts_in(CatalogueNames.load())
        self.stdout.write(f'{{"version": {VERSION}, "date": "{day.isoformat()}", "networks": [')
        separator = ""
        for report in reports:
            self.stdout.write(separator + json.dumps(report_as_json(report, texts=texts)), ending="")
            separator = ",\n"
        self.stdout.write("\n]}")
