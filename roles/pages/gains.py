"""What a change would bring, in words: the three scores, and what stands out no longer or as something new."""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from roles.analysis import Comparison, Finding, ScoreChange
from roles.catalogue_names import CatalogueNames
from roles.texts.base import figure
from roles.texts.findings import PERSPECTIVE_TEXTS, SEVERITY_LABELS, finding_text

ICONS = {"organisation": "building", "individual": "person", "network": "diagram-3"}
MINUS = "\N{MINUS SIGN}"


class ScoreGain(NamedTuple):
    """How much a perspective's score would change."""

    perspective: str
    name: str | Promise
    icon: str
    figure: str  # signed
    direction: str  # up, down or same


class Signal(NamedTuple):
    """A finding that would come, go or change, in a few words."""

    code: str
    severity: str
    label: str | Promise
    title: str


class Gains(NamedTuple):
    """What a change would bring."""

    scores: list[ScoreGain]
    gone: list[Signal]
    come: list[Signal]
    changed: list[tuple[Signal, Signal]]  # those of which title or severity becomes another one

    @property
    def quiet(self) -> bool:
        """Whether nothing would stand out other than now."""
        return not (self.gone or self.come or self.changed)


def describe_gains(comparison: Comparison, names: CatalogueNames) -> Gains:
    """Put a comparison into words."""
    changed = [(signal(each.before, names), signal(each.after, names)) for each in comparison.changed]
    return Gains(
        scores=[
            ScoreGain(
                perspective=perspective,
                name=PERSPECTIVE_TEXTS[perspective].name,
                icon=ICONS[perspective],
                figure=_figure(change),
                direction=_direction(change.difference),
            )
            for perspective, change in comparison.scores.items()
        ],
        gone=signals(comparison.gone, names),
        come=signals(comparison.come, names),
        changed=[(before, after) for before, after in changed if before != after],
    )


def signals(findings: Iterable[Finding], names: CatalogueNames) -> list[Signal]:
    """Return findings in a few words each."""
    return [signal(finding, names) for finding in findings]


def signal(finding: Finding, names: CatalogueNames) -> Signal:
    """Return a finding in a few words."""
    title = finding_text(finding, names.role_names, cluster_names=names.cluster_names).title
    return Signal(finding.code, finding.severity, SEVERITY_LABELS[finding.severity], title)


def signed(value: Fraction) -> str:
    """Write a difference with its sign, and nought without."""
    written = figure(abs(value))
    if written == "0":
        return written
    return f"+{written}" if value > 0 else f"{MINUS}{written}"


def _figure(change: ScoreChange) -> str:
    """Write how a score changes; where there is nothing to compare it with, what it becomes."""
    if change.difference is not None:
        return signed(change.difference)
    if change.after is not None:
        return _("becomes %(score)s") % {"score": figure(change.after)}
    return _("not measured")


def _direction(difference: Fraction | None) -> str:
    if difference is None or signed(difference) == "0":
        return "same"
    return "up" if difference > 0 else "down"
