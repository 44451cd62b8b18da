"""What waits because the analysis flags it."""

from collections.abc import Collection, Iterable, Iterator

from django.utils.translation import gettext as _

from roles.analysis import Finding
from roles.catalogue_names import CatalogueNames
from roles.pages.finding_links import finding_url
from roles.pages.portfolio import PortfolioLine
from roles.pages.tasks import Task
from roles.texts.findings import finding_text

MANDATE_CODES = frozenset({"mandate-missing", "mandate-expiring"})


def urgent(lines: Iterable[PortfolioLine], names: CatalogueNames) -> Iterator[Task]:
    """For coordinators: the first critical finding of each of their networks; the others stand on its dashboard."""
    for line in lines:
        if line.coordinates and line.worst and line.worst.severity == "critical":
            yield _finding_task(line, line.worst, names)


def mandates(
    lines: Iterable[PortfolioLine],
    person: str,
    people: Collection[tuple[str, str]],
    names: CatalogueNames,
    asked: Collection[tuple[str, str]] = (),
) -> Iterator[Task]:
    """Mandates that end soon or are missing: my own, and for stewards those of their organisation's people.

    `people` are those, `asked` those for whom a request waits: about them there is another task, or nothing left to
    do. Each as a network's slug and a person's id.
    """
    for line in lines:
        for finding in line.findings:
            about = (line.slug, finding.subject.id)
            mine = finding.subject.id == person
            if finding.code in MANDATE_CODES and about not in asked and (mine or about in people):
                yield _finding_task(line, finding, names)


def _finding_task(line: PortfolioLine, finding: Finding, names: CatalogueNames) -> Task:
    text = finding_text(finding, names.role_names, cluster_names=names.cluster_names)
    url = finding_url(finding, line.slug, can_coordinate=line.coordinates)
    return Task(finding.severity, line.name, _("%(title)s.") % {"title": text.title}, text.button, url)
