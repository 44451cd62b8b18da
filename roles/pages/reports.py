"""A network's report as one reader may see it: what the dashboard, the report page and its JSON begin with."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.dateparse import parse_date

from collab.days import no_such_day
from networks.models import Membership, Network, User
from networks.pages import network_frame
from roles.analysis import Comparison, Move, Report, Snapshot, analyse, compare, move
from roles.analysis.suggestions import findings_to_clear
from roles.catalogue_names import CatalogueNames
from roles.loading.snapshots import load_snapshot
from roles.models import RatingRound, RoleSwap
from roles.pages.visibility import Reader, visible_findings
from roles.services.due_swaps import carry_out_due_swaps
from roles.services.rating_rounds import close_due_rounds
from roles.texts.findings import summary_sentence


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A network on a day, its report with only the findings that the reader may see, and the catalogue's names."""

    network: Network
    reader: Reader
    snapshot: Snapshot
    report: Report
    names: CatalogueNames

    @property
    def summary(self) -> str:
        """The one sentence that says how the network is doing."""
        return summary_sentence(
            self.report,
            self.names.role_names,
            cluster_names=self.names.cluster_names,
            active=self.snapshot.active,
        )

    @property
    def clearable(self) -> bool:
        """Whether the reader may look for moves that clear something here, and there is something to clear."""
        today = self.snapshot.day == timezone.localdate()
        return self.reader.can_coordinate and today and bool(findings_to_clear(self.report))

    def frame(self, user: User, tab: str) -> dict[str, object]:
        """Return what `networks/_network_base.html` expects, with the counts of this day."""
        return network_frame(
            self.network,
            user,
            tab,
            takes_part=self.reader.joins_in,
            coordinates=self.reader.coordinates,
            people=self.report.counts.people,
            organisations=self.report.counts.organisations,
        )

    def compare_after(self, moves: Iterable[Move]) -> Comparison:
        """Return what would change by some moves, as far as the reader may see it."""
        return compare(self.report, self.report_after(moves))

    def report_after(self, moves: Iterable[Move]) -> Report:
        """Return the report as some moves would leave it, with only the findings that the reader may see."""
        return visible_report(move(self.snapshot, moves), self.reader)

    def without_stances(self) -> "ReadReport":
        """Return the same as if nobody had said what they prefer or avoid; itself for a coordinator in person.

        What would follow from a move is worked out from this: the score of the individual goes by stances, and
        would tell who may not know.
        """
        if self.reader.coordinates:
            return self
        snapshot = replace(self.snapshot, stances={})
        return replace(self, snapshot=snapshot, report=visible_report(snapshot, self.reader))


def visible_report(snapshot: Snapshot, reader: Reader) -> Report:
    """Analyse a snapshot, and keep of the findings what a reader may see."""
    report = analyse(snapshot)
    return replace(report, findings=visible_findings(report, reader))


def read_report(user: User, slug: str, day: date) -> ReadReport:
    """Analyse a network on a day for a reader; 404 when they may not know of it.

    Five queries for a member, six for another reader, whatever the size of the network.
    """
    network, reader = open_for_reader(user, slug)
    names = CatalogueNames.load()
    snapshot = load_snapshot(network, day, names.for_analysis())
    return ReadReport(network, reader, snapshot, visible_report(snapshot, reader), names)


def open_for_reader(user: User, slug: str) -> tuple[Network, Reader]:
    """Return a network with its norms, and who reads it; 404 when they may not know of it."""
    network, own = _open_network(user, slug)
    person = user.person_or_none
    coordinates = own is not None and own.is_coordinator
    return network, Reader(
        person.pk if person else None,
        coordinates,
        can_coordinate=coordinates or user.is_superuser,
        joins_in=own is not None or user.is_superuser,
    )


def _open_network(user: User, slug: str) -> tuple[Network, Membership | None]:
    """Return the network with its norms, and the user's running membership.

    A running membership says both that its holder sees the network and what they may do there, so members need one
    query; everybody else goes by `visible_to`. Rating rounds whose last day is over are closed on the way,
    and swaps whose date has come carried out, as the report tells what came of them.
    """
    today = timezone.localdate()
    own = Membership.objects.active_on(today).filter(network__slug=slug, person=user.person_or_none)
    own = own.select_related("network__norms").annotate(**_due(today, "network"))
    for membership in own[:1] if user.person_or_none else ():
        _do_what_is_due(membership.network, membership, today)
        return membership.network, membership
    visible = Network.objects.visible_to(user).select_related("norms").annotate(**_due(today, "pk"))
    network = get_object_or_404(visible, slug=slug)
    _do_what_is_due(network, network, today)
    return network, None


def _due(today: date, network: str) -> dict[str, Exists]:
    """Return what says whether something is due in a network, as part of the query that reads it."""
    here = {"network": OuterRef(network)}
    return {
        "rounds_are_due": Exists(RatingRound.objects.due_on(today).filter(**here)),
        "swaps_are_due": Exists(RoleSwap.objects.due_on(today).filter(**here)),
    }


def _do_what_is_due(network: Network, row: Any, today: date) -> None:
    if row.rounds_are_due:
        close_due_rounds(day=today)
    if row.swaps_are_due:
        carry_out_due_swaps(day=today, network=network)


class AskedDay(NamedTuple):
    """The day that a report was asked for; what was typed for it; what is wrong with that (then it is today)."""

    day: date
    typed: str
    error: str


def asked_day(text: str) -> AskedDay:
    """Read a day as an address gives it: year, month and day, or nothing for today."""
    typed = text.strip()
    try:
        day = parse_date(typed)
    except ValueError:  # well written, but the day does not exist
        day = None
    if day is not None or not typed:
        return AskedDay(day or timezone.localdate(), typed, "")
    return AskedDay(timezone.localdate(), typed, no_such_day(typed))
