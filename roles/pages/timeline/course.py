"""The course of a network: what its report said on a number of days of a period."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from networks.models import Network
from roles.analysis import PERSPECTIVES, SEVERITIES, Perspective, Report
from roles.catalogue_names import CatalogueNames
from roles.loading.over_time import load_snapshots_over
from roles.pages.reports import visible_report
from roles.pages.timeline.period import Period, sample_days
from roles.pages.visibility import Reader, count_by_severity


class Moment(NamedTuple):
    """What the report of one day says, as far as the reader may see it."""

    day: date
    people: int
    filled: int  # roles with a holder
    findings: Mapping[str, int]  # by severity
    scores: Mapping[Perspective, Fraction | None]
    balance: Mapping[Perspective, Fraction] | None


def read_course(network: Network, reader: Reader, period: Period, today: date) -> list[Moment]:
    """Return the moments of a period, up to today. Four queries, whatever the number of days, members and years."""
    days = sample_days(period.first, min(period.last, today))
    names = CatalogueNames.load()
    snapshots = load_snapshots_over(network, days, names.for_analysis())
    return [_moment(visible_report(snapshot, reader)) for snapshot in snapshots]


def _moment(report: Report) -> Moment:
    counts = count_by_severity(report.findings)
    return Moment(
        day=report.date,
        people=report.counts.people,
        filled=report.counts.roles_filled,
        findings={severity: counts.get(severity, 0) for severity in SEVERITIES},
        scores={each: report.perspectives[each] for each in PERSPECTIVES},
        balance=report.balance,
    )
