"""The portfolio: all my networks in one table."""

import csv
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe

from collab.search import FEW
from roles.analysis import PERSPECTIVES, SEVERITIES
from roles.catalogue_names import CatalogueNames
from roles.pages.portfolio import SORT_KEYS, PortfolioLine, filter_lines, read_portfolio, sort_lines
from roles.pages.sorting import Heading, changed_query, sort_headings
from roles.pictures.bars import draw_bar
from roles.spreadsheets.delimited import escape
from roles.texts.base import figure
from roles.texts.findings import PERSPECTIVE_TEXTS, SEVERITY_LABELS, finding_text, severity_count

PER_PAGE = 50
WORST_FIRST = "-findings"
DESCENDING_FIRST = frozenset({"people", "organisations", "roles", "findings"})


class Score(NamedTuple):
    """The score of one perspective."""

    figure: str
    bar: SafeString


class Row(NamedTuple):
    """One network, in words."""

    line: PortfolioLine
    counts: list[tuple[str, str]]
    title: str
    scores: list[Score]
    balance: str


@require_safe
def portfolio(request: HttpRequest) -> HttpResponse:
    """The table of all my networks, sorted and filtered by the address; `format=csv` gives it as a file."""
    names = CatalogueNames.load()
    lines = read_portfolio(request.user, timezone.localdate(), names)
    chosen = {name: request.GET.get(name, "").strip() for name in ("q", "severity")}
    sort = request.GET.get("sort", WORST_FIRST)
    if sort.removeprefix("-") not in SORT_KEYS:
        sort = WORST_FIRST
    found = sort_lines(
        filter_lines(lines, name=chosen["q"], severity=chosen["severity"]),
        sort.removeprefix("-"),
        descending=sort.startswith("-"),
    )
    if request.GET.get("format") == "csv":
        return _as_csv([_row(line, names) for line in found])
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "roles/portfolio.html",
        {
            "lead": _lead(lines),
            "total": len(lines),
            "page": page,
            "rows": [_row(line, names) for line in page],
            "headings": _headings(request.GET, sort),
            "chosen": chosen,
            "sort": sort,
            "filters": any(chosen.values()) or len(lines) > FEW,
            "filtered": any(chosen.values()),
            "severities": [
                *((each, SEVERITY_LABELS[each]) for each in SEVERITIES),
                ("none", _("Nothing stands out")),
            ],
            "page_query": changed_query(request.GET, page=None),
            "csv_query": changed_query(request.GET, page=None, format="csv"),
        },
    )


def _lead(lines: Sequence[PortfolioLine]) -> str:
    """Return the sentence that says how the networks are doing."""
    urgent = sum(1 for line in lines if "critical" in line.severities)
    if urgent:
        return ngettext(
            "%(urgent)d of your %(total)d networks needs attention first.",
            "%(urgent)d of your %(total)d networks need attention first.",
            urgent,
        ) % {"urgent": urgent, "total": len(lines)}
    return ngettext(
        "Nothing critical in your %(total)d network.",
        "Nothing critical in your %(total)d networks.",
        len(lines),
    ) % {"total": len(lines)}


def _row(line: PortfolioLine, names: CatalogueNames) -> Row:
    title = ""
    if line.worst:
        title = finding_text(line.worst, names.role_names, cluster_names=names.cluster_names).title
    return Row(
        line=line,
        counts=[(severity, severity_count(severity, count)) for severity, count in line.severities.items()],
        title=title,
        scores=[
            Score(_whole(line.perspectives[each]), draw_bar(line.perspectives[each], each))
            for each in PERSPECTIVES
        ],
        balance=" / ".join(_whole(line.balance[each]) for each in PERSPECTIVES) if line.balance else "–",
    )


def _whole(value: Fraction | None) -> str:
    return "–" if value is None else str(round(value))


def _headings(given: QueryDict, sort: str) -> list[Heading]:
    labels: dict[str, str | Promise] = {
        "name": _("Network"),
        "findings": _("What stands out"),
        **{each: PERSPECTIVE_TEXTS[each].name for each in PERSPECTIVES},
        "people": pgettext("how many", "People"),
        "organisations": pgettext("how many", "Organisations"),
        "roles": _("Roles filled"),
    }
    return sort_headings(given, sort, labels, descending_first=DESCENDING_FIRST)


def _as_csv(rows: Sequence[Row]) -> HttpResponse:
    """Return the table as a file that a spreadsheet opens; no cell of it runs as a formula."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="portfolio.csv"'
    writer = csv.writer(response, delimiter=";")
    perspectives = [str(PERSPECTIVE_TEXTS[each].name) for each in PERSPECTIVES]
    severities = [str(SEVERITY_LABELS[each]) for each in SEVERITIES]
    head: list[Any] = [_("Network"), pgettext("how many", "People"), pgettext("how many", "Organisations")]
    head += [_("Roles filled"), *severities, _("First signal"), *perspectives]
    head += [_("Attention: %(perspective)s") % {"perspective": each} for each in perspectives]
    writer.writerow(head)
    for row in rows:
        line = row.line
        cells: list[Any] = [escape(line.name), line.counts.people, line.counts.organisations]
        cells += [line.counts.roles_filled, *(line.severities.get(each, 0) for each in SEVERITIES)]
        cells += [escape(row.title), *(_exact(line.perspectives[each]) for each in PERSPECTIVES)]
        cells += [_exact(line.balance[each] if line.balance else None) for each in PERSPECTIVES]
        writer.writerow(cells)
    return response


def _exact(value: Fraction | None) -> str:
    return "" if value is None else figure(value)
