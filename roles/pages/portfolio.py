"""All networks that somebody may see, each in one line: how many people, what stands out, the scores."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils import timezone

from collab.text import fold
from networks.models import Membership, Network, User
from networks.models.networks import NetworkQuerySet
from roles.analysis import PERSPECTIVES, SEVERITIES, Counts, Finding, Perspective, analyse
from roles.catalogue_names import CatalogueNames
from roles.loading.snapshots import load_snapshots
from roles.pages.visibility import Reader, count_by_severity, visible_findings
from roles.services.rating_rounds import close_due_rounds


@dataclass(frozen=True, slots=True)
class PortfolioLine:
    """One network, with only the findings that the reader may see."""

    slug: str
    name: str
    coordinates: bool  # the reader is one of its coordinators
    counts: Counts
    severities: Mapping[str, int]  # findings by severity, without noughts
    worst: Finding | None  # none when all that stands out is left empty on purpose
    perspectives: Mapping[Perspective, Fraction | None]
    balance: Mapping[Perspective, Fraction] | None
    findings: tuple[Finding, ...] = ()


def read_portfolio(user: User, day: date, names: CatalogueNames) -> list[PortfolioLine]:
    """Analyse the networks that are active on a day and that the user may see.

    Six queries, whatever their number.
    """
    running = Membership.objects.active_on(day).filter(person__user=user, is_coordinator=True)
    coordinated = frozenset(running.values_list("network__slug", flat=True))
    return read_lines(user, Network.objects.visible_to(user), coordinated, day, names)


def read_lines(
    user: User, networks: NetworkQuerySet, coordinated: Collection[str], day: date, names: CatalogueNames
) -> list[PortfolioLine]:
    """Analyse those of some networks that are active on a day; `coordinated` are the user's own, by slug.

    Five queries, whatever their number; rating rounds whose last day is over are closed first.
    """
    close_due_rounds(day=timezone.localdate())
    person = user.person_or_none
    lines = []
    for snapshot in load_snapshots(networks.active_on(day), day, names.for_analysis()):
        report = analyse(snapshot)
        coordinates = snapshot.slug in coordinated
        reader = Reader(person.pk if person else None, coordinates, coordinates or user.is_superuser)
        findings = visible_findings(report, reader)
        lines.append(
            PortfolioLine(
                slug=snapshot.slug,
                name=snapshot.name,
                coordinates=coordinates,
                counts=report.counts,
                severities=count_by_severity(findings),
                worst=findings[0] if findings and findings[0].left_empty_until is None else None,
                perspectives=report.perspectives,
                balance=report.balance,
                findings=findings,
            )
        )
    return lines


def _by_findings(line: PortfolioLine) -> tuple[int, ...]:
    """The more serious, then the more."""
    return tuple(line.severities.get(severity, 0) for severity in SEVERITIES)


def _by_score(perspective: Perspective) -> Callable[[PortfolioLine], Any]:
    return lambda line: line.perspectives[perspective]


SORT_KEYS: Mapping[str, Callable[[PortfolioLine], Any]] = {
    "name": lambda line: fold(line.name),
    "people": lambda line: line.counts.people,
    "organisations": lambda line: line.counts.organisations,
    "roles": lambda line: line.counts.roles_filled,
    "findings": _by_findings,
    **{each: _by_score(each) for each in PERSPECTIVES},
}


def sort_lines(lines: Iterable[PortfolioLine], by: str, *, descending: bool) -> list[PortfolioLine]:
    """Return the lines in order of one column, by name where it is the same; what was not measured comes last."""
    key = SORT_KEYS[by]
    named = sorted(lines, key=SORT_KEYS["name"])
    measured = [line for line in named if key(line) is not None]
    unmeasured = [line for line in named if key(line) is None]
    return sorted(measured, key=key, reverse=descending) + unmeasured


def filter_lines(lines: Iterable[PortfolioLine], *, name: str, severity: str) -> list[PortfolioLine]:
    """Return the networks whose name contains a text, and that have a finding of a severity ("none": of none)."""
    wanted = fold(name)
    return [
        line
        for line in lines
        if wanted in fold(line.name)
        and (not severity or (line.worst is None if severity == "none" else severity in line.severities))
    ]
