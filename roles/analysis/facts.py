"""What findings and indicators are worked out from: the snapshot, its tally, and what its records come to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from unicodedata import combining, normalize

from roles.analysis.attention import MotiveWeights, latest_readings, weigh_motives
from roles.analysis.catalogue import single_roles
from roles.analysis.check_ins import last_check_ins
from roles.analysis.finding import Subject
from roles.analysis.mandates import MandateState, judge_mandates
from roles.analysis.snapshot import Member, Reading, Snapshot
from roles.analysis.tally import Tally, count
from roles.analysis.terms import Terms, judge_terms
from roles.analysis.words import EARLY_PHASES, Severity


@dataclass(slots=True)
class Facts:
    """One network's facts on the day; every rule reads from here."""

    snapshot: Snapshot
    tally: Tally
    mandates: MandateState
    check_ins: dict[int, date]  # person -> the last one
    readings: dict[int, Reading]  # person -> the latest of the last twelve months
    motives: MotiveWeights
    terms: Terms
    gaping: dict[str, int]  # the clusters filled no further than the norm -> their own roles

    @property
    def late(self) -> Severity:
        """How serious it is that something is missing: in the early phases nothing is late yet."""
        return "notice" if self.snapshot.phase in EARLY_PHASES else "warning"

    @property
    def network(self) -> Subject:
        """The network itself, as a finding's subject."""
        return Subject("network", self.snapshot.slug, self.snapshot.name)

    def left_empty_until(self, roles: int) -> date | None:
        """The first day to look again at one of these roles, when all of them are left empty on purpose."""
        days = self.snapshot.left_empty
        if not days or any(role not in days for role in single_roles(roles)):
            return None
        return min(days[role] for role in single_roles(roles))

    def organisation(self, organisation: int) -> Subject:
        """An organisation, as a finding's subject."""
        known = self.snapshot.organisations[organisation]
        return Subject("organisation", known.slug, known.name)

    def organisations_by_name(self, organisations: Iterable[int]) -> list[int]:
        """Sort organisations as findings list them: by name, then by slug."""
        known = self.snapshot.organisations
        return sorted(organisations, key=lambda each: (plain(known[each].name), known[each].slug))


def gather(snapshot: Snapshot) -> Facts:
    """Work out the facts of a snapshot that has members."""
    tally = count(snapshot)
    return Facts(
        snapshot=snapshot,
        tally=tally,
        mandates=judge_mandates(snapshot, tally),
        check_ins=last_check_ins(snapshot.check_ins, snapshot.day),
        readings=latest_readings(snapshot.readings, snapshot.day),
        motives=weigh_motives(snapshot.motives),
        terms=judge_terms(snapshot, tally),
        gaping=_gaping(snapshot, tally.filled),
    )


def _gaping(snapshot: Snapshot, filled: int) -> dict[str, int]:
    """Find the clusters of whose own roles at most the norm is filled; none when nobody holds any role."""
    norm = snapshot.norms.max_gap_fill
    most, of = norm.numerator, norm.denominator
    return {
        cluster: own
        for cluster, own in snapshot.catalogue.own.items()
        if filled and (filled & own).bit_count() * of <= most * own.bit_count()
    }


def person(member: Member) -> Subject:
    """A member, as a finding's subject."""
    return Subject("person", str(member.person), member.name)


def by_name(members: Iterable[Member]) -> list[Member]:
    """Sort members as findings list them: by name without case and accents, then by id."""
    placed = [(plain(member.name), member.person, member) for member in members]
    placed.sort()  # ids differ, so it never comes to comparing members
    return [member for _name, _person, member in placed]


def plain(name: str) -> str:
    """Return a name without case and accents."""
    if name.isascii():
        return name.lower()
    return "".join(sign for sign in normalize("NFKD", name.casefold()) if not combining(sign))
