"""What a dashboard shows of a report, in words and pictures: plain values for the templates."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from roles.analysis import PERSPECTIVES, Finding, Report
from roles.catalogue_names import CatalogueNames
from roles.pages.finding_links import finding_button, finding_url
from roles.pages.visibility import Reader
from roles.pictures.bars import draw_bar
from roles.pictures.findings import FindingCard
from roles.pictures.rows import ClusterRow, IndicatorLine, draw_indicators
from roles.texts.base import figure, percent
from roles.texts.findings import (
    INDICATOR_TEXTS,
    LEFT_EMPTY,
    PERSPECTIVE_TEXTS,
    SEVERITY_LABELS,
    finding_text,
)

# Measured only when at least half of those who are asked have answered (docs/analysis.md: "asked").
ASKED = frozenset({"policy", "stake", "mandates", "authority", "voice", "fit", "added_value", "profile"})

UNMEASURED = "–"


class ScoreCard(NamedTuple):
    """The score of one perspective and what it is made of."""

    perspective: str
    name: str | Promise
    question: str | Promise
    figure: str
    bar: SafeString
    indicators: Sequence[IndicatorLine]

    @property
    def lines(self) -> SafeString:
        """The indicators as a list with bars."""
        return draw_indicators(self.indicators)


def finding_cards(
    findings: Iterable[Finding],
    names: CatalogueNames,
    network_slug: str,
    reader: Reader,
) -> list[FindingCard]:
    """Return the findings in words, each with its next step."""
    cards = []
    for finding in findings:
        text = finding_text(finding, names.role_names, cluster_names=names.cluster_names)
        url = finding_url(finding, network_slug, can_coordinate=reader.can_coordinate, person=reader.person)
        severity = finding.severity if finding.left_empty_until is None else LEFT_EMPTY
        cards.append(
            FindingCard(
                code=finding.code,
                severity=severity,
                label=SEVERITY_LABELS[severity],
                title=text.title,
                explanation=text.explanation,
                action=text.action,
                button=finding_button(finding, text.button, reader),
                url=url,
                private=finding.private,
            )
        )
    return cards


def score_cards(report: Report, *, decimals: bool = False) -> list[ScoreCard]:
    """Return the three scores with their indicators; what is not measured has a dash and a reason.

    Whole figures are read at a glance; with `decimals` they have the one decimal of the report.
    """
    write = figure if decimals else _whole
    reasons = {True: _("too few answers yet"), False: _("nothing to measure yet")}
    return [
        ScoreCard(
            perspective=perspective,
            name=PERSPECTIVE_TEXTS[perspective].name,
            question=PERSPECTIVE_TEXTS[perspective].question,
            figure=write(report.perspectives[perspective]),
            bar=draw_bar(report.perspectives[perspective], perspective),
            indicators=[
                IndicatorLine(
                    name=INDICATOR_TEXTS[perspective][name].name,
                    explanation=INDICATOR_TEXTS[perspective][name].explanation,
                    figure=write(value),
                    bar=draw_bar(value, perspective),
                    why_not=reasons[name in ASKED] if value is None else "",
                )
                for name, value in report.indicators[perspective].items()
            ],
        )
        for perspective in PERSPECTIVES
    ]


def cluster_rows(report: Report, names: CatalogueNames) -> list[ClusterRow]:
    """Return how the clusters compare, in their order."""
    total = sum(count.holdings for count in report.clusters.values())
    rows = []
    for slug, name in names.cluster_names.items():
        count = report.clusters[slug]
        share = Fraction(100 * count.holdings, total) if total else None
        rows.append(
            ClusterRow(
                slug=slug,
                name=name,
                filled=count.filled,
                roles=count.roles,
                holdings=count.holdings,
                fill_bar=draw_bar(Fraction(100 * count.filled, count.roles), slug),
                share=UNMEASURED if share is None else percent(share),
                share_bar=draw_bar(share, slug),
            )
        )
    return rows


def _whole(value: Fraction | None) -> str:
    """Write a score without decimals."""
    return UNMEASURED if value is None else str(round(value))
